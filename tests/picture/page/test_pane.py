"""What a pane paints is the same whatever it has painted before."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from lossstudio.core.catalogue import Spec
from lossstudio.picture.camera.camera import MARGINS_PT, fit
from lossstudio.picture.page.pane import Pane, PanePainter, PaneTitle, TitleStyle, title_style
from lossstudio.picture.page.pane_spec import each_runner, levelled
from lossstudio.picture.scene.frame_builder import FrameBuilder
from lossstudio.project.examples import EXAMPLES
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.stretches import Minimised

SIZE = (320, 240)
PLACE = QRectF(10, 20, 300, 200)


@pytest.fixture
def painted(host, pixels):
    """Paints a moment with a painter, and returns the pixels."""

    def paint(painter, frame, azimuth):
        margins = tuple(0.4 * margin for margin in MARGINS_PT)
        pane = Pane(frame=frame, camera=fit(frame.static_scene, (300, 200), margins, azimuth))
        image = QImage(*SIZE, QImage.Format.Format_RGB32)
        image.fill(0)
        over = QPainter(image)
        painter.begin(pane, PLACE, 0.6)
        painter.paint(over, pane, PLACE, 0.6)
        over.end()
        return pixels(image)

    return paint


@pytest.mark.parametrize("moment_name", ["bowl_moment", "race_moment"])
def test_a_moment_after_another_is_the_same_as_alone(request, host, painted, moment_name):
    """Also back in time and from another side; labels are left out, for they stay where they stood."""
    moment, framer, going = request.getfixturevalue(moment_name), FrameBuilder(), PanePainter(host)
    for step, azimuth in ((0, 25.0), (1, 25.0), (5, 25.0), (2, 25.0), (2, 60.0), (3, 60.0)):
        frame = replace(framer.frame(replace(moment, step=step, fraction=0.0)), labels=())
        after = painted(going, frame, azimuth)
        assert (after == painted(PanePainter(host), frame, azimuth)).all()


def test_titles_beside_each_other_are_written_alike(qapp):
    long, short = PaneTitle("squared", "Mean squared error, learning rate 0.12", "#000000"), PaneTitle("huber", "Huber")
    assert title_style([short], [PLACE], 1.0) == TitleStyle()
    assert title_style([long, short], [PLACE, PLACE], 1.0) == title_style([long], [PLACE], 1.0)
    assert title_style([long], [QRectF(0, 0, 560, 46)], 1.0).stacked is False, "a little smaller it fits in one line"
    assert title_style([long], [PLACE], 1.0).stacked is True
    assert title_style([long, short], [PLACE, PLACE], 1.0, 0.8) == TitleStyle(0.8, True), "no smaller than can be read"


def test_only_what_has_moved_is_drawn_again(host, painted, bowl_moment, monkeypatch):
    framer, going = FrameBuilder(), PanePainter(host)
    moment = replace(bowl_moment, names=("",))
    painted(going, framer.frame(replace(moment, step=1, fraction=0.0)), 25.0)
    read = []
    drawn = type(host).drawn
    monkeypatch.setattr(type(host), "drawn", lambda each: read.append(drawn(each)) or read[-1])
    painted(going, framer.frame(replace(moment, step=2, fraction=0.0)), 25.0)
    assert read[0].width() * read[0].height() < 0.5 * PLACE.width() * PLACE.height()


def test_of_very_many_runners_each_loss_is_told_apart_once(monkeypatch):
    recipe = EXAMPLES["houses"].load().recipe
    losses = [replace(recipe.runners[0], name=f"{at}", loss=Spec(("mse", "mae")[at % 2])) for at in range(200)]
    asked, told_apart = [], Minimised.words
    monkeypatch.setattr(Minimised, "words", lambda *each: asked.append(each) or told_apart(*each))
    details = [spec.detail for spec in each_runner(CompiledRecipe.of(replace(recipe, runners=tuple(losses))))]
    assert set(details[::2]) == {"Mean squared error"}
    assert set(details[1::2]) == {"Mean absolute error"}
    assert len(asked) < 10


def test_a_title_beside_others_says_nothing_twice():
    compiled = CompiledRecipe.of(EXAMPLES["houses"].load().recipe)
    details = [spec.detail for spec in each_runner(compiled)]
    assert details[0] == "Mean squared error, learning rate 0.12"
    assert details[2] == "learning rate 0.3", "it is called huber"


@pytest.mark.parametrize(
    ("key", "said"), [("weighted-sum", "0.2 (ŷ − y)² + 0.8 |ŷ − y|"), ("typed-loss", "log(1 + ((ŷ − y) / c)²), c = 1")]
)
def test_a_loss_of_ones_own_is_called_by_its_formula(key, said):
    detail = each_runner(CompiledRecipe.of(EXAMPLES[key].load().recipe))[0].detail
    assert detail.partition(", learning rate")[0] == said


def test_surfaces_of_one_loss_reach_equally_high_however_it_is_written():
    recipe = EXAMPLES["houses"].load().recipe  # squared, absolute, huber
    same = replace(recipe.runners[2], name="said", loss=Spec.of("huber", delta=1.0))
    wider = replace(recipe.runners[2], name="wider", loss=Spec.of("huber", delta=2.0))
    compiled = CompiledRecipe.of(replace(recipe, runners=(*recipe.runners, same, wider)))
    specs = each_runner(compiled)
    assert levelled(compiled, specs, 0, (1.0, 2.0, 3.0, 4.0, 9.0)) == (1.0, 2.0, 4.0, 4.0, 9.0)
    assert specs[4].detail.startswith("Huber, "), "which sets it apart from the other Huber"
