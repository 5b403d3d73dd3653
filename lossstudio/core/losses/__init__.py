"""The losses."""

from lossstudio.core.catalogue import Catalogue
from lossstudio.core.losses.bce import BCE
from lossstudio.core.losses.loss import Loss
from lossstudio.core.losses.mae import MAE
from lossstudio.core.losses.mse import MSE

LOSSES: Catalogue[Loss] = Catalogue("loss", (MSE, MAE, BCE))
