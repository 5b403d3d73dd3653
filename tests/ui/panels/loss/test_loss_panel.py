"""The Loss panel: words, warnings, shares, formulas, sums, class weights, and the guide to which loss is for what."""

import pytest
from PySide6.QtCore import Qt

from lossstudio.core.catalogue import Spec
from lossstudio.core.losses import LOSSES, SINGLE_LOSSES
from lossstudio.run.kinds import kind_of
from lossstudio.studio.commands.data import set_data
from lossstudio.studio.commands.objective import set_loss
from lossstudio.studio.commands.playback import show_step
from lossstudio.ui.dialogs.loss_chooser import ANSWERS, OWN, LossChooser
from lossstudio.ui.panels.loss.loss_panel import LossPanel


@pytest.fixture
def put(qtbot, appearance, answered):
    """Show the panel on a studio."""

    def put_one(studio):
        panel = LossPanel(studio, appearance)
        qtbot.addWidget(panel)
        answered(studio)
        return panel

    return put_one


def typed(qtbot, control, text):
    """Type a formula in a control's field and let it count."""
    control.field.setPlainText(text)
    qtbot.waitUntil(lambda: not control.waiting, timeout=2000)


def test_formula_best_for_and_trait_are_on_show(put, studio):
    panel = put(studio)
    panel.kind.chosen.emit("huber")
    huber = LOSSES["huber"]
    assert panel.words.formula.text() == huber.formula
    assert panel.words.best_for.text() == f"Best for: {huber.best_for}"
    assert panel.header.note.text() == huber.trait


def test_what_does_not_fit_is_said_quietly(put, open_studio, live):
    studio = open_studio("xor")
    panel = put(studio)
    live(studio, lambda: studio.analysis.explanation is not None)
    assert panel.misfit.isHidden()
    studio.apply(set_loss(Spec("mse")))
    live(studio, lambda: not panel.misfit.isHidden())
    assert panel.misfit.text == "Mean squared error is for numbers, and these data ask for yes or no."


def test_each_part_of_a_sum_has_its_share_of_loss_and_gradient(put, studio, live):
    panel = put(studio)
    panel.kind.chosen.emit("weighted_sum")
    live(studio, lambda: len(panel.shares.bars) == 2)
    assert sum(bar.loss for bar in panel.shares.bars) == pytest.approx(1)
    assert sum(bar.gradient for bar in panel.shares.bars) == pytest.approx(1)
    assert [bar.label for bar in panel.shares.bars] == ["Mean squared error", "Mean absolute error"]
    panel.kind.chosen.emit("mse")
    live(studio, panel.shares.isHidden)


def test_a_penalty_is_a_part_too(put, studio, live):
    panel = put(studio)
    panel.penalty["l2"].edited.emit(0.3)
    live(studio, lambda: len(panel.shares.bars) == 2)
    assert panel.shares.bars[1].label == "penalty"


def test_parts_are_added_weighted_changed_and_removed(put, studio):
    panel = put(studio)
    panel.kind.chosen.emit("weighted_sum")
    parts = panel.options.controls["parts"]
    parts.add.click()
    third = next(key for key in SINGLE_LOSSES if key not in ("mse", "mae"))
    assert [row.kind.choice for row in parts.rows] == ["mse", "mae", third]
    parts.rows[2].kind.chosen.emit("huber")
    parts.rows[2].weight.changed.emit(2.0)
    parts.rows[2].options.edited.emit("delta", 0.5)
    said = studio.snapshot.settings.loss.get("parts")
    assert (said[2].weight, said[2].said) == (2.0, Spec.of("huber", delta=0.5))
    parts.rows[0].remove.click()
    assert [part.said.kind for part in studio.snapshot.settings.loss.get("parts")] == ["mae", "huber"]
    parts.rows[0].remove.click()
    assert not parts.rows[0].remove.isEnabled()
    studio.undo()
    assert len(parts.rows) == 2


def test_dragging_a_weight_is_one_undo(put, studio):
    panel = put(studio)
    panel.kind.chosen.emit("weighted_sum")
    studio.document.end_change()
    row = panel.options.controls["parts"].rows[0]
    for weight in (0.6, 0.7, 0.8):
        row.weight.changed.emit(weight)
    row.weight.released.emit()
    assert studio.snapshot.settings.loss.get("parts")[0].weight == 0.8
    studio.undo()
    assert studio.snapshot.settings.loss == Spec("weighted_sum")


