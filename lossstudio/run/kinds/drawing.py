"""What is drawn beside the surface, as plain data: one type for each form, whatever kind of objective asks for it."""

from dataclasses import dataclass
from typing import TypeAlias

from lossstudio.core.array import Floats
from lossstudio.core.datasets.prepared import Prepared
from lossstudio.core.models.network import Network
from lossstudio.core.objective.divergence.objective import DivergenceObjective
from lossstudio.core.objective.game.objective import GameObjective
from lossstudio.core.objective.objective import Objective
from lossstudio.core.objective.pairs.objective import PairsObjective
from lossstudio.core.objective.supervised import SupervisedObjective


@dataclass(frozen=True, slots=True, eq=False)
class AnswersDrawing:
    """A model's answers against the data."""

    objective: SupervisedObjective
    data: Prepared
    network: Network


@dataclass(frozen=True, slots=True, eq=False)
class SlopeDrawing:
    """A cut through the surface along the coming step."""

    objective: Objective


@dataclass(frozen=True, slots=True, eq=False)
class DensitiesDrawing:
    """Two densities, and where they are unlike; `values` ``(n,)`` are those that the target is the density of."""

    objective: DivergenceObjective
    values: Floats


@dataclass(frozen=True, slots=True, eq=False)
class EmbeddingDrawing:
    """Where a model places the points of data, and what pulls and pushes them."""

    objective: PairsObjective
    data: Prepared
    network: Network


@dataclass(frozen=True, slots=True, eq=False)
class PlayersDrawing:
    """Real and generated data, and the score that a discriminator gives them."""

    game: GameObjective


Drawing: TypeAlias = AnswersDrawing | SlopeDrawing | DensitiesDrawing | EmbeddingDrawing | PlayersDrawing
