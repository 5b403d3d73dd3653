"""Letters that no typeface has are told and left out, never drawn as boxes."""

import pytest
from PySide6.QtWidgets import QApplication

from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.render.undrawn import undrawn
from lossstudio.picture.text.drawable import drawable, undrawable
from lossstudio.project.examples import EXAMPLES

UNKNOWN = chr(0x10F8FE)
"""For private use, in the last plane: some typefaces have signs of their own in the first, and none has here."""


@pytest.mark.parametrize(
    "text", ["Penguins", "\u2202L/\u2202w \u2190 \u03b7\u00b7\u03c3, na\u00efve", "two\nlines", ""]
)
def test_what_can_be_drawn_stays_as_it_is(qapp: QApplication, text: str) -> None:
    assert (undrawable(text), drawable(text)) == ((), text)


def test_what_cannot_be_drawn_is_left_out_without_a_gap(qapp: QApplication) -> None:
    assert undrawable(f"a {UNKNOWN} b {UNKNOWN}") == (UNKNOWN,)
    assert drawable(f"Well {UNKNOWN} done{UNKNOWN}\nnext") == "Well done\nnext"
    assert drawable(f"Higher each time {UNKNOWN}{UNKNOWN}. And so on ...") == "Higher each time. And so on ..."


def test_a_film_says_what_it_leaves_out(qapp: QApplication) -> None:
    scene = EXAMPLES["penguins"].load()
    assert undrawn(scene, ExportOptions(), "talk.mp4") == ""
    assert f"no typeface here draws {UNKNOWN}" in undrawn(scene, ExportOptions(title=f"Hurrah {UNKNOWN}"), "talk.mp4")