def test_a_sum_of_what_cannot_be_summed_is_refused_and_the_old_one_stays(put, studio):
    panel = put(studio)
    panel.kind.chosen.emit("weighted_sum")
    notices = []
    studio.notice_raised.connect(notices.append)
    panel.options.controls["parts"].rows[1].kind.chosen.emit("cce")
    assert "can't be summed" in notices[0].text
    assert panel.options.controls["parts"].rows[1].kind.choice == "mae"


def test_a_typed_formula_becomes_the_loss(qtbot, put, studio):
    panel = put(studio)
    panel.kind.chosen.emit("formula")
    control = panel.options.controls["expression"]
    typed(qtbot, control, "abs(prediction - target)")
    assert studio.snapshot.settings.loss.get("expression") == "abs(prediction - target)"
    assert control.slope.text() == "∂/∂prediction: sign(prediction - target)"
    assert "Corner where ŷ − y is 0" in control.check.text
    assert panel.words.formula.isHidden()
    studio.undo()
    assert control.field.text == LOSSES["formula"].option("expression").default


def test_a_wrong_formula_is_marked_and_never_applied(qtbot, put, studio):
    panel = put(studio)
    panel.kind.chosen.emit("formula")
    before = studio.snapshot.settings.loss
    control = panel.options.controls["expression"]
    typed(qtbot, control, "abs(prediction - target")
    assert control.wrong.text == "Character 4: this bracket is never closed."
    assert len(control.field.extraSelections()) == 1
    assert studio.snapshot.settings.loss == before
    qtbot.keyClick(control.field, Qt.Key.Key_Escape)
    assert control.field.text == LOSSES["formula"].option("expression").default
    assert control.wrong.isHidden()


def test_enter_applies_at_once(qtbot, put, studio):
    panel = put(studio)
    panel.kind.chosen.emit("formula")
    field = panel.options.controls["expression"].field
    field.setPlainText("(prediction - target)**4")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert studio.snapshot.settings.loss.get("expression") == "(prediction - target)**4"


def test_an_unknown_name_becomes_a_constant_at_a_press(qtbot, put, studio):
    panel = put(studio)
    panel.kind.chosen.emit("formula")
    control, constants = (panel.options.controls[name] for name in ("expression", "constants"))
    control.field.setPlainText("k*(prediction - target)**2")
    qtbot.waitUntil(lambda: not control.declare.isHidden(), timeout=2000)
    assert control.declare.text() == "Let k = 1"
    control.declare.click()
    assert studio.snapshot.settings.loss.get("constants") == (("k", 1.0),)
    assert studio.snapshot.settings.loss.get("expression") == "k*(prediction - target)**2"
    constants.rows[0].number.changed.emit(2.5)
    assert studio.snapshot.settings.loss.get("constants") == (("k", 2.5),)


def test_constants_are_added_renamed_and_removed(qtbot, put, studio):
    panel = put(studio)
    panel.kind.chosen.emit("formula")
    constants = panel.options.controls["constants"]
    constants.add.click()
    constants.add.click()
    assert studio.snapshot.settings.loss.get("constants") == (("a", 1.0), ("b", 1.0))
    constants.rows[0].field.setText("price")
    constants.rows[0].field.editingFinished.emit()
    assert studio.snapshot.settings.loss.get("constants") == (("b", 1.0), ("price", 1.0))
    constants.rows[0].field.setText("e")
    constants.rows[0].field.editingFinished.emit()
    assert constants.rows[0].field.text() == "e"
    assert constants.rows[0].refusal.text == "The name 'e' has a meaning already; choose another."
    assert studio.snapshot.settings.loss.get("constants") == (("b", 1.0), ("price", 1.0))
    constants.rows[0].field.setText("price")
    constants.rows[0].field.editingFinished.emit()
    assert constants.rows[0].refusal.text == "Another constant is called price."
    constants.rows[0].field.setText("b")
    constants.rows[0].field.editingFinished.emit()
    assert constants.rows[0].refusal.text == ""
    constants.rows[0].remove.click()
    assert studio.snapshot.settings.loss.get("constants") == (("price", 1.0),)


