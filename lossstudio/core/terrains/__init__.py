"""The terrains."""

from lossstudio.core.catalogue import Catalogue
from lossstudio.core.terrains.bowl import BOWL
from lossstudio.core.terrains.himmelblau import HIMMELBLAU
from lossstudio.core.terrains.rosenbrock import ROSENBROCK
from lossstudio.core.terrains.terrain import Terrain

TERRAINS: Catalogue[Terrain] = Catalogue("terrain", (BOWL, ROSENBROCK, HIMMELBLAU))
