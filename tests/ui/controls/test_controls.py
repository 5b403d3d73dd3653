"""Controls: what is dragged, chosen, folded and pressed."""

import pytest
from PySide6.QtCore import SIGNAL, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from lossstudio.core.catalogue import Spec
from lossstudio.run.analysis.rate_zones import RateZones, rate_zones
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import Recipe, Runner
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.button import Button, IconButton
from lossstudio.ui.controls.card import Card
from lossstudio.ui.controls.choices import Chip
from lossstudio.ui.controls.combo import ComboBox
from lossstudio.ui.controls.label import ElidedLabel
from lossstudio.ui.controls.ruler import RulerSlider, decades
from lossstudio.ui.controls.segments import TIGHT_POINTS, SegmentedControl
from lossstudio.ui.controls.slider import Slider
from tests.ui.showing import on_screen

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LEFT = Qt.MouseButton.LeftButton


def test_a_slider_says_where_it_is_dragged(qtbot: QtBot, appearance: Appearance) -> None:
    slider = Slider(appearance, 0.0, 1.0, name="Share", step=0.1)
    on_screen(qtbot, slider)
    given: list[float] = []
    slider.changed.connect(given.append)
    qtbot.mousePress(slider, LEFT, pos=QPoint(120, 14))
    qtbot.mouseMove(slider, QPoint(230, 14))
    qtbot.mouseRelease(slider, LEFT, pos=QPoint(230, 14))
    assert given == pytest.approx([0.5, 1.0])
    qtbot.keyClick(slider, Qt.Key.Key_Minus)
    assert slider.number == pytest.approx(0.9)
    qtbot.keyClick(slider, Qt.Key.Key_Left)
    assert slider.number == pytest.approx(0.9)  # the arrows step through the run


LIMIT, GD = 0.256, Spec("gd")


def zones(optimizer: Spec = GD, *, everywhere: bool = True, bowl: bool = True) -> RateZones:
    recipe = Recipe(task=OnTerrain(terrain=Spec("bowl")), runners=(Runner(optimizer=optimizer, learning_rate=0.2),))
    found = rate_zones(CompiledRecipe.of(recipe).settings(0)[0], 2.0 / LIMIT, everywhere=everywhere, bowl=bowl)
    assert found is not None
    return found


def test_the_ruler_shows_three_decades_about_the_limit_and_always_the_rate() -> None:
    assert decades(0.05, zones()) == (-3, 0)
    low, high = decades(1e-6, zones())
    assert 10.0**low <= 1e-6
    assert high == 0


def test_what_is_good_is_on_the_ruler() -> None:
    # Momentum 0.95 is good from a 390th of its limit on.
    low, high = decades(0.4, zones(Spec.of("momentum", momentum=0.95)))
    assert 10.0**low <= 0.01 * LIMIT / 2.0
    assert high == 0


def test_the_ruler_says_where_it_explodes_and_is_silent_for_adaptive_methods(
    qtbot: QtBot, appearance: Appearance
) -> None:
    ruler = RulerSlider(appearance)
    on_screen(qtbot, ruler)
    ruler.show_rate(0.05, zones())
    assert ruler.words() == ("good here", "explodes above 0.256")
    ruler.show_rate(0.3, zones())
    assert ruler.words()[0] == "explodes"
    ruler.show_rate(0.05, None)
    assert ruler.words() == ("no simple limit here", "")
    ruler.repaint()


def test_at_0_the_ruler_has_no_knob_on_its_line_and_says_what_that_means(qtbot: QtBot, appearance: Appearance) -> None:
    ruler = RulerSlider(appearance)
    on_screen(qtbot, ruler)
    ruler.show_rate(0.05, zones())
    ruler.show_rate(0.0, zones())
    assert ruler.number == 0.0
    assert ruler.words() == ("at 0 nothing moves", "")
    ruler.show_rate(0.0, None, scales=False)
    assert ruler.words() == ("0 lies beyond its left end", "")
    ruler.repaint()


