"""The window at every size: nothing is cut, columns hold their cards, breakpoints do what they promise."""

from collections.abc import Callable, Iterator
from itertools import combinations, product

import pytest
from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from lossstudio.picture.charts.axis import TickAxis
from lossstudio.studio.commands.playback import go_to_end, show_step
from lossstudio.ui.canvas.tools import Badge
from lossstudio.ui.controls.button import IconButton, PlayButton
from lossstudio.ui.controls.chart_view import ChartView
from lossstudio.ui.controls.combo import ComboBox
from lossstudio.ui.controls.label import ElidedLabel
from lossstudio.ui.panels.descent.descent_panel import RateControl
from lossstudio.ui.playback.phases import PhaseCard
from lossstudio.ui.shell.body import SMALLEST_PX, Arrangement, arrangement
from lossstudio.ui.shell.settings import WindowSettings
from lossstudio.ui.shell.window import Window

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.unpainted]
OpenWindow = Callable[..., Window]
WAIT_MS = 30_000
"""How long a busy machine may take to train and draw an example."""
READ_MS = 5_000
"""... and to lay out what it says."""
SIZES = [(1600, 1000), (1280, 720), (1280, 640), (1024, 600), (1920, 1080)]


def seen(window: QWidget, kind: type[QWidget]) -> list[QWidget]:
    return [widget for widget in window.findChildren(kind) if widget.isVisible() and widget.visibleRegion().rectCount()]


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((1600, 1000), Arrangement(wide=True, tall=True, drawer=False)),
        ((1440, 900), Arrangement(wide=True, tall=True, drawer=False)),
        ((1439, 899), Arrangement(wide=False, tall=False, drawer=False)),
        ((1180, 720), Arrangement(wide=False, tall=False, drawer=False)),
        ((1280, 699), Arrangement(wide=False, tall=False, drawer=False, low=True)),
        ((1179, 720), Arrangement(wide=False, tall=False, drawer=True)),
    ],
)
def test_breakpoints(size: tuple[int, int], expected: Arrangement) -> None:
    assert arrangement(*size) == expected


def test_breakpoints_grow_with_the_writing() -> None:
    assert not arrangement(1600, 1000, 1.3).wide
    assert arrangement(1280, 720, 1.3) == Arrangement(wide=False, tall=False, drawer=False, low=True, tight=True)
    assert arrangement(1280, 720, 1.6).drawer
    assert arrangement(1100, 720, 0.8).drawer is False


def check_writing(window: Window) -> None:
    labels = [label for label in seen(window, QLabel) if label.text() and not label.wordWrap()]
    whole = [label for label in labels if not isinstance(label, ElidedLabel)]
    assert whole
    for label in whole:
        wide = QFontMetrics(label.font()).horizontalAdvance(label.text())
        assert wide <= label.width() + 1, (label.text(), label.width())
    buttons = [button for button in seen(window, QAbstractButton) if button.text()]
    worded = [button for button in buttons if not isinstance(button, IconButton | PlayButton)]
    assert worded
    for button in worded:
        assert button.width() >= button.minimumSizeHint().width(), button.text()


def check_columns(window: Window) -> None:
    shown = {key: card for key, card in window.cards.items() if card.isVisible()}
    assert shown
    for key, card in shown.items():
        column = getattr(window.body, card.column)
        room = column.viewport() if card.column == "left" else column  # beside its scroll bar
        assert card.minimumSizeHint().width() <= room.width(), key


def check_places(window: Window) -> None:
    for widget in (window.header, window.body, window.player, window.canvas, window.phases, window.body.right):
        corner = widget.mapTo(window, widget.rect().bottomRight())
        assert corner.x() < window.width()
        assert corner.y() < window.height()
        assert widget.isVisible()


@pytest.mark.parametrize(("size", "points"), [*product(SIZES, (10.0, 13.0)), ((1024, 720), 18.0)])
def test_nothing_is_cut_and_no_card_is_wider_than_its_column(
    reopen: OpenWindow, qtbot: QtBot, size: tuple[int, int], points: float
) -> None:
    window = reopen(size=size, points=points)
    qtbot.wait(50)
    check_writing(window)
    check_columns(window)
    check_places(window)


