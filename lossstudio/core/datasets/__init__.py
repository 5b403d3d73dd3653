"""The data sets, in the order in which they are shown: regression, yes or no, many classes, one's own."""

from lossstudio.core.catalogue import Catalogue
from lossstudio.core.datasets.anscombe import ANSCOMBE
from lossstudio.core.datasets.blobs import BLOBS
from lossstudio.core.datasets.breast_cancer import BREAST_CANCER
from lossstudio.core.datasets.checkerboard import CHECKERBOARD
from lossstudio.core.datasets.circle import CIRCLE
from lossstudio.core.datasets.darts import DARTS
from lossstudio.core.datasets.dataset import Dataset
from lossstudio.core.datasets.engel import ENGEL
from lossstudio.core.datasets.gauss import GAUSS
from lossstudio.core.datasets.gaussian import GAUSSIAN
from lossstudio.core.datasets.houses import HOUSES
from lossstudio.core.datasets.iris import IRIS
from lossstudio.core.datasets.line import LINE
from lossstudio.core.datasets.moons import MOONS
from lossstudio.core.datasets.penguins import PENGUINS
from lossstudio.core.datasets.plane import PLANE
from lossstudio.core.datasets.polynomial import POLYNOMIAL
from lossstudio.core.datasets.sine import SINE
from lossstudio.core.datasets.spam import SPAM
from lossstudio.core.datasets.spiral import SPIRAL
from lossstudio.core.datasets.stackloss import STACKLOSS
from lossstudio.core.datasets.stock import STOCK
from lossstudio.core.datasets.table import TABLE
from lossstudio.core.datasets.wine import WINE
from lossstudio.core.datasets.xor import XOR

DATASETS: Catalogue[Dataset] = Catalogue(
    "data set",
    (
        PENGUINS,
        LINE,
        HOUSES,
        STOCK,
        POLYNOMIAL,
        SINE,
        ANSCOMBE,
        DARTS,
        ENGEL,
        STACKLOSS,
        PLANE,
        GAUSSIAN,
        SPAM,
        MOONS,
        CIRCLE,
        XOR,
        GAUSS,
        SPIRAL,
        CHECKERBOARD,
        BREAST_CANCER,
        BLOBS,
        IRIS,
        WINE,
        TABLE,
    ),
)
