"""Each entry of a catalogue is a choice in its panel, which shows it once it is chosen."""

from collections.abc import Mapping
from typing import Any

import pytest

from lossstudio.core.losses import LOSSES
from lossstudio.core.models import MODELS
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.schedules import SCHEDULES
from lossstudio.ui.panels import PANELS

FITTING = {key: loss for key, loss in LOSSES.items() if "regression" in loss.tasks}
CHOICES = [
    pytest.param("model", "kind", MODELS, id="models"),
    pytest.param("loss", "kind", FITTING, id="losses"),
    pytest.param("descent", "optimizer", OPTIMIZERS, id="optimizers"),
    pytest.param("descent", "schedule", SCHEDULES, id="schedules"),
]


@pytest.mark.parametrize(("panel", "box", "catalogue"), CHOICES)
def test_every_entry_is_a_choice(qtbot, appearance, studio, panel: str, box: str, catalogue: Mapping[str, Any]) -> None:
    made = PANELS[panel](studio, appearance)
    qtbot.addWidget(made)
    combo = getattr(made, box)
    assert set(catalogue) <= {combo.itemData(at) for at in range(combo.count())}
    for key in catalogue:
        combo.chosen.emit(key)
        assert combo.choice == key
