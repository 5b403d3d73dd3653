"""The losses."""

import copyreg

from lossstudio.core.catalogue import Catalogue, Spec
from lossstudio.core.losses.bce import BCE
from lossstudio.core.losses.bce_on_probability import BCE_ON_PROBABILITY
from lossstudio.core.losses.cce import CCE
from lossstudio.core.losses.cce_on_probability import CCE_ON_PROBABILITY
from lossstudio.core.losses.distance import DISTANCE
from lossstudio.core.losses.exponential import EXPONENTIAL
from lossstudio.core.losses.focal import FOCAL
from lossstudio.core.losses.formula import FORMULA
from lossstudio.core.losses.hinge import HINGE
from lossstudio.core.losses.huber import HUBER
from lossstudio.core.losses.log_cosh import LOG_COSH
from lossstudio.core.losses.loss import Loss, Part
from lossstudio.core.losses.mae import MAE
from lossstudio.core.losses.mape import MAPE
from lossstudio.core.losses.mse import MSE
from lossstudio.core.losses.msle import MSLE
from lossstudio.core.losses.multiclass_hinge import MULTICLASS_HINGE
from lossstudio.core.losses.poisson import POISSON
from lossstudio.core.losses.quantile import QUANTILE
from lossstudio.core.losses.squared_hinge import SQUARED_HINGE
from lossstudio.core.losses.weighted_sum import weighted_sum

SINGLE_LOSSES: Catalogue[Loss] = Catalogue(
    "loss",
    (
        MSE,
        MAE,
        DISTANCE,
        HUBER,
        LOG_COSH,
        QUANTILE,
        MAPE,
        MSLE,
        POISSON,
        BCE,
        BCE_ON_PROBABILITY,
        FOCAL,
        HINGE,
        SQUARED_HINGE,
        EXPONENTIAL,
        CCE,
        CCE_ON_PROBABILITY,
        MULTICLASS_HINGE,
        FORMULA,
    ),
)
"""What a weighted sum can sum."""

LOSSES: Catalogue[Loss] = Catalogue("loss", (*SINGLE_LOSSES.values(), weighted_sum(SINGLE_LOSSES)))


def _part_of(weight: float, said: Spec) -> Part:
    loss = SINGLE_LOSSES[said.kind]
    return Part(weight, said, loss, loss.complete(said.options))


# A part of a sum is sent as a document keeps it: the functions that a loss is made of can't be.
copyreg.pickle(Part, lambda part: (_part_of, (part.weight, part.said)))
