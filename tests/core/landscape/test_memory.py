"""However large a grid and a table are, sampling needs no more memory than the byte budget allows."""

import tracemalloc

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.landscape.landscape import sample
from lossstudio.core.objective.blocks import BUDGET_BYTES
from lossstudio.run.analysis.planes import fit_plane
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.plane_spec import PlaneSpec
from lossstudio.run.recipe.recipe import Recipe
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.timeline import Timeline

ROWS = 100_000
COLUMNS = 201


@pytest.mark.parametrize(
    ("data", "model", "loss"),
    [
        ("xor", Spec.of("mlp", hidden=(4, 2)), Spec("mse")),
        ("line", None, Spec("mae")),
        ("line", None, Spec.of("formula", expression="log(1 + (prediction - target)**2)")),
    ],
)
def test_a_landscape_on_many_samples_stays_within_the_budget(data, model, loss) -> None:
    compiled = CompiledRecipe.of(Recipe(task=Supervised(data=Spec.of(data, samples=ROWS), model=model, loss=loss)))
    plane, objective = (
        fit_plane(compiled, Timeline(compiled), PlaneSpec(range=(-1.0, 1.0, -1.0, 1.0))),
        compiled.objective(),
    )
    sample(objective, plane, 2, 1)
    tracemalloc.start()
    try:
        found = sample(objective, plane, COLUMNS, 1)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert np.isfinite(found.loss).all()
    assert peak < 4 * BUDGET_BYTES
