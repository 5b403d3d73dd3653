"""Small runs to draw."""

import numpy as np
import pytest

from lossstudio.core.array import Floats
from lossstudio.core.catalogue import Spec
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import GivenStart, Recipe, Runner
from lossstudio.run.training.compiled_recipe import CompiledRecipe


class Standing:
    """A course and where its runners stand."""

    def __init__(self, compiled: CompiledRecipe, thetas: Floats | None = None) -> None:
        self.compiled = compiled
        self.thetas = compiled.starts if thetas is None else np.asarray(thetas, dtype=float)


def fit_input(task: Supervised | OnTerrain, thetas: object = None, **runner: object) -> Standing:
    recipe = Recipe(task=task, runners=(Runner(**runner),))
    return Standing(CompiledRecipe.of(recipe), thetas)


@pytest.fixture(scope="session")
def penguins() -> Standing:
    return fit_input(Supervised(data=Spec.of("penguins", test_fraction=0.3)), start=GivenStart(theta=(-0.73, 4.22)))


@pytest.fixture(scope="session")
def moons() -> Standing:
    return fit_input(Supervised(data=Spec.of("moons", test_fraction=0.3)), [[0.0, -2.0, 1.0]])


@pytest.fixture(scope="session")
def sexes() -> Standing:
    return fit_input(Supervised(data=Spec.of("penguins", target="sex")))


@pytest.fixture(scope="session")
def bills() -> Standing:
    return fit_input(Supervised(data=Spec.of("penguins", inputs=("bill_length_cm", "bill_depth_cm"))))


@pytest.fixture(scope="session")
def rosenbrock() -> Standing:
    return fit_input(OnTerrain(terrain=Spec("rosenbrock")))


@pytest.fixture(scope="session")
def darts() -> Standing:
    return fit_input(Supervised(data=Spec("darts")))
