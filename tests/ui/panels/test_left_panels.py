"""Data, model, loss and descent: what they show of the scene, and what a person changes with them."""

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.losses import LOSSES
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import DrawnStart
from lossstudio.studio.commands.objective import set_model
from lossstudio.studio.commands.playback import show_step
from lossstudio.studio.commands.runners import set_start
from lossstudio.studio.commands.training import set_learning_rate, set_steps
from lossstudio.ui.dialogs.range_test import RangeTestSheet
from lossstudio.ui.panels.data.columns_control import SEVERAL
from lossstudio.ui.panels.data.data_panel import TERRAIN, DataPanel
from lossstudio.ui.panels.descent.descent_panel import DescentPanel
from lossstudio.ui.panels.loss.loss_panel import LossPanel, explained, groups_of
from lossstudio.ui.panels.model_panel import ModelPanel


@pytest.fixture
def put(qtbot, appearance):
    """Show a panel."""

    def put_one(panel_type, studio):
        panel = panel_type(studio, appearance)
        qtbot.addWidget(panel)
        return panel

    return put_one


def task(studio):
    return studio.document.scene.recipe.task


def test_the_data_panel_says_what_is_learned_from_what(put, studio):
    panel = put(DataPanel, studio)
    assert panel.kind.choice == "penguins"
    assert (panel.target.currentText(), panel.inputs.currentText()) == ("body mass (kg)", "flipper length (cm)")
    assert panel.header.note.text() == "342 penguins"


def test_another_set_keeps_the_split(put, studio):
    panel = put(DataPanel, studio)
    panel.held_back.edited.emit(0.3)
    panel.kind.chosen.emit("moons")
    assert task(studio).data == Spec.of("moons", test_fraction=0.3)
    assert "samples" in panel.options.controls


def test_dragging_the_split_is_one_undo(put, studio):
    panel = put(DataPanel, studio)
    for share in (0.1, 0.2, 0.3):
        panel.held_back.slider.changed.emit(share)
    panel.held_back.slider.released.emit()
    assert panel.held_back.text == "30 %"
    assert task(studio).data.get("test_fraction") == 0.3
    studio.undo()
    assert task(studio).data.get("test_fraction", 0.0) == 0.0
    assert panel.held_back.text == "0 %"


def test_an_edit_elsewhere_moves_no_card(put, studio):
    panels = [put(kind, studio) for kind in (DataPanel, ModelPanel, LossPanel, DescentPanel)]
    heights = [panel.sizeHint().height() for panel in panels]
    studio.apply(set_steps(61))
    assert [panel.sizeHint().height() for panel in panels] == heights


def test_several_columns_can_be_chosen(put, studio):
    panel = put(DataPanel, studio)
    panel.inputs.columns_chosen.emit(("flipper_length_cm", "bill_depth_cm"))
    assert task(studio).data.get("inputs") == ("flipper_length_cm", "bill_depth_cm")
    assert panel.inputs.choice == SEVERAL
    assert studio.run.compiled.size == 3


def test_the_menu_of_columns_never_leaves_none(put, studio):
    panel = put(DataPanel, studio)
    menu = panel.inputs.menu()
    boxes = [action.defaultWidget() for action in menu.actions()]
    checked = next(box for box in boxes if box.isChecked())
    checked.click()
    assert task(studio).data.get("inputs", ("flipper_length_cm",)) == ("flipper_length_cm",)
    menu.deleteLater()


def test_a_terrain_stands_in_the_place_of_data(put, studio):
    data, model, loss, descent = (put(kind, studio) for kind in (DataPanel, ModelPanel, LossPanel, DescentPanel))
    data.kind.chosen.emit(TERRAIN + "rosenbrock")
    assert isinstance(task(studio), OnTerrain)
    assert data.title == "Terrain"
    assert model.formula.text().startswith("none")
    assert loss.view.isHidden()
    assert descent.batch.parentWidget().isHidden()
    data.options.edited.emit("b", 10.0)
    assert task(studio).terrain.get("b") == 10.0
    data.kind.chosen.emit("penguins")
    assert data.title == "Data"
    assert not loss.view.isHidden()


def test_a_network_without_hidden_layers_is_written_without_their_activation(put, studio):
    panel = put(ModelPanel, studio)
    studio.apply(set_model(Spec.of("mlp", hidden=(), output="sigmoid")))
    panel.show_scene()
    assert panel.formula.text() == "1 → 1 → sigmoid"
    assert "activation" not in panel.options.controls


def test_the_model_panel_builds_networks(put, studio):
    panel = put(ModelPanel, studio)
    assert panel.formula.text() == "ŷ = w·x + b"
    panel.kind.chosen.emit("mlp")
    assert panel.formula.text() == "1 → 4 → 2 → 1"
    panel.layers.further.click()
    assert task(studio).model.get("hidden") == (4, 2, 2)
    panel.layers.fewer.click()
    panel.layers.fewer.click()
    assert task(studio).model.get("hidden") == (4,)
    panel.options.edited.emit("activation", "relu")
    assert task(studio).model.get("activation") == "relu"
    assert panel.header.note.text() == f"{studio.run.compiled.size} parameters"


def test_the_loss_panel_offers_what_fits_first_and_says_why(put, studio):
    panel = put(LossPanel, studio)
    (heading, fitting), (_, others) = groups_of(LOSSES, "binary")
    assert heading == "For yes or no"
    assert "bce" in dict(fitting)
    assert "mse" in dict(others)
    assert "not for regression" in explained(LOSSES["bce"], "regression")
    assert panel.header.note.text() == LOSSES["mse"].trait
    panel.kind.chosen.emit("mae")
    assert studio.snapshot.settings.loss == Spec("mae")


