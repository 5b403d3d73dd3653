"""Every layout in every shape of picture: writing is whole, inside the picture, and never upon a ball."""

from contextlib import closing
from dataclasses import dataclass, field, replace
from math import hypot
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QApplication

from lossstudio.core.catalogue import Spec
from lossstudio.films.encode.formats import MP4
from lossstudio.films.errors import FilmUsageError
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.plan.layouts import layout_of, layouts_for
from lossstudio.films.render.frame_renderer import FrameRenderer
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.picture.colors import DARK
from lossstudio.picture.gl.host import ImageHost
from lossstudio.picture.page.composition import Page
from lossstudio.picture.page.pane import Pane, PanePainter
from lossstudio.picture.scene.frame import BALL_PT
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.film_spec import Layout
from lossstudio.project.scene import Scene
from tests.films.render.framed import BlankHost, race_of

SIZES = {"16:9": (960, 540), "4:3": (720, 540), "1:1": (640, 640), "9:16": (540, 960)}
SHOWN: list[tuple[Layout, str]] = [
    ("surface", "learning-rates"),
    ("contour", "learning-rates"),
    ("runners", "learning-rates"),
    ("runners", "outlier"),
    ("train_test", "overfitting"),
    ("phases", "penguins"),
]
TITLES: dict[Layout, tuple[str, ...]] = {"train_test": ("Training data", "Test data")}
"""What the surfaces are called where they don't have their runners' names."""

LONG = "Three learning rates on the penguins, and why the one that is much too high climbs out of the valley again"


@dataclass
class Written:
    """What has been written, each with its rectangle in the picture, and where balls were."""

    texts: list[tuple[str, QRectF]] = field(default_factory=list)
    balls: list[tuple[float, float]] = field(default_factory=list)
    radius: float = 0.0


@pytest.fixture(scope="module")
def takes() -> dict[str, TrainedScene]:
    return {key: TrainedScene(EXAMPLES[key].load()) for key in {example for _, example in SHOWN}}


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Written:
    """Note whatever is written, and where balls are."""
    noted, write, paint = Written(), QPainter.drawText, PanePainter.paint

    def noting(painter: QPainter, *said: Any) -> None:
        write(painter, *said)
        place, text = said[0], said[-1]
        if isinstance(place, QPointF):
            ink = QFontMetricsF(painter.font()).tightBoundingRect(text).translated(place)
            noted.texts.append((text, painter.combinedTransform().mapRect(ink)))

    def painting(by: PanePainter, painter: QPainter, pane: Pane, place: QRectF, *more: Any) -> None:
        paint(by, painter, pane, place, *more)
        noted.radius = BALL_PT / 2 * more[0]
        size = round(place.width()), round(place.height())
        for ball in pane.frame.balls:
            x, y, _ = pane.camera.project(ball.place, size)
            noted.balls.append((x + place.left(), y + place.top()))

    monkeypatch.setattr(QPainter, "drawText", noting)
    monkeypatch.setattr("lossstudio.picture.text.letters.FIRST_PICTURE", "")  # letters, that they can be noted
    monkeypatch.setattr(PanePainter, "paint", painting)
    return noted


@pytest.fixture
def host(qapp: QApplication) -> BlankHost:
    return BlankHost()


def renderer(
    trained: TrainedScene, host: ImageHost | BlankHost | None, layout: Layout, size: tuple[int, int], **said: Any
) -> FrameRenderer:
    film = ExportOptions(layout=layout, size=size, fps=10, seconds=4.0, title=LONG, **said)
    return FrameRenderer(trained, film.planned(trained.scene, MP4), host)


@pytest.mark.parametrize("shape", SIZES)
@pytest.mark.parametrize(("layout", "example"), SHOWN)
def test_writing_is_whole_inside_the_picture_and_not_upon_a_ball(
    takes: dict[str, TrainedScene], host: BlankHost, written: Written, layout: Layout, example: str, shape: str
) -> None:
    width, height = SIZES[shape]
    titles = TITLES.get(layout, takes[example].compiled.names if layout == "runners" else ())
    with closing(renderer(takes[example], host, layout, (width, height))) as film:
        for index in (0, 13, 20, len(film) - 1):
            written.texts.clear()
            written.balls.clear()
            film.image(index)
            said = " ".join(text for text, _ in written.texts)
            assert "…" not in said
            phases = film.shown(index).phases
            told = phases is not None and phases.active > 0  # a phase in words has the title's place
            assert all(word in said for word in LONG.split()) is not told
            assert all(title in said for title in titles)
            for text, place in written.texts:
                assert QRectF(0, 0, width, height).contains(place), text
                for ball in written.balls:
                    assert away(place, ball) > written.radius, text


def away(place: QRectF, point: tuple[float, float]) -> float:
    across = max(place.left() - point[0], 0.0, point[0] - place.right())
    down = max(place.top() - point[1], 0.0, point[1] - place.bottom())
    return hypot(across, down)


