"""Every printed update of every optimizer can be worked out by hand."""

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.numbers import exact, rounded, value_of
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.schedules import SCHEDULES
from lossstudio.picture.phases.text import PhaseText
from lossstudio.picture.phases.texts import phase_texts
from lossstudio.run.analysis.explanation import Explanation, explain
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.recipe import Recipe, Runner, Training
from lossstudio.run.training.train import train
from tests.picture.phases.by_hand import PRINTED, agrees
from tests.run.training.test_proximal_step import run_of as proximal_run

STEPS = 6
ROWS = np.random.default_rng(3).normal(size=(12, 4)).round(2)
TARGETS = (ROWS @ [1.5, -2.0, 0.5, 3.0] + 0.7).round(2)
COSINE = Spec.of("cosine", steps=STEPS)


def recipe(inputs: int, bias: bool, optimizer: str, *, clipped: bool = False, schedule: Spec = COSINE) -> Recipe:
    rows = tuple(tuple(float(value) for value in row[:inputs]) for row in ROWS)
    data = Spec.of("table", inputs=rows, targets=tuple(float(value) for value in TARGETS), task="regression")
    runner = Runner(optimizer=Spec(optimizer), schedule=schedule, clip_norm=0.5 if clipped else None)
    task = Supervised(data=data, model=Spec.of("linear", bias=bias))
    return Recipe(task=task, training=Training(steps=STEPS), runners=(runner,))


def cards(asked: Recipe, parameter: int) -> Iterator[tuple[Explanation, tuple[PhaseText, ...]]]:
    """Yield the first, the second and the last step, explained, and their cards."""
    run = train(asked)
    for step in (0, 1, STEPS):
        explanation = explain(run.timeline, step)
        yield explanation, phase_texts(run.compiled, explanation, parameter=parameter)


def printed(text: PhaseText) -> list[str]:
    return ["".join(part.text for part in line) for line in text.lines]


def follows(explanation: Explanation, parameter: int, lines: list[str]) -> bool:
    """Say whether a card's working comes to its result, or says why nothing moves."""
    assert explanation.update is not None
    if re.search(r"[a-z]", lines[0]):
        return float(explanation.update[parameter]) == 0
    return agrees(lines[0], lines[1].removeprefix("= "))


@pytest.mark.parametrize("clipped", [False, True], ids=["free", "clipped"])
@pytest.mark.parametrize("key", OPTIMIZERS)
def test_every_printed_update_can_be_worked_out(key: str, clipped: bool) -> None:
    for inputs, bias in ((1, False), (1, True), (2, False), (2, True), (3, False), (3, True), (4, False)):
        for parameter in range(inputs + bias):
            for explanation, texts in cards(recipe(inputs, bias, key, clipped=clipped), parameter):
                assert follows(explanation, parameter, printed(texts[3])), (inputs, bias, parameter, printed(texts[3]))


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_the_printed_rate_is_the_one_that_is_in_force(key: str) -> None:
    for explanation, texts in cards(recipe(2, True, key), 0):
        shown = re.match(rf"{PRINTED.pattern} − ({PRINTED.pattern}) × ", printed(texts[3])[0])
        if shown is not None:
            assert explanation.learning_rate == pytest.approx(value_of(shown.group(1)), rel=5e-3)
        assert (shown is not None) == (OPTIMIZERS[key].rate_scales and explanation.learning_rate != 0)


def test_a_rate_of_a_schedule_has_no_more_digits_than_the_update_needs() -> None:
    _, (_, texts), _ = cards(recipe(2, True, "gd"), 0)
    working = printed(texts[3])[0]
    assert re.search(r" − 0\.0\d{3} × ", working), working


def test_a_rate_that_was_typed_stands_whole() -> None:
    asked = recipe(1, True, "gd", schedule=Spec("constant"))
    typed = replace(asked, runners=(replace(asked.runners[0], learning_rate=0.03125),))
    for explanation, texts in cards(typed, 0):
        assert " − 0.03125 × " in printed(texts[3])[0]
        assert follows(explanation, 0, printed(texts[3]))


@pytest.mark.parametrize("kind", SCHEDULES)
def test_a_rate_of_nothing_is_said(kind: str) -> None:
    for explanation, texts in cards(recipe(1, True, "gd", schedule=Spec(kind)), 0):
        assert ("η is 0" in printed(texts[3])[0]) == (explanation.learning_rate == 0)


def test_a_cosine_ends_with_a_rate_of_nothing() -> None:
    explanation, texts = list(cards(recipe(1, True, "gd"), 0))[-1]
    assert printed(texts[3])[0] == "η is 0 now: nothing moves"
    assert value_of(texts[3].result) == rounded(float(explanation.theta[0]))


def test_a_clipped_slope_is_the_same_number_on_both_cards() -> None:
    for explanation, texts in list(cards(recipe(3, True, "gd", clipped=True), 1))[:2]:
        assert explanation.clipped_gradient is not None
        words = printed(texts[2])[1]
        used = re.search(r"clipped to \S+: w₂ (\S+)$", words)
        multiplied = re.search(r" × \(?(−?[0-9.]+)\)?$", printed(texts[3])[0])
        assert used is not None
        assert multiplied is not None
        assert value_of(used.group(1)) == rounded(float(explanation.clipped_gradient[1]))
        assert rounded(value_of(multiplied.group(1))) == value_of(used.group(1))
        assert "clipped ∂L/∂w₂" in texts[3].formula


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_the_update_is_written_with_the_line_that_moves_the_parameter(key: str) -> None:
    _, texts = next(cards(recipe(1, False, key), 0))
    assert texts[3].formula.startswith("w ← w ")
    assert ";" not in texts[3].formula


def test_a_plane_without_a_bias_names_all_its_inputs() -> None:
    _, texts = next(cards(recipe(3, False, "gd"), 1))
    assert texts[0].formula == "ŷ = w₂·x₂ + the 2 other terms"
    _, texts = next(cards(recipe(2, False, "gd"), 1))
    assert texts[0].formula == "ŷ = w₁·x₁ + w₂·x₂"


def test_it_tells_both_parts_of_a_step_that_ends_in_a_proximal_one():
    run = proximal_run(steps=100)
    first = phase_texts(run.compiled, run.explain(0), parameter=2)[3]
    assert first.formula.endswith("then η·L1 to 0")
    assert "nearer to 0" in first.lines[0][0].text
    assert float(first.result.replace("−", "-")) == pytest.approx(run.theta[1, 0, 2], rel=1e-2)
    zero = phase_texts(run.compiled, run.explain(99), parameter=1)[3]  # w₂ ends at 0
    assert "so L1 puts it there" in zero.lines[0][0].text
    assert zero.result == "0"


def test_a_small_update_is_seen_to_move_the_parameter() -> None:
    slow = recipe(1, True, "gd", schedule=Spec("constant"))
    slow = replace(slow, runners=(replace(slow.runners[0], learning_rate=1e-4),))
    for explanation, texts in cards(slow, 0):
        digits = len(texts[3].result.lstrip("−0.").replace(".", ""))
        assert exact(float(explanation.theta[0]), digits) != texts[3].result
        assert follows(explanation, 0, printed(texts[3]))
