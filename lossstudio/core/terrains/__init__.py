"""The terrains."""

from lossstudio.core.catalogue import Catalogue
from lossstudio.core.terrains.ackley import ACKLEY
from lossstudio.core.terrains.beale import BEALE
from lossstudio.core.terrains.booth import BOOTH
from lossstudio.core.terrains.bowl import BOWL
from lossstudio.core.terrains.formula import FORMULA
from lossstudio.core.terrains.hills import HILLS
from lossstudio.core.terrains.himmelblau import HIMMELBLAU
from lossstudio.core.terrains.matyas import MATYAS
from lossstudio.core.terrains.monkey_saddle import MONKEY_SADDLE
from lossstudio.core.terrains.plateau import PLATEAU
from lossstudio.core.terrains.rastrigin import RASTRIGIN
from lossstudio.core.terrains.ravine import RAVINE
from lossstudio.core.terrains.rosenbrock import ROSENBROCK
from lossstudio.core.terrains.saddle import SADDLE
from lossstudio.core.terrains.six_hump_camel import SIX_HUMP_CAMEL
from lossstudio.core.terrains.terrain import Terrain

TERRAINS: Catalogue[Terrain] = Catalogue(
    "terrain",
    (
        BOWL,
        RAVINE,
        SADDLE,
        MONKEY_SADDLE,
        PLATEAU,
        HILLS,
        ROSENBROCK,
        HIMMELBLAU,
        BEALE,
        BOOTH,
        MATYAS,
        RASTRIGIN,
        ACKLEY,
        SIX_HUMP_CAMEL,
        FORMULA,
    ),
)
