"""The data sets, in the order in which they are shown."""

from lossstudio.core.catalogue import Catalogue
from lossstudio.core.datasets.circle import CIRCLE
from lossstudio.core.datasets.dataset import Dataset
from lossstudio.core.datasets.line import LINE
from lossstudio.core.datasets.moons import MOONS
from lossstudio.core.datasets.penguins import PENGUINS
from lossstudio.core.datasets.spiral import SPIRAL
from lossstudio.core.datasets.table import TABLE
from lossstudio.core.datasets.xor import XOR

DATASETS: Catalogue[Dataset] = Catalogue(
    "data set",
    (
        PENGUINS,
        LINE,
        MOONS,
        CIRCLE,
        XOR,
        SPIRAL,
        TABLE,
    ),
)
