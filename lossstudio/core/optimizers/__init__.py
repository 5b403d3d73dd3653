"""The optimizers, in the order in which they are shown."""

from lossstudio.core.catalogue import Catalogue
from lossstudio.core.optimizers.adam import ADAM
from lossstudio.core.optimizers.gd import GD
from lossstudio.core.optimizers.momentum import MOMENTUM_DESCENT
from lossstudio.core.optimizers.optimizer import Optimizer

OPTIMIZERS: Catalogue[Optimizer] = Catalogue(
    "optimizer",
    (
        GD,
        MOMENTUM_DESCENT,
        ADAM,
    ),
)