def test_each_runner_walks_alone_on_its_own_surface_in_its_own_colour(
    takes: dict[str, TrainedScene], host: ImageHost
) -> None:
    trained = takes["outlier"]
    with closing(renderer(trained, host, "runners", (640, 360), theme="light")) as film:
        panes = film.shown(20).panes
    assert [pane.heading.title for pane in panes] == list(trained.compiled.names)
    assert [len(pane.frame.balls) for pane in panes] == [1, 1]
    assert len({pane.frame.balls[0].color for pane in panes}) == 2
    assert [pane.heading.color for pane in panes] == [pane.frame.balls[0].color for pane in panes]
    assert panes[0].heading.detail != panes[1].heading.detail
    assert panes[0].frame.static_scene.box.top != panes[1].frame.static_scene.box.top


def test_surfaces_of_one_loss_are_seen_from_equally_far_and_reach_equally_high(
    takes: dict[str, TrainedScene], host: ImageHost
) -> None:
    for example, layout in (("learning-rates", "runners"), ("overfitting", "train_test")):
        with closing(renderer(takes[example], host, layout, (640, 360))) as film:  # type: ignore[arg-type]
            panes = film.shown(20).panes
        assert len({pane.frame.static_scene.box.top for pane in panes}) == 1
        assert len({round(pane.camera.distance, 9) for pane in panes}) == 1  # type: ignore[union-attr]


def test_the_test_surface_is_the_loss_on_the_test_rows(takes: dict[str, TrainedScene], host: BlankHost) -> None:
    trained = takes["overfitting"]
    with closing(renderer(trained, host, "train_test", (640, 360))) as film:
        train, test = film.shown(len(film) - 1).panes
    objective = trained.compiled.test_objective()
    assert objective is not None
    end = trained.timeline.theta[trained.end]
    assert test.frame.balls[0].coordinates[2] == pytest.approx(float(objective.values(end)[0]))
    assert test.frame.balls[0].coordinates[2] != train.frame.balls[0].coordinates[2]


def test_layouts_that_a_scene_has_nothing_for_are_refused(takes: dict[str, TrainedScene], host: BlankHost) -> None:
    with pytest.raises(FilmUsageError, match="runners shows 2 runners or more beside each other; this scene has 1"):
        renderer(takes["penguins"], host, "runners", (640, 360))
    with pytest.raises(FilmUsageError, match=r"needs test rows; set objective.data.test_fraction above 0"):
        renderer(takes["outlier"], host, "train_test", (640, 360))
    assert layouts_for(takes["penguins"].scene) == ("surface", "contour", "phases")
    assert "runners" in layouts_for(takes["outlier"].scene)
    assert "train_test" in layouts_for(takes["overfitting"].scene)


def test_a_contour_film_needs_no_opengl(takes: dict[str, TrainedScene], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "lossstudio.films.render.frame_renderer.ImageHost", lambda: pytest.fail("a map was drawn with OpenGL")
    )
    with closing(renderer(takes["penguins"], None, "contour", (640, 360))) as film:
        cameras = [film.shown(index).panes[0].camera for index in range(len(film))]
    assert all(camera is cameras[0] for camera in cameras)


def test_the_phases_tell_the_numbers_of_their_step(takes: dict[str, TrainedScene], host: BlankHost) -> None:
    trained = takes["penguins"]
    with closing(renderer(trained, host, "phases", (640, 360))) as film:
        shown = [film.shown(index) for index in range(len(film))]
    active = [each.phases.active for each in shown if each.phases is not None]
    assert sorted(set(active)) == [0, 1, 2, 3, 4]
    gradient = next(each for each in shown if each.phases is not None and each.phases.active == 3)
    assert gradient.panes[0].frame.arrows
    assert gradient.phases is not None
    inputs = trained.compiled.problem.prepared.train_inputs[:, 0]
    targets = trained.compiled.problem.prepared.train_targets[:, 0]
    slope, intercept = trained.timeline.theta[int(gradient.step), 0]
    by_hand = 2 * np.mean((slope * inputs + intercept - targets) * inputs)
    assert float(gradient.phases.texts[2].result.replace("−", "-")) == pytest.approx(by_hand, rel=0.005)
    assert shown[-1].step == trained.end


def test_the_phases_follow_the_row_that_is_said(takes: dict[str, TrainedScene], host: BlankHost) -> None:
    trained, told = takes["penguins"], []
    inputs = trained.compiled.problem.prepared.train_inputs[:, 0]
    slope, intercept = trained.timeline.theta[0, 0]
    for row in (None, 3, 200):
        with closing(renderer(trained, host, "phases", (320, 180), row=row)) as film:
            shown = film.shown(next(at for at in range(len(film)) if film.shown(at).phases.active == 1))
        assert shown.phases is not None
        told.append(float(shown.phases.texts[0].result.replace("−", "-").split()[0]))
    assert told[1:] == [pytest.approx(slope * inputs[row - 1] + intercept, rel=0.01) for row in (3, 200)]
    assert told[0] != told[1]
    for row, take, said in ((343, trained, "rows 1 to 342, not 343"), (1, TrainedScene(terrain()), "nothing here has")):
        with pytest.raises(FilmUsageError, match=said):
            renderer(take, host, "phases", (320, 180), row=row)


