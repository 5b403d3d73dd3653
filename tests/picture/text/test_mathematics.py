"""Formulas are set as in books."""

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from lossstudio.core.losses import LOSSES
from lossstudio.picture.text.fonts import font
from lossstudio.picture.text.mathematics import ABOVE, BELOW, MathRun, formula_width, set_formula


def told(formula: str) -> list[str]:
    """Return each run with * for italic, ^ for above and _ for below."""
    marks = {ABOVE: "^", BELOW: "_", 0: ""}
    return [f"{marks[run.script]}{'*' * run.italic}{run.text}" for run in set_formula(formula)]


@pytest.mark.parametrize(
    ("formula", "runs"),
    [
        ("(ŷ − y)²", ["(", "*ŷ", " − ", "*y", ")", "^2"]),
        ("L = mean x", ["*L", " = mean ", "*x"]),
        ("w⁽²⁾₃₂ ← η", ["*w", "^(2)", "_32", " ← ", "*η"]),
        ("w₁,₁₀", ["*w", "_1,10"]),
        ("∂L/∂b", ["∂", "*L", "/∂", "*b"]),
        ("m̂/√v̂", ["*m̂", "/√", "*v̂"]),
        ("(1 − pₜ)^γ · log", ["(1 − ", "*p", "_*t", ")", "^*γ", " · log"]),
        ("Σ_j≠y max(0)", ["*Σ", "_*j", "_≠", "_*y", " max(0)"]),
        ("Lᴰ", ["*L", "^*D"]),
        ("", []),
    ],
)
def test_variables_are_italic_and_indices_and_powers_stand_off_the_line(formula: str, runs: list[str]) -> None:
    assert told(formula) == runs


@pytest.mark.parametrize("loss", LOSSES.values(), ids=lambda loss: loss.key)
def test_every_formula_keeps_its_letters_and_is_no_wider_than_a_line_of_them(qapp: QApplication, loss: object) -> None:
    formula = loss.formula  # type: ignore[attr-defined]
    runs = set_formula(formula)
    plain = "".join(run.text for run in runs)
    assert len(plain) == len(formula) - sum(map(formula.count, "^_"))

    def face(italic: bool) -> QFont:
        made = font(10, italic=italic)
        made.setPixelSize(32)
        return made

    assert formula_width(runs, face) <= 1.05 * formula_width((MathRun(plain),), face)
