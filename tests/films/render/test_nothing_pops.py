"""From frame to frame nothing that is written in a film moves far, and nothing comes or goes at once."""

import re
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import pairwise
from math import hypot
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication

from lossstudio.core.catalogue import Spec
from lossstudio.films.encode.formats import MP4
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.plan.storyboard import Instant
from lossstudio.films.render.frame_renderer import FrameRenderer
from lossstudio.films.render.pane_headings import PaneHeadings
from lossstudio.films.render.steady_writing import LOOSE_PT
from lossstudio.films.render.surface_changes import with_changes
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.picture.colors import LIGHT
from lossstudio.picture.page.composition import Shown
from lossstudio.picture.page.pane_spec import each_runner
from lossstudio.picture.scene.surface_between import seen_shares
from lossstudio.picture.text.fonts import PRESENTING
from lossstudio.picture.text.overlay import Overlay
from lossstudio.project.examples import EXAMPLES
from lossstudio.run.recipe.recipe import Change
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from tests.films.render.framed import covered_in, painted, renderer_of
from tests.picture.written import FAINT, Paper

SIZE = (640, 360)
FARTHEST_PX, MOST_INK, MOST_INK_OF_ALL = 26.0, 0.45, 0.35
"""How far a text may move beyond what balls and camera move, and how much of it may come or go, from frame to frame;
and how much of all that says the same, where one comes as another goes."""
NUMBER = re.compile(r"[−.\d]+")
FILMS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("penguins", {"orbit": 150.0}),
    ("rosenbrock", {"orbit": -60.0}),
    ("ravine", {}),
    ("by-hand", {"layout": "phases"}),
    ("switch-loss", {}),
    ("embedding", {}),
    ("two-bells", {"layout": "contour"}),
)


@dataclass(frozen=True)
class Text:
    said: str
    x: float
    y: float
    ink: float

    def like(self, other: "Text", farthest_px: float) -> bool:
        """Say whether another text is near, with nearly as much ink."""
        return hypot(other.x - self.x, other.y - self.y) <= farthest_px and abs(other.ink - self.ink) <= MOST_INK


def written(film: FrameRenderer, shown: Shown) -> list[Text]:
    """Return what stands upon the surfaces of a frame."""
    paper = Paper(SIZE)
    painter = QPainter(paper)
    for pane, place in zip(shown.panes, film.composition.layout.panes, strict=True):
        by, scale = Overlay(PRESENTING), film.composition.scale
        by.paint(painter, pane.frame, pane.camera, place.picture, scale, written=pane.written)
    painter.end()
    return texts_of(paper)


def texts_of(paper: Paper) -> list[Text]:
    found = []
    for writing in paper.writings:
        place = writing.letters.boundingRect().topLeft()
        # Losses change with the run, and are told where a ball is beyond the box.
        said = re.sub(r"(: )?loss .*?(?= on|$)", "", writing.text)
        found.append(Text(said, place.x(), place.y(), writing.ink))
    return found


def places(shown: Shown, like: Shown, size: tuple[int, int]) -> np.ndarray:
    """Return where balls are on the picture, and places at the losses between which another moment's box lies."""
    found = []
    for pane, other in zip(shown.panes, like.panes, strict=True):
        box, before = pane.frame.static_scene.box, other.frame.static_scene.box
        sides = [(x * box.corner[0], y * box.corner[1]) for x in (-1, 1) for y in (-1, 1)]
        heights = [float(box.height(np.array(loss))) for loss in (before.floor, before.top)]
        corners = [(*side, height) for side in sides for height in heights]
        every = np.array([*(ball.place for ball in pane.frame.balls), *corners])
        found.append(pane.camera.project(every, size)[:, :2])
    return np.concatenate(found)


def farthest_px(film: FrameRenderer, before: Shown, shown: Shown) -> float:
    """Return how far a text may move from one frame to the next."""
    size = film.composition.surface_size
    moved = np.abs(places(shown, before, size) - places(before, before, size)).max(initial=0.0)
    return FARTHEST_PX + 2 * float(moved)


