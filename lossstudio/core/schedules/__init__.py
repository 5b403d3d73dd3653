"""The learning-rate schedules, in the order in which they are shown."""

from lossstudio.core.catalogue import Catalogue
from lossstudio.core.schedules.constant import CONSTANT
from lossstudio.core.schedules.schedule import Schedule

SCHEDULES: Catalogue[Schedule] = Catalogue("schedule", (CONSTANT,))
