"""Commands on the map of runs: what it goes over, and taking the settings of one of its runs."""

from collections.abc import Sequence
from dataclasses import replace

from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.sweep.axis import SweepAxis
from lossstudio.run.sweep.map_settings import taken
from lossstudio.run.sweep.map_spec import MapSpec
from lossstudio.studio.commands.command import Command, Effect
from lossstudio.studio.session.snapshot import Snapshot


def set_map(spec: MapSpec | None) -> Command:
    """Let the scene have this map of runs; None: it opens with its surface."""
    return lambda now: Effect(scene=replace(now.scene, map=spec), text="Map of runs", merge="map")


def take_run(axes: Sequence[SweepAxis], values: Sequence[float]) -> Command:
    """Give the selected runner the values that a run of the map has."""

    def command(now: Snapshot) -> Effect:
        try:
            recipe = taken(now.scene.recipe, now.runner, axes, values)
        except (KeyError, ValueError) as error:
            raise SceneError("", f"This run's settings can't be taken any more: {error}") from None
        return Effect(scene=replace(now.scene, recipe=recipe), text="Take a run of the map", foresees=True)

    return command
