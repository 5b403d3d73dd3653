"""What a program in a framework has to say: one runner's data, model, loss and descent as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.datasets.prepared import Prepared
from lossstudio.core.losses import LOSSES
from lossstudio.core.losses.loss import Loss
from lossstudio.core.models.network import Network
from lossstudio.project.scene import Scene
from lossstudio.run.analysis.data_units import DataUnits, data_units
from lossstudio.run.kinds import kind_of
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.training.compiled_recipe import CompiledRecipe, Settings

MOST_NUMBERS = 50_000
"""A program that holds more numbers than this is no longer one that anybody pastes."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Setup:
    """All that a program has to say.

    Attributes
    ----------
    title, runner
        Of the scene, and of the runner.
    inputs
        What the first layer sees of the training rows, ``(N, D)``.
    names
        Its columns.
    targets
        ``(N, K)``; class numbers ``(N,)`` for losses over classes.
    prepared
        What was done to the data before, in words; empty when nothing was.
    network, theta
        The model, and where it starts ``(P,)``.
    loss, options
        The catalogue entry, and every option's value.
    settings
        Optimizer, rate, schedule and batches, as they are in force at the first update.
    units
        How the parameters become those of the data's own units; None where they are in these, or aren't weights.
    steps, shuffle
        How long, and whether batches are drawn by chance.
    later
        How many changes the scene makes on the way.
    """

    title: str
    runner: str
    inputs: Floats
    names: tuple[str, ...]
    targets: Any
    prepared: str
    network: Network
    theta: Floats
    loss: Loss
    options: Mapping[str, Any]
    settings: Settings
    units: DataUnits | None
    steps: int
    shuffle: bool
    later: int

    @property
    def batch(self) -> int | None:
        """The size of a mini-batch; None when every update sees all rows."""
        size = self.settings.batch_size
        return None if size is None or size >= len(self.inputs) else size


def setup_of(scene: Scene, runner: int = 0) -> Setup:
    """Return what a program for one of a scene's runners has to say.

    Raises
    ------
    SceneError
        If the scene trains no model on data, or has more data than a program should hold.
    """
    recipe = scene.recipe
    if reason := kind_of(recipe.task).refusal("code"):
        raise SceneError("objective", reason)
    compiled = CompiledRecipe.of(recipe)
    settings, network, data = compiled.settings(0)[runner], compiled.problem.network, compiled.problem.prepared
    assert settings.loss is not None
    assert network is not None
    assert data is not None
    inputs = network.design(data.train_inputs)[: network.stack[0].inputs].T
    if inputs.size + data.train_targets.size > MOST_NUMBERS:
        raise SceneError("objective.data", f"{len(inputs):,} rows are too many to be written into a program")
    entry = LOSSES[settings.loss.kind]
    options = entry.complete(settings.loss.options)
    loss = entry.under(options)
    return Setup(
        title=scene.title,
        runner=recipe.runners[runner].name if len(recipe.runners) > 1 else "",
        inputs=inputs,
        names=tuple(feature.name for feature in network.features),
        targets=data.train_targets[:, 0].astype(int)
        if loss.takes in ("scores", "probabilities")
        else data.train_targets,
        prepared=_prepared(data),
        network=network,
        theta=compiled.starts[runner],
        loss=loss,
        options=options,
        settings=settings,
        units=data_units(compiled.problem, settings.loss.kind),
        steps=recipe.training.steps,
        shuffle=recipe.training.shuffle,
        later=len(recipe.training.changes),
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