def test_the_wide_window_is_laid_out_as_drawn(reopen: OpenWindow) -> None:
    window = reopen(size=SIZES[0])
    left, right = window.body.left.width(), window.body.right.width()
    assert (left, right) == (304, 384)
    assert window.phases.width() == window.canvas.width()
    assert window.header.height() == 44
    assert window.player.height() == 64
    assert len(window.player.readouts.readings) == 4
    assert all(card.isVisible() and not card.folded for card in window.cards.values())


def test_the_narrow_window_folds_and_shares(reopen: OpenWindow) -> None:
    window = reopen(size=(1280, 720))
    assert (window.body.left.width(), window.body.right.width()) == (272, 304)
    assert window.cards["data"].folded
    assert window.cards["model"].folded
    assert window.phases.width() > window.canvas.width() + 200
    assert window.canvas.tools.pill.isVisible()
    assert not window.cards["coach"].isVisible()
    assert [reading.name for reading in window.player.readouts.readings] == ["step", "loss"]
    assert window.player.height() == 56


def test_the_smallest_window_has_a_drawer(reopen: OpenWindow) -> None:
    window = reopen(size=(1024, 600))
    assert not window.body.left.isVisible()
    assert window.header.drawer.isVisible()
    window.actions_of["left_column"].trigger()
    assert window.body.left.isVisible()
    window.canvas.pressed.emit()
    assert not window.body.left.isVisible()


def test_the_smallest_size_is_1024_by_600(window: Window) -> None:
    window.resize(300, 200)
    assert (window.width(), window.height()) == (1024, 600)


def test_a_tall_window_folds_only_what_would_push_the_rate_out_of_sight(window: Window, qtbot: QtBot) -> None:
    assert window.body.left.verticalScrollBar().maximum() == 0
    window.documents.open_example("softmax-twice", asks=False)
    qtbot.waitUntil(lambda: window.cards["data"].folded)
    qtbot.wait(20)
    check_rate(window.cards["descent"].rate)
    assert not window.cards["loss"].folded


SMALL = ("learning-rates", "blobs", "weighted-sum", "margin", "dirac-gan", "calibration", "fog", "understocking")
"""A race, many rows of a loss, two of them, long formulas, a game, metrics, a long terrain, long names of axes."""


def shortened(window: Window, *kinds: type[QWidget]) -> list[str]:
    """Return what is cut with an ellipsis on show."""
    found = [text for kind in kinds for widget in seen(window, kind) for text in shown_by(widget)]
    assert len(found) > 4
    return [text for text in found if "…" in text]


def shown_by(widget: QWidget) -> list[str]:
    return widget.shown_lines if isinstance(widget, PhaseCard) else [widget.shown_text()]


def check_rate(rate: RateControl) -> None:
    for part in (rate.field, rate.ruler):
        assert part.visibleRegion().boundingRect() == part.rect()


def check_axis_names(window: Window) -> None:
    views = [view for view in window.body.right.findChildren(ChartView) if view.viewport().visibleRegion().rectCount()]
    assert views
    for view in views:
        names = [axis.label for axis in view.scene().items() if isinstance(axis, TickAxis)]
        for name in (each for each in names if each.isVisible() and each.toPlainText().strip()):
            margin = name.document().documentMargin() + 1
            place = name.mapRectToScene(name.boundingRect().adjusted(margin, margin, -margin, -margin))
            assert QRectF(view.viewport().rect()).contains(place), name.toPlainText()
            assert "…" not in name.toPlainText()


def check_tools(window: Window) -> None:
    tools = window.canvas.tools
    shown = [tool.geometry() for tool in (tools.modes, tools.planes, tools.plane_options, tools.views)]
    assert not any(one.intersects(other) for one, other in combinations(shown, 2))


