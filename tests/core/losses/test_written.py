"""How losses are written under their options: every letter with its value, and no letter that isn't meant."""

import re

import pytest

from lossstudio.core.expression.readable import readable
from lossstudio.core.losses import LOSSES
from lossstudio.core.option import Number
from lossstudio.core.terrains import TERRAINS


def written(key, **said):
    loss = LOSSES[key]
    return loss.under(loss.complete({name: loss.option(name).check(value) for name, value in said.items()})).formula


@pytest.mark.parametrize(
    ("key", "said", "formula"),
    [
        ("mse", {}, "(ŷ − y)²"),
        ("hinge", {"margin": 0.5}, "max(0, m − y s),  y = ±1, m = 0.5"),
        ("multiclass_hinge", {}, "Σ_j≠y max(0, m − s[y] + s[j]),  m = 1"),
        ("quantile", {"tau": 0.9}, "max(τ (y − ŷ), (τ − 1) (y − ŷ)),  τ = 0.9"),
        ("bce", {}, "−[y log σ(s) + (1 − y) log(1 − σ(s))]"),
        ("bce", {"positive_weight": 10}, "−[c y log σ(s) + (1 − y) log(1 − σ(s))],  c = 10"),
        ("bce", {"label_smoothing": 0.5}, "−[t log σ(s) + (1 − t) log(1 − σ(s))],  t = 0.5 y + 0.25"),
        ("cce", {"class_weights": [1, 3]}, "−c[y] log softmax(s)[y],  c = 1, 3"),
        ("cce", {"label_smoothing": 0.1}, "−Σ_k t_k log softmax(s)[k],  t_k = 0.9 [k = y] + 0.1/K"),
        ("focal", {"alpha": 0.25}, "αₜ (1 − pₜ)^γ · (−log pₜ),  pₜ = p(truth), αₜ = 0.25 for yes, 0.75 for no, γ = 2"),
        ("formula", {"expression": "log(1 + (prediction - target)**2)"}, "log(1 + (ŷ − y)²)"),
        (
            "weighted_sum",
            {"parts": [{"weight": 0.2, "loss": {"kind": "mse"}}, {"weight": -0.8, "loss": {"kind": "mae"}}]},
            "0.2 (ŷ − y)² − 0.8 |ŷ − y|",
        ),
        (
            "weighted_sum",
            {"parts": [{"weight": 2, "loss": {"kind": "huber", "delta": 3}}, {"weight": 1, "loss": {"kind": "mse"}}]},
            "2 [½ r² if |r| ≤ δ, else δ (|r| − ½ δ)] + 1 (ŷ − y)²,  r = ŷ − y, δ = 3",
        ),
    ],
)
def test_a_loss_is_written_as_its_options_make_it(key, said, formula):
    assert written(key, **said) == formula


@pytest.mark.parametrize("key", LOSSES)
def test_each_number_that_decides_a_loss_is_told(key):
    """An option that is a number stands in the formula when it isn't what it is by default."""
    loss = LOSSES[key]
    for option in loss.options:
        if isinstance(option, Number):
            value = 0.375
            assert "0.375" in written(key, **{option.name: value}) or "0.625" in written(key, **{option.name: value})


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("2*prediction**2 - target", "2·ŷ² − y"),
        ("abs(prediction-target)**1.5", "abs(ŷ − y)^1.5"),
        ("-1e-300*target**-2+2.5e3*prediction", "−10⁻³⁰⁰·y⁻² + 2.5·10³·ŷ"),
        ("prediction ** -target", "ŷ^−y"),
        ("predictions*target2", "predictions·target2"),
        ("prediction/2e-3 - prediction / 1e3", "ŷ/(2·10⁻³) − ŷ / 10³"),
        ("2e-3**2 + target**2e3 + target ^ -1e-3", "(2·10⁻³)² + y^(2·10³) + y^−(10⁻³)"),
        ("target**2**3", "y^2³"),
    ],
)
def test_a_typed_formula_is_written_as_on_a_board(typed, text):
    assert readable(typed) == text
    assert readable(typed, (("a", 2.5),)) == f"{text},  a = 2.5"


def test_a_typed_terrain_is_written_as_it_was_typed():
    entry = TERRAINS["formula"]
    assert entry.written(entry.complete({"expression": "x**2 + 3*sin(y)"})) == "x² + 3·sin(y)"


@pytest.mark.parametrize("key", LOSSES)
def test_a_formula_has_its_brackets_in_pairs(key):
    said = written(key)
    for opening, closing in ("()", "[]"):
        assert said.count(opening) == said.count(closing)
    assert not re.search(r"\bNone\b|nan", said)
