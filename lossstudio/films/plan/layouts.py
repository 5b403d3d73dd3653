"""What a scene can be shown as: its layouts, the charts beside them, and what may stand out."""

from typing import get_args

from lossstudio.core.catalogue import Spec
from lossstudio.core.datasets import DATASETS
from lossstudio.films.errors import FilmUsageError
from lossstudio.films.plan.presets import Size
from lossstudio.picture.page.layout import WIDE, PageFormat, Safe, leaves_room
from lossstudio.project.film_spec import SPOT_ON, FilmSpec, FilmSpot, Inset, Layout, TextSize
from lossstudio.project.scene import Scene
from lossstudio.run.kinds import kind_of
from lossstudio.run.kinds.supervised.problem import NATURAL_LOSS
from lossstudio.run.recipe.recipe import Penalty
from lossstudio.run.training.stretches import Minimised

MOST_PANES = 12
"""So many surfaces can be told apart in one picture; of more runners the first ones are shown."""
TEXT_SHARES: dict[TextSize, float] = {"normal": 1.0, "large": 1.25, "back-row": 1.5}
"""How large everything is written, as shares of the usual."""


def layouts_for(scene: Scene) -> tuple[Layout, ...]:
    """Return the layouts that a scene can fill."""
    return tuple(layout for layout in get_args(Layout) if not _lack(layout, scene))


def check_layout(layout: Layout, scene: Scene) -> None:
    """Raise FilmUsageError if a scene can't fill a layout."""
    if lack := _lack(layout, scene):
        raise FilmUsageError(f"layout: {lack}")


def layout_of(scene: Scene) -> Layout:
    """Return the layout of a scene's film: the one that it says, else each runner's own surface where losses differ."""
    if scene.film.layout is not None:
        return scene.film.layout
    return "runners" if _losses_differ(scene) and not _lack("runners", scene) else "surface"


def _losses_differ(scene: Scene) -> bool:
    """Say whether runners minimise different losses, however these are written; what isn't said is the task's own."""
    task, said = scene.recipe.task, {runner.loss for runner in scene.recipe.runners}
    kind = kind_of(task)
    usual = kind.value(task, "loss") or _natural_loss(kind.data_of(task))
    losses = [Minimised.of(kind.losses, loss or usual, Penalty()) for loss in said]
    return any(not loss.same_loss(losses[0]) for loss in losses[1:])


def _natural_loss(data: Spec | None) -> Spec | None:
    """Return the loss that suits the answers to data, where these are known before the data are."""
    answers = None if data is None else DATASETS[data.kind].task or data.get("task")
    return Spec(NATURAL_LOSS[answers]) if answers in NATURAL_LOSS else None


def _lack(layout: Layout, scene: Scene) -> str:
    """Return what a scene hasn't got for a layout; "" where it has all."""
    runners = len(scene.recipe.runners)
    if layout == "runners" and runners < 2:
        return "runners shows 2 runners or more beside each other; this scene has 1: add a runner, or use surface"
    if layout == "train_test" and not _test_fraction(scene):
        return "train_test needs test rows; set objective.data.test_fraction above 0"
    return ""


def _test_fraction(scene: Scene) -> float:
    data = kind_of(scene.recipe.task).data_of(scene.recipe.task)
    return 0.0 if data is None else float(DATASETS[data.kind].complete(data.options)["test_fraction"])


def charts_of(spec: FilmSpec, runners: int, size: Size, safe: Safe) -> Inset:
    """Return which charts there are, as suits the layout: of panes those that leave room for some have them below."""
    if spec.inset is not None:
        return spec.inset
    if spec.layout not in ("runners", "train_test"):
        return "both"
    page_format = PageFormat(size, safe, TEXT_SHARES[spec.text_size])
    if not leaves_room(page_format, min(runners, MOST_PANES) if spec.layout == "runners" else 2):
        return "none"
    return "loss" if size[0] > WIDE * size[1] else "both"


def checked_spots(spec: FilmSpec, charts: Inset) -> tuple[FilmSpot, ...]:
    """Return the spots of a film that has these charts.

    Raises
    ------
    FilmUsageError
        If one is on a chart that isn't in the picture.
    """
    for spot in spec.spots:
        if spot.on in ("loss", "data") and charts not in ("both", spot.on):
            raise FilmUsageError(f"film.spots: {SPOT_ON.label_of(spot.on)} isn't in the picture; its charts: {charts}")
    return spec.spots
