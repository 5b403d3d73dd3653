"""The learning-rate schedules, in the order in which they are shown."""

from lossstudio.core.catalogue import Catalogue
from lossstudio.core.schedules.constant import CONSTANT
from lossstudio.core.schedules.cosine import COSINE
from lossstudio.core.schedules.cyclic import CYCLIC
from lossstudio.core.schedules.drawn import DRAWN
from lossstudio.core.schedules.exponential import EXPONENTIAL
from lossstudio.core.schedules.inverse_sqrt import INVERSE_SQRT
from lossstudio.core.schedules.one_cycle import ONE_CYCLE
from lossstudio.core.schedules.plateau import PLATEAU
from lossstudio.core.schedules.schedule import Schedule
from lossstudio.core.schedules.step import STEP
from lossstudio.core.schedules.warmup_cosine import WARMUP_COSINE

SCHEDULES: Catalogue[Schedule] = Catalogue(
    "schedule",
    (
        CONSTANT,
        STEP,
        EXPONENTIAL,
        COSINE,
        WARMUP_COSINE,
        ONE_CYCLE,
        CYCLIC,
        INVERSE_SQRT,
        PLATEAU,
        DRAWN,
    ),
)