def test_short_steps_that_suffice_do_not_crawl(qtbot: QtBot, appearance: Appearance) -> None:
    ruler = RulerSlider(appearance)
    on_screen(qtbot, ruler)
    ruler.show_rate(0.01, zones(), arrives=True)
    assert ruler.words()[0] == "slow, but arrives"
    ruler.show_rate(0.05, zones(), arrives=True)
    assert ruler.words()[0] == "good here"


@pytest.mark.parametrize(
    ("share", "word"),
    [(0.05, "short steps here"), (0.3, "good here"), (0.9, "zigzags here"), (1.05, "overshoots here")],
)
def test_where_the_limit_is_only_local_the_ruler_says_no_more(
    qtbot: QtBot, appearance: Appearance, share: float, word: str
) -> None:
    ruler = RulerSlider(appearance)
    on_screen(qtbot, ruler)
    ruler.show_rate(share * LIMIT, zones(everywhere=False))
    assert ruler.words() == (word, "limit here 0.256")


def test_the_ruler_says_for_how_long_momentum_swings(qtbot: QtBot, appearance: Appearance) -> None:
    ruler = RulerSlider(appearance)
    on_screen(qtbot, ruler)
    ruler.show_rate(0.2, zones(Spec.of("momentum", momentum=0.98)))
    assert ruler.words()[0] == "swings for 230 steps"


def test_where_the_surface_is_no_bowl_the_ruler_says_so_and_paints_nothing_good(
    qtbot: QtBot, appearance: Appearance
) -> None:
    ruler = RulerSlider(appearance)
    on_screen(qtbot, ruler)
    ruler.show_rate(0.05, None)
    plain = ruler.grab(ruler.rect().adjusted(0, 0, 0, -30)).toImage()
    ruler.show_rate(0.05, zones(bowl=False))
    assert ruler.words() == ("no bowl here, so no limit", "")
    assert ruler.grab(ruler.rect().adjusted(0, 0, 0, -30)).toImage() == plain


def test_a_segmented_control_chooses_by_key(qtbot: QtBot, appearance: Appearance) -> None:
    control = SegmentedControl(appearance, [("start", "from start"), ("here", "from here")], name="Applies")
    on_screen(qtbot, control)
    control.set_chosen("start")
    given: list[str] = []
    control.chosen.connect(given.append)
    qtbot.mouseClick(control, LEFT, pos=QPoint(control.width() - 20, 12))
    qtbot.mouseClick(control.childAt(control.width() - 20, 12), LEFT)
    assert control.choice == "here"
    assert given == ["here"]


def test_all_words_of_a_segmented_control_are_of_one_size(qtbot: QtBot, appearance: Appearance) -> None:
    words = ["Surface", "Contour", "Both", "Map"]
    control = SegmentedControl(appearance, [(word, word) for word in words], name="View")
    on_screen(qtbot, control, control.sizeHint().width())
    assert control.points == 10
    control.resize(control.minimumSizeHint().width(), control.height())
    assert control.points == TIGHT_POINTS
    written = [control.childAt(x, 12) for x in range(4, control.width(), 10)]
    assert {segment.points for segment in written} == {TIGHT_POINTS}


def test_a_combo_box_keeps_its_choice_and_may_be_narrow(qtbot: QtBot, appearance: Appearance) -> None:
    box = ComboBox(appearance, name="Loss", choices=[("mse", "Mean squared error"), ("mae", "Mean absolute error")])
    on_screen(qtbot, box, 100)
    box.set_chosen("mae")
    box.set_choices([("mae", "Mean absolute error"), ("huber", "Huber")])
    assert box.choice == "mae"
    assert box.shown_text().endswith("…")
    assert box.minimumSizeHint().width() < box.whole_width()


