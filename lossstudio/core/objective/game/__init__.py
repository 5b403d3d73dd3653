"""The games, and the adversarial losses that they are played under."""

from lossstudio.core.catalogue import Catalogue
from lossstudio.core.objective.game.dirac import DIRAC
from lossstudio.core.objective.game.game import Game
from lossstudio.core.objective.game.game_loss import GameLoss
from lossstudio.core.objective.game.gaussian import GAUSSIAN
from lossstudio.core.objective.game.hinge import HINGE
from lossstudio.core.objective.game.least_squares import LEAST_SQUARES
from lossstudio.core.objective.game.minimax import MINIMAX
from lossstudio.core.objective.game.non_saturating import NON_SATURATING
from lossstudio.core.objective.game.wasserstein import WASSERSTEIN

GAMES: Catalogue[Game] = Catalogue("game", (DIRAC, GAUSSIAN))
GAME_LOSSES: Catalogue[GameLoss] = Catalogue(
    "adversarial loss", (MINIMAX, NON_SATURATING, LEAST_SQUARES, HINGE, WASSERSTEIN)
)
