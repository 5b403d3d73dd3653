"""What an audience sees: everything inside the picture, nothing over the ball, still things drawn once."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from lossstudio.core.catalogue import Spec
from lossstudio.films.encode.formats import MP4
from lossstudio.films.plan.export_options import ExportOptions, FilmOptions
from lossstudio.films.plan.storyboard import Instant
from lossstudio.films.render.frame_renderer import FrameRenderer
from lossstudio.films.render.panes import pane_specs_of
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.picture.colors import DARK, LIGHT, rgb
from lossstudio.picture.gl.host import ImageHost
from lossstudio.picture.scene.surface_between import GivingWay, Shares
from lossstudio.project.examples import EXAMPLES
from lossstudio.run.recipe.recipe import Change
from tests.examples_by_kind import one_of_each_kind
from tests.films.render.framed import edges_reached, pixels

SIZES = [(640, 360), (800, 450), (540, 540), (360, 640)]
SHOWN = [
    *(("penguins", size) for size in [(1280, 720), *SIZES]),
    *((key, SIZES[number % len(SIZES)]) for number, key in enumerate(one_of_each_kind()) if key != "penguins"),
]
"""The default example in every size, one of each other kind in one; `make stress ROWS=edges` looks at all."""


class Takes(dict[str, TrainedScene]):
    """Examples, each trained when it is first asked for."""

    def __missing__(self, key: str) -> TrainedScene:
        return self.setdefault(key, TrainedScene(EXAMPLES[key].load()))


@pytest.fixture(scope="module")
def takes() -> Takes:
    return Takes()


@pytest.fixture(scope="module")
def host(qapp: QApplication) -> Iterator[ImageHost]:
    with ImageHost() as made:
        yield made


def renderer(trained: TrainedScene, host: ImageHost, size: tuple[int, int], **said: FilmOptions) -> FrameRenderer:
    film = ExportOptions(**({"size": size, "fps": 10, "seconds": 3.0} | said))
    return FrameRenderer(trained, film.planned(trained.scene, MP4), host)


@pytest.mark.parametrize(("key", "size"), SHOWN)
def test_nothing_reaches_the_edge_of_the_picture(
    takes: dict[str, TrainedScene], host: ImageHost, key: str, size: tuple[int, int]
) -> None:
    with closing(renderer(takes[key], host, size, theme="dark")) as film:
        assert edges_reached(film) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_covers_the_ball(takes: dict[str, TrainedScene], host: ImageHost, theme: str) -> None:
    color = 255 * rgb((DARK if theme == "dark" else LIGHT).runner(0))
    with closing(renderer(takes["penguins"], host, (1280, 720), theme=theme)) as film:
        for index in (0, 12, len(film) - 1):
            shown = film.shown(index)
            pane = shown.panes[0]
            place = pane.camera.project(pane.frame.balls[-1].place, film.composition.surface_size)
            x, y = (round(float(part)) for part in place[:2])
            around = pixels(film.composition.image(shown))[y - 3 : y + 4, x - 3 : x + 4]
            assert np.abs(around.mean(axis=(0, 1)) - color).max() < 60


def test_a_frame_that_shows_the_same_is_not_drawn_again(takes: dict[str, TrainedScene], host: ImageHost) -> None:
    with closing(renderer(takes["penguins"], host, (320, 180))) as film:
        frames = list(film.frames())
    assert len(frames) == 30
    assert frames[0] is frames[1]
    assert frames[-1] is frames[-2]
    assert not np.array_equal(frames[0], frames[-1])


def test_while_the_camera_is_still_only_what_moves_changes(takes: dict[str, TrainedScene], host: ImageHost) -> None:
    with closing(renderer(takes["penguins"], host, (640, 360), inset="none", title="")) as film:
        first, last = (pixels(film.image(index)) for index in (0, 29))
    changed = (np.abs(first - last).max(axis=2) > 8).mean()
    assert 0 < changed < 0.05


def test_the_camera_stays_still_unless_it_turns(takes: dict[str, TrainedScene], host: ImageHost) -> None:
    for turn, cameras in ((0.0, 1), (90.0, 30)):
        with closing(renderer(takes["penguins"], host, (320, 180), orbit=turn)) as film:
            assert len({film.shown(index).panes[0].camera for index in range(len(film))}) == cameras


def test_the_surface_is_that_of_the_loss_in_force_and_is_made_once(takes: dict[str, TrainedScene]) -> None:
    scene = takes["penguins"].scene
    change = Change(step=10, said=(("loss", Spec("mae")),))
    training = replace(scene.recipe.training, changes=(change,))
    trained = TrainedScene(replace(scene, recipe=replace(scene.recipe, training=training)))
    before, after = trained.surface(9)[1], trained.surface(10)[1]
    assert not np.array_equal(before.loss, after.loss)
    assert trained.surface(0)[1] is before
    assert trained.surface(30)[1] is after


def test_a_film_of_runners_that_have_all_stopped_ends_there() -> None:
    scene = EXAMPLES["learning-rates"].load()
    wild = replace(scene.recipe.runners[-1], learning_rate=1e12)
    trained = TrainedScene(replace(scene, recipe=replace(scene.recipe, runners=(wild,))))
    assert trained.end < scene.recipe.training.steps


def test_a_larger_film_is_the_same_only_sharper(takes: dict[str, TrainedScene], host: ImageHost) -> None:
    seen = []
    for height in (360, 720):
        with closing(renderer(takes["outlier"], host, (height * 16 // 9, height), theme="light")) as film:
            tile = height // 36
            seen.append(pixels(film.image(29)).reshape(36, tile, 64, tile, 3).mean(axis=(1, 3)))
    assert np.abs(seen[0] - seen[1]).mean() < 2


def test_a_film_shows_the_rows_that_the_view_says():
    scene = EXAMPLES["moons"].load()
    trained = TrainedScene(replace(scene, view=replace(scene.view, rows="test")))
    (pane_spec,) = pane_specs_of(trained, "surface")
    assert pane_spec.part == "test"
    assert trained.badge.startswith("the loss on the test rows; ")
    assert pane_specs_of(TrainedScene(EXAMPLES["penguins"].load()), "surface")[0].part == "train"


def test_a_film_draws_residuals_as_the_scene_wants_them() -> None:
    scene = EXAMPLES["outlier"].load()
    assert TrainedScene(scene).fit(Instant(0)).figure is None
    areas = replace(scene, view=replace(scene.view, residuals="areas"))
    assert TrainedScene(areas).fit(Instant(0)).figure == "square"


@pytest.mark.parametrize("key", ["outlier", "fog"])
def test_a_film_opens_little_by_little_from_a_picture_of_its_surface(
    takes: dict[str, TrainedScene], host: ImageHost, key: str
) -> None:
    with closing(renderer(takes[key], host, (640, 360), seconds=8.0)) as film:
        ends = next(index for index in range(len(film)) if film.shown(index).opened == 1)
        opening = [pixels(film.image(index)).astype(np.float64) for index in range(ends + 1)]
    whole = np.abs(opening[-1] - opening[0])
    changes = [np.abs(after - before).mean() for before, after in pairwise(opening)]
    assert max(changes) < 0.2 * sum(changes)
    ink = [np.abs(frame - frame[0, 0]).mean() for frame in (opening[0], opening[-1])]
    assert 0.6 * ink[1] < ink[0] < 0.9 * ink[1]  # players and slides show a film by its first frame
    assert whole.max() > 40


def test_a_card_is_read_in_the_first_frame(takes: dict[str, TrainedScene], host: ImageHost) -> None:
    scene = takes["outlier"].scene
    carded = replace(scene, film=replace(scene.film, title_card="One outlier\nand what it does"))
    with closing(renderer(takes["outlier"].of_scene(carded), host, (640, 360), seconds=8.0)) as film:
        first, whole = (pixels(film.image(index)).astype(np.float64) for index in (0, 15))
    ink, inked = (np.abs(each - each[0, 0]).max(axis=2) for each in (first, whole))
    title, later = np.arange(360) < 178, np.arange(360) >= 190
    assert np.array_equal(ink[title], inked[title])
    assert inked[later].max() > ink[later].max() > 0.5 * inked[later].max()


def test_one_game_gives_way_to_another_through_what_lies_between() -> None:
    scene = EXAMPLES["dirac-gan"].load()
    change = Change(step=20, said=(("loss", Spec("wasserstein")),))
    training = replace(scene.recipe.training, steps=40, changes=(change,))
    trained = TrainedScene(replace(scene, recipe=replace(scene.recipe, training=training)))
    before, after = trained.surface(0), trained.surface(40)
    objective, landscape = GivingWay(before, after).at(Shares(0.75, 0.25))
    assert objective.game is after[0].game is not None
    assert np.allclose(landscape.loss, 0.75 * before[1].loss + 0.25 * after[1].loss)
    fields = [each.values_and_gradients(np.array([0.4, 1.0]))[1] for each in (before[0], objective, after[0])]
    assert np.allclose(fields[1], 0.75 * fields[0] + 0.25 * fields[2])
    assert not np.allclose(fields[0], fields[2])