def test_a_card_folds_to_its_summary(qtbot: QtBot, appearance: Appearance) -> None:
    card = Card(appearance, "Data")
    on_screen(qtbot, card)
    card.set_note("342 penguins")
    card.set_summary("Penguins, 342 rows")
    qtbot.mouseClick(card.header, LEFT)
    assert card.folded
    assert not card.content.isVisible()
    assert card.header.note.text() == "Penguins, 342 rows"
    qtbot.keyClick(card.header, Qt.Key.Key_Return)
    assert card.header.note.text() == "342 penguins"


def test_a_label_that_gives_way_has_it_all_in_its_tooltip(qtbot: QtBot, appearance: Appearance) -> None:
    label = ElidedLabel(appearance, "a title that is much too long for its place")
    on_screen(qtbot, label, 80)
    assert label.shown_text().endswith("…")
    assert label.toolTip() == label.text()
    label.resize(900, 20)
    assert label.toolTip() == ""


def test_buttons_are_pressed_by_enter_and_left_alone_by_space_shortcuts(qtbot: QtBot, appearance: Appearance) -> None:
    pressed: list[str] = []
    for button in (
        Button(appearance, "Go"),
        IconButton(appearance, "x", name="Close"),
        Chip(appearance, "a", "#ff0000"),
    ):
        on_screen(qtbot, button, 80)
        button.clicked.connect(lambda: pressed.append("yes"))
        assert button.focusPolicy() == Qt.FocusPolicy.TabFocus
        assert button.accessibleName()
        qtbot.keyClick(button, Qt.Key.Key_Return)
        qtbot.wait(150)
    assert pressed == ["yes"] * 3


def test_a_narrow_combo_box_says_the_choice_rather_than_what_it_is_of(qtbot: QtBot, appearance: Appearance) -> None:
    box = ComboBox(appearance, name="Plane", prefix="plane: ", choices=[("a", "w × b")])
    on_screen(qtbot, box, 200)
    assert box.shown_text() == "plane: w × b"
    box.setFixedWidth(90)
    assert box.shown_text() == "w × b"
    side = ComboBox(appearance, name="Across", prefix="across: ", brief="→ ", choices=[("rate", "learning rate")])
    qtbot.addWidget(side)
    side.resize(150, 28)
    assert side.shown_text() == "→ learning rate", "an axis keeps a sign of which one it is"
    up = ComboBox(appearance, name="Up", prefix="up: ", brief="↑ ", choices=[("momentum", "momentum")])
    qtbot.addWidget(up)
    up.resize(150, 28)
    assert up.shown_text() == "up: momentum"
    side.alike = up.alike = (side, up)
    assert (side.shown_text(), up.shown_text()) == ("→ learning rate", "↑ momentum"), "both say it alike"
    up.grab()
    before = up.grab().toImage()
    side.resize(220, 28)
    assert (side.shown_text(), up.shown_text()) == ("across: learning rate", "up: momentum")
    assert up.grab().toImage() != before


def test_a_button_follows_its_action_and_hears_of_each_change_once(qtbot: QtBot, appearance: Appearance) -> None:
    action = QAction("Undo")
    button = IconButton(appearance, action=action)
    qtbot.addWidget(button)
    heard = action.receivers(SIGNAL("changed()"))
    for number in range(5):
        action.setText(f"Undo: points && steps {number}")
        action.setCheckable(True)
        action.setChecked(number % 2 == 0)
        action.setEnabled(number % 2 == 1)
        # Qt's own buttons follow their action like this.
        example = QToolButton()
        qtbot.addWidget(example)
        example.setDefaultAction(QAction(action.text(), example, checkable=True, checked=action.isChecked()))
        assert (button.text(), button.toolTip()) == (example.text(), example.toolTip())
        assert (button.isChecked(), button.isEnabled()) == (action.isChecked(), action.isEnabled())
    assert action.receivers(SIGNAL("changed()")) == heard