def test_each_class_has_its_weight_by_name(put, studio):
    studio.apply(set_data(Spec("blobs")))
    panel = put(studio)
    control = panel.options.controls["class_weights"]
    names = studio.run.compiled.problem.prepared.classes
    assert [field.accessibleName() for field in control.fields] == [f"Weight of {name}" for name in names]
    control.fields[1].changed.emit(3.0)
    assert studio.snapshot.settings.loss.get("class_weights") == (1.0, 3.0, 1.0)
    control.alike.click()
    assert studio.snapshot.settings.loss.get("class_weights") is None


def test_the_mouse_reads_the_curve(put, studio):
    panel = put(studio)
    panel.resize(300, 400)
    panel.grab()
    panel.chart.mouse.hovered.emit(panel.chart.in_scene(1.0, 1.0))
    assert panel.chart.slope.said == "gradient 2.00"


def test_the_guide_starts_from_the_answer_that_the_data_want(qtbot, appearance, put, open_studio):
    studio = open_studio("xor")
    panel = put(studio)
    chooser = LossChooser(studio, appearance, panel)
    assert chooser.answers["binary"].isChecked()
    assert chooser.uses["bce"].text() == "In use"
    chooser.uses["hinge"].click()
    assert studio.snapshot.settings.loss == Spec("hinge")


def test_the_guide_says_why_a_loss_can_not_be_used(qtbot, appearance, put, studio):
    chooser = LossChooser(studio, appearance, put(studio))
    chooser.show_answer("multiclass")
    assert not chooser.uses["cce"].isEnabled()
    assert chooser.uses["cce"].toolTip() == "These data ask for a number, not for one of many"
    assert chooser.uses["formula"].isEnabled()
    chooser.reject()


@pytest.mark.parametrize(
    ("answer", "loss", "kind"),
    [("distribution", "reverse_kl", "divergence"), ("likeness", "triplet", "pairs"), ("game", "wasserstein", "game")],
)
def test_the_guide_leads_to_other_kinds_of_objective_in_one_change(appearance, put, studio, answer, loss, kind):
    before, panel = studio.document.scene, put(studio)
    chooser = LossChooser(studio, appearance, panel)
    chooser.show_answer(answer)
    assert chooser.uses[loss].toolTip().startswith("Begin anew with ")
    chooser.uses[loss].click()
    assert kind_of(studio.document.scene.recipe.task).key == kind
    assert studio.snapshot.settings.loss == Spec(loss)
    again = LossChooser(studio, appearance, panel)
    assert again.answers[answer].isChecked()
    assert again.uses[loss].text() == "In use"
    again.reject()
    studio.undo()
    assert studio.document.scene == before


def test_the_guide_names_losses_that_exist_by_their_names():
    for answer in ANSWERS[:3]:
        for suggestion in answer.suggestions:
            loss = SINGLE_LOSSES[suggestion.key]
            assert answer.key in loss.tasks
            assert suggestion.name == loss.label
    assert all(LOSSES[suggestion.key].label == suggestion.name for suggestion in OWN)


@pytest.mark.parametrize("key", LOSSES)
def test_every_loss_can_be_shown(put, studio, answered, key):
    studio.apply(set_data(Spec("moons" if "binary" in LOSSES[key].tasks else "penguins")))
    panel = put(studio)
    panel.kind.chosen.emit(key)
    assert panel.kind.choice == key
    answered(studio)
    assert panel.chart.shown is not None


def test_in_a_low_window_the_formula_stands_in_the_chart(put, studio, answered):
    panel = put(studio)
    panel.resize(280, 400)
    panel.grab()
    panel.economize(True)
    assert panel.words.isHidden()
    answered(studio)
    assert panel.chart.loss.said == LOSSES["mse"].formula
    panel.economize(False)
    assert not panel.words.isHidden()
    answered(studio)
    assert panel.chart.loss.said == "loss"


def test_the_kind_is_the_one_in_force_at_the_step_on_show(put, open_studio, live):
    studio = open_studio("switch-loss")
    panel = put(studio)
    assert panel.kind.choice == "mse"
    studio.apply(show_step(50))
    live(studio, lambda: studio.run.timeline.length >= 50)
    assert panel.kind.choice == "mae"
    studio.apply(show_step(10))
    assert panel.kind.choice == "mse"


def test_where_there_is_no_loss_no_shape_of_the_document_before_is_left(put, studio, live):
    panel = put(studio)
    assert panel.chart.shown is not None
    studio.open_example("ravine")
    live(studio, lambda: studio.answered)
    assert (panel.chart.shown, panel.of_step.shown, panel.of_step.words) == (None, None, "")
