"""The optimizers, in the order in which they are shown."""

from lossstudio.core.catalogue import Catalogue
from lossstudio.core.optimizers.adadelta import ADADELTA
from lossstudio.core.optimizers.adagrad import ADAGRAD
from lossstudio.core.optimizers.adam import ADAM
from lossstudio.core.optimizers.adamax import ADAMAX
from lossstudio.core.optimizers.adamw import ADAMW
from lossstudio.core.optimizers.amsgrad import AMSGRAD
from lossstudio.core.optimizers.conjugate_gradient import CONJUGATE_GRADIENT
from lossstudio.core.optimizers.gd import GD
from lossstudio.core.optimizers.lbfgs import LBFGS
from lossstudio.core.optimizers.line_search import LINE_SEARCH
from lossstudio.core.optimizers.lion import LION
from lossstudio.core.optimizers.momentum import MOMENTUM_DESCENT
from lossstudio.core.optimizers.nadam import NADAM
from lossstudio.core.optimizers.nesterov import NESTEROV
from lossstudio.core.optimizers.newton import NEWTON
from lossstudio.core.optimizers.optimizer import Optimizer
from lossstudio.core.optimizers.qhadam import QHADAM
from lossstudio.core.optimizers.qhm import QHM
from lossstudio.core.optimizers.radam import RADAM
from lossstudio.core.optimizers.rmsprop import RMSPROP
from lossstudio.core.optimizers.rprop import RPROP

OPTIMIZERS: Catalogue[Optimizer] = Catalogue(
    "optimizer",
    (
        GD,
        MOMENTUM_DESCENT,
        NESTEROV,
        ADAGRAD,
        RMSPROP,
        ADADELTA,
        ADAM,
        AMSGRAD,
        ADAMAX,
        NADAM,
        RADAM,
        ADAMW,
        LION,
        RPROP,
        QHM,
        QHADAM,
        NEWTON,
        LBFGS,
        CONJUGATE_GRADIENT,
        LINE_SEARCH,
    ),
)
