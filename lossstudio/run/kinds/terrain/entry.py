"""A terrain, a function of x and y, as a kind of objective."""

from lossstudio.core.catalogue import Spec
from lossstudio.run.kinds.kind import NO_PENALTY, NO_ROWS, ObjectiveKind
from lossstudio.run.kinds.terrain.problem import OnTerrain, TerrainProblem

TERRAIN = ObjectiveKind(
    key="terrain",
    label="A terrain's height",
    summary="A function of x and y, which is its own surface",
    task=OnTerrain,
    problem=TerrainProblem,
    first=OnTerrain(terrain=Spec("himmelblau")),
    roles={"terrain": "set"},
    shape=lambda task: task.terrain,
    refusals={
        "loss": "a terrain is its own loss and takes no other",
        "penalty": NO_PENALTY,
        "model": "a terrain has no model; x and y themselves are moved",
        "batch_size": NO_ROWS,
        "metrics": "a terrain gives no answers that could be right or wrong",
    },
    in_sets=True,
    card="Terrain",
    fit="Slope",
    instead_of_model=lambda _task: "none: x and y themselves are moved",
    instead_of_loss="The loss is the height of the terrain.",
)
