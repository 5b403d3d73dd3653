"""What a program in a framework has to say: what one runner minimises, and each leg of the descent, as plain values."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.datasets.prepared import Prepared
from lossstudio.core.expression.formula import Formula
from lossstudio.core.models.network import Network
from lossstudio.project.code.leg import Leg, legs_of
from lossstudio.project.scene import Scene
from lossstudio.run.analysis.data_units import DataUnits, data_units
from lossstudio.run.kinds import kind_of
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.training.compiled_recipe import CompiledRecipe

MOST_NUMBERS = 50_000
"""A program that holds more numbers than this is no longer one that anybody pastes."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ModelSetup:
    """A model on data.

    Attributes
    ----------
    inputs
        What the first layer sees of the training rows, ``(N, D)``.
    names
        Its columns.
    targets
        ``(N, K)``; class numbers ``(N,)`` for losses over classes.
    prepared
        What was done to the data before, in words; empty when nothing was.
    network
        The model.
    units
        How the parameters become those of the data's own units; None where they are in these, or aren't weights.
    shuffle
        Whether batches are drawn by chance.
    """

    inputs: Floats
    names: tuple[str, ...]
    targets: Any
    prepared: str
    network: Network
    units: DataUnits | None
    shuffle: bool

    def batch(self, leg: Leg) -> int | None:
        """Return the size of a leg's mini-batches; None when every update sees all rows."""
        size = leg.settings.batch_size
        return None if size is None or size >= len(self.inputs) else size

    def batches(self, leg: Leg) -> int:
        """Return how many updates an epoch of a leg has."""
        return -(-len(self.inputs) // (self.batch(leg) or len(self.inputs)))

    def draws(self, leg: Leg) -> bool:
        """Say whether a leg's batches are drawn by chance."""
        return self.shuffle and self.batch(leg) is not None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class HeightSetup:
    """A height over x and y: its formula, and whether it has no slope where the descent starts."""

    formula: Formula
    starts_on_tip: bool


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Setup:
    """All that a program has to say.

    Attributes
    ----------
    title, runner
        Of the scene, and of the runner.
    minimised
        What is minimised.
    theta
        Where the descent starts, ``(P,)``.
    legs
        The descent, from change to change.
    """

    title: str
    runner: str
    minimised: ModelSetup | HeightSetup
    theta: Floats
    legs: tuple[Leg, ...]


def setup_of(scene: Scene, runner: int = 0) -> Setup:
    """Return what a program for one of a scene's runners has to say.

    Raises
    ------
    SceneError
        If the scene is about neither a model on data nor a terrain, or has more data than a program should hold.
    """
    recipe = scene.recipe
    if reason := kind_of(recipe.task).refusal("code"):
        raise SceneError("objective", reason)
    compiled = CompiledRecipe.of(recipe)
    legs = legs_of(compiled, runner)
    formula = compiled.problem.expressed
    return Setup(
        title=scene.title,
        runner=recipe.runners[runner].name if len(recipe.runners) > 1 else "",
        minimised=_model(compiled, legs[0]) if formula is None else _height(formula, compiled.starts[runner]),
        theta=compiled.starts[runner],
        legs=legs,
    )


def _height(formula: Formula, start: Floats) -> HeightSetup:
    names = dict(zip(formula.variables, start, strict=True))
    slopes = [formula.evaluate(formula.slopes[name], names) for name in formula.variables]
    return HeightSetup(
        formula=formula, starts_on_tip=bool(np.isnan(slopes).any() and np.isfinite(formula.value(**names)))
    )


def _model(compiled: CompiledRecipe, leg: Leg) -> ModelSetup:
    loss, network, data = leg.loss, compiled.problem.network, compiled.problem.prepared
    assert loss is not None
    assert network is not None
    assert data is not None
    inputs = network.design(data.train_inputs)[: network.stack[0].inputs].T
    if inputs.size + data.train_targets.size > MOST_NUMBERS:
        raise SceneError("objective.data", f"{len(inputs):,} rows are too many to be written into a program")
    classes = loss.takes in ("scores", "probabilities")
    return ModelSetup(
        inputs=inputs,
        names=tuple(feature.name for feature in network.features),
        targets=data.train_targets[:, 0].astype(int) if classes else data.train_targets,
        prepared=_prepared(data),
        network=network,
        units=data_units(compiled.problem, leg.settings.loss),
        shuffle=compiled.recipe.training.shuffle,
    )


def _prepared(data: Prepared) -> str:
    """Say what was done to the data."""
    said = []
    if np.any(data.input_scale != 1):
        said.append("inputs standardised")
    elif np.any(data.input_offset != 0):
        said.append(f"inputs counted from {', '.join(f'{each:g}' for each in data.input_offset)}")
    if np.any(data.target_scale != 1):
        said.append("targets standardised")
    if len(data.test_rows):
        said.append(f"{len(data.test_rows)} test rows left out")
    return ", ".join(said)