def check_heights(window: Window) -> None:
    for part in seen(window.body.right, QWidget):
        if part.parentWidget() in [card.content for card in window.cards.values()]:
            assert part.height() >= part.minimumSizeHint().height(), part.accessibleName()


def check_small_window(window: Window) -> None:
    check_rate(window.cards["descent"].rate)
    assert not window.player.rate.isVisible()
    assert window.canvas.visibleRegion().boundingRect() == window.canvas.rect()
    assert shortened(window, ElidedLabel, ComboBox, Badge, PhaseCard) == []
    check_writing(window)
    check_axis_names(window)
    check_heights(window)
    check_tools(window)


@pytest.mark.parametrize("points", [10.0, 13.0])
def test_in_a_small_window_the_rate_and_the_surface_are_seen_and_no_word_is_cut(
    reopen: OpenWindow, qtbot: QtBot, points: float
) -> None:
    window = reopen(SMALL[0], size=(1280, 720), points=points)
    for example in SMALL:
        window.documents.open_example(example, asks=False)
        qtbot.waitUntil(lambda: window.canvas.scene_controller.fits, timeout=WAIT_MS)
        window.studio.apply(go_to_end)
        qtbot.waitUntil(lambda: window.studio.analysis.told is not None, timeout=WAIT_MS)
        qtbot.wait(60)
        qtbot.waitUntil(lambda: check_small_window(window), timeout=WAIT_MS)


@pytest.fixture
def high() -> Iterator[Callable[[QWidget, int], None]]:
    """Make a widget so high, until the test ends."""
    made: list[QWidget] = []

    def make(widget: QWidget, height: int) -> None:
        made.append(widget)
        widget.setMinimumHeight(height)

    yield make
    for widget in made:
        widget.setMinimumHeight(0)


def test_the_rate_stays_in_sight_when_a_card_above_it_grows_late_unless_a_person_unfolds_it(
    reopen: OpenWindow, qtbot: QtBot, high: Callable[[QWidget, int], None]
) -> None:
    window = reopen(size=(1280, 720))
    loss = window.cards["loss"]
    assert not loss.folded
    high(loss.content, 600)  # as when what it shows is computed only now
    qtbot.waitUntil(lambda: loss.folded, timeout=READ_MS)
    qtbot.waitUntil(lambda: check_rate(window.cards["descent"].rate), timeout=READ_MS)
    qtbot.mouseClick(loss.header, Qt.MouseButton.LeftButton)
    high(loss.content, 700)
    qtbot.wait(50)
    assert not loss.folded


@pytest.mark.parametrize("points", [10.0, 13.0])
def test_in_the_smallest_window_the_rate_is_beside_the_timeline(
    reopen: OpenWindow, qtbot: QtBot, points: float
) -> None:
    window = reopen("margin", size=SMALLEST_PX, points=points)
    check_rate(window.player.rate)
    before = window.studio.snapshot.settings.learning_rate
    window.player.rate.ruler.keyPressEvent(
        QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Plus, Qt.KeyboardModifier.NoModifier)
    )
    assert window.studio.snapshot.settings.learning_rate > before
    assert window.player.rate.field.text() == window.cards["descent"].rate.field.text()
    for part in (window.player.timeline, window.player.readouts, window.player.speed):
        assert part.width() >= part.minimumSizeHint().width()
    qtbot.wait(100)
    assert laid_out_again(window.player, qtbot) == 0


def laid_out_again(widget: QWidget, qtbot: QtBot) -> int:
    """Return how often a widget that nobody touches is laid out."""
    asked: list[QEvent.Type] = []

    class Counter(QObject):
        def eventFilter(self, _object: QObject, event: QEvent) -> bool:
            asked.extend([event.type()] if event.type() == QEvent.Type.LayoutRequest else [])
            return False

    counter = Counter()
    widget.installEventFilter(counter)
    qtbot.wait(150)
    widget.removeEventFilter(counter)
    return len(asked)