def lost(ones: list[Text], others: list[Text], farthest_px: float) -> list[Text]:
    """Return the texts that are well seen, and near which the other frame has none that is nearly the same."""
    return [
        one
        for one in ones
        if one.ink > MOST_INK and not any(one.said == other.said and one.like(other, farthest_px) for other in others)
    ]


@pytest.mark.parametrize(("key", "said"), FILMS, ids=lambda value: value if isinstance(value, str) else "")
def test_nothing_that_is_written_jumps_or_comes_at_once(qapp: QApplication, key: str, said: dict[str, Any]) -> None:
    trained = TrainedScene(EXAMPLES[key].load())
    plan = ExportOptions(**({"size": SIZE, "fps": 12, "seconds": 6.0} | said)).planned(trained.scene, MP4)
    with closing(FrameRenderer(trained, plan)) as film:
        before = film.shown(0)
        was = written(film, before)
        for index in range(1, len(film)):
            shown = film.shown(index)
            now = written(film, shown)
            farthest = farthest_px(film, before, shown)
            if shown.panes[0].frame.static_scene.box == before.panes[0].frame.static_scene.box:
                assert not lost(was, now, farthest), f"goes between {index - 1} and {index}"
                assert not lost(now, was, farthest), f"comes between {index - 1} and {index}"
            else:  # where another loss comes, the numbers of its axis do as fast as it
                one, other = ([text for text in each if not NUMBER.fullmatch(text.said)] for each in (was, now))
                assert not lost(one, other, farthest), f"goes between {index - 1} and {index}"
                assert not lost(other, one, farthest), f"comes between {index - 1} and {index}"
            assert abs(shown.caption_ink - before.caption_ink) <= MOST_INK
            before, was = shown, now


def test_labels_of_a_crowded_race_with_changes_close_together_neither_leap_nor_cover_a_number(
    qapp: QApplication,
) -> None:
    scene = EXAMPLES["switch-loss"].load()
    recipe, first = scene.recipe, scene.recipe.runners[0]
    runners = tuple(
        replace(first, name=f"runner with a long name {at}", learning_rate=first.learning_rate * at)
        for at in (1, 2, 3, 4)
    )
    later = tuple(Change(step=step, said=(("loss", Spec(key)),)) for step, key in ((60, "huber"), (62, "mse")))
    training = replace(recipe.training, changes=recipe.training.changes + later)
    scene = replace(scene, recipe=replace(recipe, runners=runners, training=training))
    large = (960, 540)
    plan = ExportOptions(size=large, fps=30, seconds=6.0, inset="none").planned(scene, MP4)
    with renderer_of(scene, plan) as film:
        before: Shown | None = None
        was: list[Text] = []
        for index in range(60, 112):
            shown = film.shown(index)
            paper = painted(film.composition, shown, large)
            assert not covered_in(paper.writings), index
            now = [text for text in texts_of(paper) if "from here" in text.said]
            if before is not None:
                farthest = farthest_px(film, before, shown)
                for text in (text for text in now if text.ink > FAINT):
                    ways = [hypot(text.x - old.x, text.y - old.y) for old in was if old.said == text.said]
                    assert min(ways, default=0.0) <= farthest, f"{text.said} leaps between {index - 1} and {index}"
            before, was = shown, now


def test_in_a_crowded_race_labels_give_way_with_the_balls_and_fade_over_some_frames(qapp: QApplication) -> None:
    tall = (360, 640)
    scene = EXAMPLES["learning-rates"].load()
    plan = ExportOptions(size=tall, fps=30, seconds=6.0).planned(scene, MP4)
    with renderer_of(scene, plan) as film:
        moments = [film.shown(at) for at in range(76, 92)]
        crowded = [written(film, each) for each in moments]
        scale, size = film.composition.scale, film.composition.surface_size
    inks = np.array([sum(text.ink for text in texts if text.said == "too high") for texts in crowded])
    balls = np.array([places(each, each, size)[: len(each.panes[0].frame.balls)] for each in moments])
    fastest = np.hypot(*np.moveaxis(np.diff(balls, axis=0), -1, 0)).max(axis=1)
    loose = [each.panes[0].written.between.loose for each in moments[1:] if each.panes[0].written is not None]
    assert np.all(np.array(loose) >= LOOSE_PT * scale + fastest / 2 - 1e-9)
    assert inks.min() < FAINT < 1.0 <= inks.max()
    assert np.abs(np.diff(inks)).max() <= MOST_INK_OF_ALL


