"""The Data panel: everything in groups, one's own tables, terrains of one's own, and the units of standardised data."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from lossstudio.core.catalogue import Spec
from lossstudio.core.datasets import DATASETS
from lossstudio.core.terrains import TERRAINS
from lossstudio.studio.commands.data import set_data
from lossstudio.ui.panels.data.data_panel import (
    COMMAND,
    OBJECTIVE,
    TERRAIN,
    DataPanel,
)


@pytest.fixture
def put(qtbot, appearance):
    """Show the panel on a studio."""

    def put_one(studio):
        panel = DataPanel(studio, appearance)
        qtbot.addWidget(panel)
        return panel

    return put_one


def lines(combo):
    return [(combo.itemData(at), combo.itemText(at)) for at in range(combo.count())]


def test_every_data_set_and_terrain_is_offered_once_under_its_heading(put, studio):
    panel = put(studio)
    keys = [key for key, _ in lines(panel.kind) if key]
    assert sorted(key for key in keys if not key.startswith((TERRAIN, COMMAND, OBJECTIVE))) == sorted(
        set(DATASETS) - {"table"}
    )
    assert [key for key in keys if key.startswith(TERRAIN)] == [TERRAIN + key for key in TERRAINS]
    headings = [words for key, words in lines(panel.kind) if key is None]
    assert headings == ["A number", "Yes or no", "One of many", "Terrains", "Other objectives", "Your own"]


def test_headings_can_not_be_chosen(put, studio):
    panel = put(studio)
    for at, (key, _) in enumerate(lines(panel.kind)):
        enabled = panel.kind.model().item(at).flags() & Qt.ItemFlag.ItemIsEnabled
        assert bool(enabled) == (key is not None)


@pytest.mark.parametrize("key", [*(key for key in DATASETS if key != "table"), *(TERRAIN + key for key in TERRAINS)])
def test_everything_that_is_offered_can_be_shown(put, studio, key):
    panel = put(studio)
    panel.kind.chosen.emit(key)
    assert panel.kind.choice == key


def test_the_list_leads_to_a_table_of_ones_own(qtbot, appearance, put, studio):
    window = QWidget()
    qtbot.addWidget(window)
    panel = DataPanel(studio, appearance)
    panel.setParent(window)
    done = []
    for key in ("import_data", "paste_data"):
        action = QAction(window)
        action.setObjectName(key)
        action.triggered.connect(lambda _checked=False, key=key: done.append(key))
    panel.kind.chosen.emit(f"{COMMAND}import_data")
    panel.kind.chosen.emit(f"{COMMAND}paste_data")
    assert done == ["import_data", "paste_data"]
    assert panel.kind.choice == "penguins"


def test_standardised_data_are_told_in_both_units(put, studio):
    panel = put(studio)
    assert panel.scales.isHidden()
    studio.apply(set_data(Spec.of("penguins", inputs=("flipper_length_mm",), origin=(0.0,), standardize=True)))
    assert not panel.scales.isHidden()
    assert "flipper length: 0 is 200.9 mm, 1 is 14.0 mm more" in panel.scales.text
    assert "body mass: 0 is 4.202 kg, 1 is 0.801 kg more" in panel.scales.text


def test_of_many_standardised_columns_some_are_named_and_all_are_in_the_tooltip(put, studio):
    inputs = ("flipper_length_mm", "bill_length_mm", "bill_depth_mm", "body_mass_g")
    studio.apply(set_data(Spec.of("penguins", inputs=inputs, target="species", standardize=True)))
    panel = put(studio)
    assert panel.scales.text.endswith("… and 1 more")
    assert len(panel.scales.toolTip().splitlines()) == 4


def test_a_terrain_of_ones_own_is_typed_with_its_derivatives(qtbot, put, studio):
    panel = put(studio)
    panel.kind.chosen.emit(TERRAIN + "formula")
    control = panel.options.controls["expression"]
    assert control.slope.text().splitlines() == ["∂/∂x: 2*x", "∂/∂y: 3*cos(y)"]
    control.field.setPlainText("a*x**2 + y**2")
    qtbot.waitUntil(lambda: not control.declare.isHidden(), timeout=2000)
    control.declare.click()
    assert studio.document.scene.recipe.task.terrain == Spec.of(
        "formula", expression="a*x**2 + y**2", constants=(("a", 1.0),)
    )
    control.field.setPlainText("x**2 +")
    qtbot.waitUntil(lambda: not control.waiting, timeout=2000)
    assert control.wrong.text.startswith("Character 7")
    assert studio.document.scene.recipe.task.terrain.get("expression") == "a*x**2 + y**2"