def test_the_penalty_is_one_undo_for_a_drag(put, studio):
    panel = put(LossPanel, studio)
    for value in (0.1, 0.2):
        panel.penalty["l2"].edited.emit(value)
    assert studio.snapshot.settings.penalty.l2 == 0.2
    studio.undo()
    assert studio.snapshot.settings.penalty.l2 == 0.0


def test_the_loss_shape_follows_the_ball(put, studio, live, answered):
    panel = put(LossPanel, studio)
    answered(studio)
    before = panel.chart.shown.samples.copy()
    studio.apply(show_step(4))
    live(studio, lambda: studio.playback.step == 4 and not np.array_equal(panel.chart.shown.samples, before))


def test_the_descent_panel_shows_the_rate_and_its_zone(put, studio, live):
    panel = put(DescentPanel, studio)
    live(studio, lambda: studio.analysis.limit is not None)
    assert panel.rate.field.value == 0.05
    assert panel.rate.ruler.words() == ("good here", "explodes above 0.276")


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_finder_tries_rates_out(put, studio):
    panel = put(DescentPanel, studio)
    panel.rate.finder.click()
    assert studio.analysis.testing_rates
    panel.window().findChild(RangeTestSheet).reject()
    assert not studio.analysis.testing_rates


def test_a_round_bowl_is_not_said_to_crawl(put, open_studio, live):
    studio = open_studio("darts")
    panel = put(DescentPanel, studio)
    live(studio, lambda: studio.analysis.limit is not None)
    assert panel.rate.ruler.words()[0] == "slow, but arrives"
    studio.apply(set_learning_rate(0.01))
    assert panel.rate.ruler.words()[0] == "crawls"


def test_dragging_the_rate_bends_the_path_and_is_one_undo(put, studio):
    panel = put(DescentPanel, studio)
    for rate in (0.1, 0.15, 0.2):
        panel.rate.ruler.changed.emit(rate)
    panel.rate.ruler.released.emit()
    assert studio.snapshot.settings.learning_rate == 0.2
    assert panel.rate.field.value == 0.2
    studio.undo()
    assert studio.snapshot.settings.learning_rate == 0.05
    assert panel.rate.field.value == 0.05


def test_an_adaptive_method_has_no_zones(put, studio, live):
    panel = put(DescentPanel, studio)
    live(studio, lambda: studio.analysis.limit is not None)
    panel.optimizer.chosen.emit("adam")
    live(studio, lambda: studio.analysis.limit is None)
    assert panel.rate.ruler.words() == ("no simple limit here", "")
    assert panel.rate.finder.isEnabled()
    assert "beta1" in panel.optimizer_rare.controls


def test_few_options_are_at_hand_and_many_wait(put, studio):
    panel = put(DescentPanel, studio)
    panel.optimizer.chosen.emit("momentum")
    assert list(panel.optimizer_options.controls) == ["momentum"]
    panel.optimizer_options.edited.emit("momentum", 0.5)
    assert studio.snapshot.settings.optimizer == Spec.of("momentum", momentum=0.5)
    assert panel.more.isHidden()
    panel.more.button.click()
    assert not panel.more.isHidden()


def test_changes_from_here_are_written_as_changes(put, studio, live):
    panel = put(DescentPanel, studio)
    studio.apply(show_step(4))
    live(studio, lambda: studio.playback.step == 4)
    panel.applies.chosen.emit("here")
    panel.rate.field.changed.emit(0.1)
    assert [change.step for change in studio.document.scene.recipe.training.changes] == [4]
    assert panel.applies.choice == "here"


def test_batches_steps_and_seed(put, studio):
    panel = put(DescentPanel, studio)
    panel.batch.chosen.emit("32")
    assert studio.snapshot.settings.batch_size == 32
    panel.batch.chosen.emit("all")
    assert studio.snapshot.settings.batch_size is None
    panel.steps.edited.emit(90)
    assert studio.run.steps == 90
    panel.seed.edited.emit(7)
    assert studio.document.scene.recipe.training.seed == 7


def test_a_networks_start_is_drawn_again(put, open_studio):
    studio = open_studio("xor")
    panel = put(DescentPanel, studio)
    seed = studio.document.scene.recipe.runners[0].start.seed
    panel.start.button.click()
    assert studio.document.scene.recipe.runners[0].start.seed == seed + 1
    panel.drawing.controls["init"].edited.emit("he")
    assert studio.document.scene.recipe.runners[0].start == DrawnStart(seed=seed + 1, init="he")


def test_a_given_start_can_be_forgotten(put, studio):
    panel = put(DescentPanel, studio)
    studio.apply(set_start((0.0, 1.0)))
    assert panel.start.words.text() == "w 0  b 1"
    panel.start.button.click()
    assert studio.document.scene.recipe.runners[0].start is None
    assert panel.start.button.isHidden()


def test_runners_are_chosen_added_renamed_and_removed(put, open_studio):
    studio = open_studio("learning-rates")
    panel = put(DescentPanel, studio)
    chips = panel.chips
    assert [chip.text() for chip in chips.chips] == ["too low", "just right", "too high"]
    chips.chips[2].click()
    assert studio.selection.runner == 2
    chips.add.click()
    assert len(studio.run.compiled.names) == 4
    chips.rename(0)
    chips.editor.setText("slow")
    chips.editor.editingFinished.emit()
    assert studio.run.compiled.names[0] == "slow"
    menu = chips.menu(3)
    menu.actions()[1].trigger()
    assert len(studio.run.compiled.names) == 3
    menu.deleteLater()
    assert [chip.text() for chip in chips.chips] == ["slow", "just right", "too high"]