def test_boxes_beside_each_other_change_height_as_their_surfaces_do(qapp: QApplication) -> None:
    scene = EXAMPLES["switch-loss"].load()
    runner = scene.recipe.runners[0]
    twins = (runner, replace(runner, name="slower", learning_rate=runner.learning_rate / 2))
    scene = replace(scene, recipe=replace(scene.recipe, runners=twins))
    with renderer_of(scene, ExportOptions(size=SIZE, layout="runners").planned(scene, MP4)) as film:
        moments = [film.shown(at) for at in range(len(film))]
    tops = [[pane.frame.static_scene.box.top for pane in each.panes] for each in moments if 39 <= each.step < 50]
    assert all(left == right for left, right in tops)
    steps = np.abs(np.diff([left for left, _ in tops]))
    assert 0 < steps.max() < 0.25 * steps.sum()


def test_what_heads_a_pane_is_in_force_and_fades_where_it_changes(qapp: QApplication) -> None:
    recipe = EXAMPLES["houses"].load().recipe
    change = Change(step=30, runner="squared", said=(("loss", Spec("mae")),))
    compiled = CompiledRecipe.of(replace(recipe, training=replace(recipe.training, changes=(change,))))
    specs = each_runner(compiled)
    headings = PaneHeadings(compiled, specs, [LIGHT] * len(specs), by_runner=True)
    old, new = (headings.at(Instant(step))[0].detail.partition(",")[0] for step in (29, 30))
    assert (old, new) == ("Mean squared error", "Mean absolute error")
    way = [headings.at(Instant(30, came_from=29, arrived=share))[0] for share in (0.25, 0.75)]
    assert [(each.detail.partition(",")[0], each.ink) for each in way] == [(old, 0.5), (new, 0.5)]
    assert headings.at(Instant(30, came_from=29, arrived=0.25))[1].ink == 1.0


def test_a_title_stands_still_while_the_remark_below_it_goes(qapp: QApplication) -> None:
    scene = EXAMPLES["houses"].load()
    recipe = scene.recipe
    change = Change(step=30, said=(("loss", Spec("mae")),))
    scene = replace(scene, recipe=replace(recipe, training=replace(recipe.training, changes=(change,))))
    titles, inks = set(), []
    with renderer_of(scene, ExportOptions(size=SIZE, layout="contour", inset="none").planned(scene, MP4)) as film:
        moments = [film.shown(at) for at in range(len(film))]
        for shown in (each for each in moments if 28 <= each.step < 36):
            texts = texts_of(painted(film.composition, shown, SIZE))
            titles |= {(text.x, text.y) for text in texts if text.said == scene.title}
            inks.append(sum(text.ink for text in texts if text.said.startswith("surface: ")))
    assert len(titles) == 1
    assert (inks[0], inks[-1]) == (1.0, 0.0)
    assert np.abs(np.diff(inks)).max() <= MOST_INK


def test_a_change_begins_where_the_one_before_has_arrived() -> None:
    instants = [Instant(step) for step in range(12)]
    made = with_changes(instants, lambda step: (step >= 3) + (step >= 6), fps=10)
    assert [each.came_from for each in made] == [None, None, None, 2, 2, 2, 5, 5, 5, 5, 5, 5]
    assert all(one.arrived < other.arrived for one, other in pairwise(made[3:6]))
    assert made[5].arrived > 0.8
    assert made[6].arrived < 0.2


@pytest.mark.parametrize("times", [1.0, 100.0, 0.01, 1e80, 1e-80])
def test_half_way_a_surface_looks_half_as_each_however_high_they_are(times: float) -> None:
    grid = np.linspace(-1.0, 1.0, 11)
    across, up = np.meshgrid(grid, grid)
    mixed = seen_shares((0.0, 1.0), (0.0, times), 0.5).of(across**2, times * up**2)
    np.testing.assert_allclose(mixed[:, 5].max(), mixed[5].max(), rtol=1e-9)
    assert mixed.max() > 0