def test_columns_have_their_widths_again_after_a_window_has_been_small(reopen: OpenWindow, qtbot: QtBot) -> None:
    window = reopen(size=(1600, 1000))
    widths = (window.body.left.width(), window.body.right.width())
    for size in ((1300, 1000), (1024, 600), (1440, 900), (1500, 700), (1600, 1000)):
        window.resize(*size)
        qtbot.wait(20)
    assert (window.body.left.width(), window.body.right.width()) == widths


def test_growing_and_shrinking_goes_through_all_arrangements(window: Window, qtbot: QtBot) -> None:
    for size in [*SIZES, *reversed(SIZES)]:
        window.resize(*size)
        qtbot.wait(20)
    assert window.cards["coach"].isVisible()
    assert window.cards["fit"].isVisible()
    assert not window.cards["data"].folded


def test_column_widths_are_remembered_and_reset(open_window: OpenWindow) -> None:
    window = open_window(size=SIZES[0])
    splitter = window.body.left.parentWidget()
    splitter.setSizes([360, 1200])
    window.close()
    again = open_window(size=SIZES[0])
    assert again.body.left.width() == pytest.approx(360, abs=4)
    again.reset_arrangement()
    assert again.body.left.width() == 304


def test_writing_grows_and_shrinks(window: Window) -> None:
    before = window.header.height()
    window.actions_of["larger"].trigger()
    assert window.header.height() > before
    window.actions_of["smaller"].trigger()
    assert window.header.height() == before


def test_the_window_comes_back_as_large_as_it_was(open_window: OpenWindow, window_settings: WindowSettings) -> None:
    window = open_window(size=(1500, 950))
    window.close()
    assert window_settings.size == (1500, 950)
    assert not window_settings.maximized
    again = open_window()
    again.start()
    room = again.screen().availableSize()
    assert again.width() == max(min(1500, room.width()), SMALLEST_PX[0])
    assert again.isMaximized() == (room.width() <= 1500 or room.height() <= 950), "else its frame is off the screen"
    window_settings.size = (room.width() * 3 // 4, room.height())
    again.setWindowState(Qt.WindowState.WindowNoState)
    again.start()
    assert not again.isMaximized(), "only its height is the screen's"


def test_the_pill_opens_and_puts_away_the_coach(reopen: OpenWindow) -> None:
    window = reopen(size=(1280, 720))
    window.canvas.tools.pill.click()
    assert window.cards["coach"].isVisible()
    window.canvas.tools.pill.click()
    assert not window.cards["coach"].isVisible()
    window.canvas.tools.pill.click()
    window.resize(1600, 1000)
    assert window.cards["coach"].isVisible()
    assert window.body.right.isAncestorOf(window.cards["coach"])


def test_tabs_keep_their_room_and_their_cards_titles(reopen: OpenWindow, qtbot: QtBot) -> None:
    window = reopen("knobs", size=(1280, 720))
    for size in ((1600, 1000), (1280, 720)):
        window.resize(*size)
        qtbot.wait(20)
    (bar,) = seen(window.body.right, QTabBar)
    assert bar.tabText(1) == window.cards["parameters"].title
    assert bar.rect().contains(bar.tabRect(1))
    window.studio.open_example("fog")
    fit = window.cards["fit"]
    qtbot.waitUntil(lambda: fit.title != fit.menu_name, timeout=WAIT_MS)
    assert bar.tabText(0) == fit.title
    assert fit.title.lower() in bar.accessibleName().lower()


def test_the_coach_has_its_height_again_after_a_window_has_been_small(reopen: OpenWindow, qtbot: QtBot) -> None:
    window = reopen(size=(1600, 1000))
    for size in ((1280, 720), (1600, 1000)):
        window.resize(*size)
        qtbot.wait(100)
    coach = window.cards["coach"]
    for step in (1, 0, 1):  # of which the coach says less and more
        before = coach.text.text()
        window.studio.apply(show_step(step))
        qtbot.waitUntil(lambda said=before: coach.text.text() != said, timeout=READ_MS)
        qtbot.wait(100)  # on its way it may have the right height for a moment
        qtbot.waitUntil(lambda: coach.height() == coach.heightForWidth(coach.width()), timeout=READ_MS)
