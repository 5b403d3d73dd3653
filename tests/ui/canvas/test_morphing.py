"""When one surface gives way softly to another."""

from types import SimpleNamespace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from lossstudio.core.array import Floats, Rows
from lossstudio.core.catalogue import Spec
from lossstudio.core.landscape.landscape import Landscape
from lossstudio.core.landscape.plane import Plane
from lossstudio.core.objective.objective import PlainObjective
from lossstudio.studio.commands.objective import set_loss
from lossstudio.ui.canvas.morph import SECONDS, Morph
from lossstudio.ui.canvas.scene_controller import CALM_S
from lossstudio.ui.shell.window import Window
from tests.ui.canvas.hands import settled

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


PLANE = Plane(
    origin=np.zeros(2),
    x=np.array([1.0, 0.0]),
    y=np.array([0.0, 1.0]),
    range=(-1.0, 1.0, -1.0, 1.0),
    labels=("a", "b"),
    kind="axes",
    exact=True,
)


class Bowl(PlainObjective):
    """Some times the square of each parameter."""

    size, rows, groups, parameter_names = 2, 1, (), ("a", "b")

    def __init__(self, *times: float) -> None:
        self._times = np.array(times)

    def values(self, theta: Floats, batch: Rows = None) -> Floats:
        return np.asarray((self._times * theta**2).sum(axis=-1))

    def sampled(self, points: int) -> tuple["Bowl", Landscape]:
        at = np.linspace(-1.0, 1.0, points)
        return self, Landscape(at, at, self.values(np.stack(np.meshgrid(at, at), axis=-1)), PLANE)


@pytest.mark.parametrize("times", [1.0, 100.0, 1e-4])
def test_half_way_each_surface_is_half_of_what_is_seen_and_paths_lie_upon_it(times: float) -> None:
    along_a, along_b = Bowl(1.0, 0.0), Bowl(0.0, times)
    morph = Morph(along_a.sampled(49), (0.0, 1.0), along_b.sampled(25), now=10.0)
    beginning, middle = morph.at(10.0, (0.0, times)), morph.at(10.0 + SECONDS / 2, (0.0, times))
    assert beginning is not None
    assert middle is not None
    np.testing.assert_allclose(beginning[0][1].loss, along_a.sampled(49)[1].loss)
    (objective, between), (floor, top) = middle
    assert (floor, top) == (0.0, pytest.approx(2 * times / (1 + times)))
    assert between.loss[24].max() == pytest.approx(top / 2), "one of its sides"
    assert between.loss[:, 24].max() == pytest.approx(top / 2), "and the other one"
    places = np.array([[0.5, -0.25], [1.0, 1.0]])
    here = np.searchsorted(between.x, places - 1e-9)
    np.testing.assert_allclose(objective.values(places), between.loss[here[:, 1], here[:, 0]], rtol=1e-2)
    assert morph.at(10.0 + SECONDS, (0.0, times)) is None


class Wide(Bowl):
    """One that has very many parameters for its rows."""

    pointwise = SimpleNamespace(rows=100, size=100_000, sample_of=None, has_closed_form=False)


def test_paths_are_where_they_will_be_where_one_look_at_the_data_takes_long() -> None:
    for before, after in ((Bowl(1.0), Wide(2.0)), (Wide(1.0), Bowl(2.0))):
        found = Morph(before.sampled(9), (0.0, 1.0), after.sampled(9), now=0.0).at(SECONDS / 2, (0.0, 1.0))
        assert found is not None
        assert found[0][0] is after


def test_only_the_same_documents_surface_gives_way_softly(qtbot: QtBot, window: Window) -> None:
    canvas, studio = window.canvas, window.studio
    settled(qtbot, window)
    controller, softly, tops = (
        canvas.scene_controller,
        list[bool](),
        [canvas.scene_controller.frame.static_scene.box.top],
    )

    def note() -> None:
        softly.append(controller.morphing)
        frame = controller.make_frame()
        tops.extend([] if frame is None else [frame.static_scene.box.top])

    studio.landscape_changed.connect(note)
    qtbot.wait(round(1000 * CALM_S))
    studio.apply(set_loss(Spec("mae")))
    qtbot.waitUntil(lambda: bool(softly), timeout=5000)
    assert any(softly)
    settled(qtbot, window)
    tops.append(controller.make_frame().static_scene.box.top)
    assert abs(tops[1] - tops[0]) < abs(tops[1] - tops[-1]), "its box sets out from where it was"
    qtbot.wait(round(1000 * CALM_S))
    softly.clear()
    studio.open_example("outlier")
    qtbot.waitUntil(lambda: bool(softly), timeout=5000)
    settled(qtbot, window)
    assert not any(softly)