def terrain() -> Scene:
    return EXAMPLES["rosenbrock"].load()


def test_phases_are_called_the_same_whether_one_is_shown_or_not(
    takes: dict[str, TrainedScene], host: ImageHost
) -> None:
    trained = TrainedScene(terrain())
    with closing(renderer(trained, host, "phases", (320, 180))) as film:
        shown = [film.shown(index).phases for index in range(len(film))]
    assert len({tuple(text.title for text in each.texts) for each in shown if each is not None}) == 1


def test_pictures_are_as_large_as_the_place_allows(takes: dict[str, TrainedScene], host: BlankHost) -> None:
    for size in SIZES.values():
        with closing(renderer(takes["outlier"], host, "runners", size)) as film:
            pictures = [place.picture for place in film.composition.layout.panes]
            assert sum(each.width() * each.height() for each in pictures) > 0.35 * size[0] * size[1]
            assert all(each.size() == pictures[0].size() for each in pictures)


def test_charts_below_several_surfaces_stand_on_the_canvas(takes: dict[str, TrainedScene], qapp: QApplication) -> None:
    with closing(renderer(takes["learning-rates"], None, "runners", (640, 360), inset="loss", theme="dark")) as film:
        image = film.image(0)
        (place,) = film.composition.layout.insets
        row = range(round(place.left()), round(place.right()))
        seen = [image.pixelColor(x, round(place.center().y())).name().upper() for x in row]
    assert max(set(seen), key=seen.count) == DARK.canvas


def test_a_scene_says_its_layout_and_a_flag_goes_before_it(takes: dict[str, TrainedScene]) -> None:
    scene = takes["penguins"].scene
    said = replace(scene, film=replace(scene.film, layout="contour", inset="loss"))
    assert (ExportOptions().planned(said, MP4).layout, ExportOptions().planned(said, MP4).inset) == ("contour", "loss")
    asked = ExportOptions(layout="phases", inset="data").planned(said, MP4)
    assert (asked.layout, asked.inset) == ("phases", "data")


@pytest.mark.parametrize(
    ("size", "runners", "charts"),
    [((1080, 1080), 2, "both"), ((1280, 720), 3, "loss"), ((1280, 720), 2, "none"), ((1080, 1080), 4, "none")],
)
def test_surfaces_that_would_leave_much_of_a_picture_empty_have_charts_below(
    size: tuple[int, int], runners: int, charts: str
) -> None:
    plan = ExportOptions(size=size, layout="runners").planned(race_of(runners, "no."), MP4)
    assert plan.inset == charts
    page = Page(title=plan.title, insets={"both": ("loss", "data"), "loss": ("loss",), "none": ()}[charts])
    layout = page.lay_out(size, runners)[0]
    rows = len({place.heading.top() for place in layout.panes})
    drawn = rows * layout.panes[0].picture.width() / 1.3 + sum(place.height() for place in layout.insets[:1])
    assert drawn > 0.6 * layout.band.top()


@pytest.mark.parametrize(("size", "runners"), [((1080, 1080), 2), ((1280, 720), 4)])
def test_large_writing_leaves_no_room_for_charts_that_it_would_fill(size: tuple[int, int], runners: int) -> None:
    film = ExportOptions(size=size, layout="runners", text_size="back-row")
    assert film.planned(race_of(runners, "no."), MP4).inset == "none"


@pytest.mark.parametrize(
    ("losses", "layout"),
    [
        ((None, Spec("mse")), "surface"),
        ((Spec("huber"), Spec.of("huber", delta=1.0)), "surface"),
        ((None, Spec("mae")), "runners"),
        ((Spec("huber"), Spec.of("huber", delta=2.0)), "runners"),
    ],
)
def test_each_runner_has_its_surface_where_losses_differ_and_not_where_one_is_written_in_two_ways(
    losses: tuple[Spec | None, Spec | None], layout: Layout
) -> None:
    scene = race_of(2, "a")
    runners = tuple(replace(each, loss=loss) for each, loss in zip(scene.recipe.runners, losses, strict=True))
    assert layout_of(replace(scene, recipe=replace(scene.recipe, runners=runners))) == layout


@pytest.mark.parametrize(
    ("data", "own", "other"),
    [
        (Spec("penguins"), "mse", "mae"),
        (Spec("moons"), "bce", "hinge"),
        (Spec.of("table", task="multiclass"), "cce", "multiclass_hinge"),
    ],
)
def test_a_loss_that_is_nowhere_said_is_the_one_that_suits_the_data(data: Spec, own: str, other: str) -> None:
    recipe = EXAMPLES["penguins"].load().recipe
    task, first = replace(recipe.task, data=data, loss=None), recipe.runners[0]  # type: ignore[call-arg]
    for loss, layout in ((own, "surface"), (other, "runners")):
        runners = (first, replace(first, name="another", loss=Spec(loss)))
        scene = Scene(recipe=replace(recipe, task=task, runners=runners))
        assert layout_of(scene) == layout, loss
