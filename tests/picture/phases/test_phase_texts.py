"""The numbers on the phase cards follow from each other by hand."""

import math
import re

import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.numbers import exact, value_of
from lossstudio.picture.phases.text import bracketed, worked
from lossstudio.picture.phases.texts import phase_texts
from lossstudio.run.analysis.explanation import explain
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import (
    GivenStart,
    Penalty,
    Recipe,
    Runner,
    Training,
)
from lossstudio.run.training.train import train
from tests.picture.phases.by_hand import agrees

PENGUINS = Spec.of("penguins", inputs=("flipper_length_cm",), target="body_mass_kg", origin=(19.0,))
RECIPES = {
    "line": Recipe(task=Supervised(data=PENGUINS), runners=(Runner(start=GivenStart(theta=(-0.73, 4.22))),)),
    "momentum": Recipe(
        task=Supervised(data=PENGUINS, loss=Spec("mae"), penalty=Penalty(l2=0.1)),
        training=Training(steps=30, batch_size=20),
        runners=(Runner(optimizer=Spec("momentum")),),
    ),
    "logistic": Recipe(task=Supervised(data=Spec("moons")), runners=(Runner(optimizer=Spec("adam")),)),
    "network": Recipe(task=Supervised(data=Spec("xor"), model=Spec("mlp"))),
    "terrain": Recipe(task=OnTerrain(terrain=Spec("rosenbrock"))),
}


def said(recipe: Recipe, step: int, parameter: int = 0) -> list[list[str]]:
    run = train(recipe, steps=12)
    explanation = explain(run.timeline, step)
    texts = phase_texts(run.timeline.compiled, explanation, parameter=parameter)
    return [["".join(part.text for part in line) for line in text.lines] for text in texts]


@pytest.mark.parametrize("name", ["line", "momentum", "logistic"])
@pytest.mark.parametrize("step", [0, 3, 7, 12])
def test_the_printed_prediction_follows_from_the_printed_numbers(name: str, step: int) -> None:
    working, result = said(RECIPES[name], step)[0]
    assert agrees(working, result.removeprefix("= "))


@pytest.mark.parametrize("name", ["line", "momentum", "logistic", "network"])
def test_the_printed_loss_of_one_sample_follows_from_its_residual(name: str) -> None:
    working, result = said(RECIPES[name], 3)[1][0].removeprefix("this one: ").split(" = ")
    assert agrees(working, result)


@pytest.mark.parametrize("name", RECIPES)
@pytest.mark.parametrize("parameter", [0, 1])
def test_the_printed_update_follows_from_the_printed_numbers(name: str, parameter: int) -> None:
    working, result = said(RECIPES[name], 5, parameter)[3]
    assert agrees(working, result.removeprefix("= "))


def test_the_printed_length_follows_from_the_two_printed_slopes() -> None:
    slopes, length = said(RECIPES["line"], 4)[2]
    pair = [value_of(text) for text in re.findall(r"−?[0-9][0-9.e−]*", slopes)]
    digits = length.removeprefix("length ")
    assert digits in {exact(math.hypot(*pair), count) for count in range(3, 8)}


def test_the_penalty_is_added_in_print() -> None:
    total = said(RECIPES["momentum"], 3)[1][1]
    found = re.fullmatch(r"batch of 20: (\S+) \+ penalty (\S+) = (\S+)", total)
    assert found is not None
    data, penalty, result = found.groups()
    assert agrees(f"{data} + {penalty}", result)


@pytest.mark.parametrize(("name", "called"), [("line", "L"), ("momentum", "batch loss")])
def test_a_loss_of_some_rows_is_called_that_of_the_batch(name: str, called: str) -> None:
    run = train(RECIPES[name], steps=3)
    assert phase_texts(run.compiled, explain(run.timeline, 2))[1].formula.startswith(f"{called} = mean ")


def test_a_terrain_has_a_place_and_a_height_instead_of_data() -> None:
    run = train(RECIPES["terrain"], steps=3)
    texts = phase_texts(run.timeline.compiled, explain(run.timeline, 1))
    assert [text.title for text in texts] == ["Place", "Loss", "Gradient", "Update"]


@pytest.mark.parametrize(
    ("data", "unit", "scale"),
    [
        (Spec.of("penguins", inputs=("flipper_length_mm",), target="body_mass_g", standardize=True), "g", None),
        (Spec.of("engel"), "francs", 1000.0),
        (Spec("houses"), "hundred thousand", 1.0),
        (PENGUINS, "kg", 1.0),
    ],
    ids=["standardised", "counted", "worded", "plain"],
)
def test_a_prediction_is_told_in_the_unit_that_was_measured(data: Spec, unit: str, scale: float | None) -> None:
    run = train(
        Recipe(task=Supervised(data=data, model=Spec("linear")), runners=(Runner(learning_rate=0.01),)), steps=3
    )
    explanation, prepared = explain(run.timeline, 2), run.compiled.problem.prepared
    assert explanation.predictions is not None
    assert prepared is not None
    output = float(explanation.predictions[explanation.costliest_row or 0, 0])
    line = "".join(part.text for part in phase_texts(run.compiled, explanation)[0].lines[-1])
    number = line.removesuffix(unit).strip().rpartition(" ")[2]
    assert line.endswith(f" {unit}")
    measured = prepared.target_offset[0] + prepared.target_scale[0] * output
    assert value_of(number) == pytest.approx(measured * (scale or 1.0), rel=6e-3)


def test_negative_numbers_stand_in_brackets() -> None:
    assert bracketed(exact(-1.24, 3)) == "(−1.24)"
    assert bracketed("1.24") == "1.24"
    assert bracketed(exact(1.64e-8, 3)) == "(1.64 × 10⁻⁸)"


def test_a_cancelling_sum_prints_what_the_printed_numbers_make() -> None:
    assert worked([1.0 + 1e-12, -1.0], 1e-12, sum) == (["1.000000", "−1.000000"], "0")
    assert worked([1.000001, -1.0], 1.2e-6, sum) == (["1.000001", "−1.000000"], "10⁻⁶")


def test_a_square_of_a_whole_number_is_whole() -> None:
    assert worked([-199.0], 39601.0, lambda numbers: numbers[0] ** 2) == (["−199"], "39601")


def test_what_is_too_large_to_be_written_down_is_infinite():
    texts, result = worked([2.14e157], float("inf"), lambda numbers: numbers[0] ** 2)
    assert (texts, result) == (["2.14 × 10¹⁵⁷"], "infinity")


@pytest.mark.parametrize("parameter", [0, 2, 4])
@pytest.mark.parametrize("step", [0, 5, 12])
def test_a_long_sum_shows_the_followed_term_and_what_the_others_make(parameter: int, step: int) -> None:
    columns = ("bill_length_mm", "bill_depth_mm", "flipper_length_cm", "body_mass_kg")
    data = Spec.of("penguins", inputs=columns, target="sex")
    recipe = Recipe(task=Supervised(data=data), runners=(Runner(learning_rate=0.01),))
    working, result = said(recipe, step, parameter)[0]
    assert agrees(working, re.sub(r" .*", "", result.removeprefix("= ")))
    run = train(recipe, steps=12)
    formula = phase_texts(run.compiled, explain(run.timeline, step), parameter=parameter)[0].formula
    assert run.compiled.problem.parameter_names[parameter] in formula
    assert formula.endswith("the 4 other terms")
    assert said(recipe, step, parameter)[2][1].startswith("length, all 5: ")
