"""The numbers on the phase cards follow from each other by hand."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossstudio.core.spec import Spec
from lossstudio.picture.phases.printed import bracketed, decimal, exact, number, significant, worked
from lossstudio.picture.phases.texts import phase_texts
from lossstudio.run.explanation import explain
from lossstudio.run.kinds.supervised.task import Supervised
from lossstudio.run.kinds.terrain.task import OnTerrain
from lossstudio.run.recipe import GivenStart, Penalty, Recipe, Runner, Training
from lossstudio.run.training import train

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


def by_hand(text: str) -> float:
    """Work a printed line out as a person would."""
    plain = text.replace("−", "-").replace("×", "*").replace("²", "**2")
    plain = re.sub(r"\|([^|]*)\|", r"abs(\1)", plain).replace("-log ", "-math.log ")
    plain = re.sub(r"math\.log ([0-9.e-]+)", r"math.log(\1)", plain)
    return float(eval(plain, {"math": math}))


def said(recipe: Recipe, step: int, parameter: int = 0) -> list[list[str]]:
    run = train(recipe, steps=12)
    told = explain(run.timeline, step)
    texts = phase_texts(run.timeline.course, told, parameter=parameter)
    return [["".join(part.text for part in line) for line in text.lines] for text in texts]


def agrees(working: str, result: str) -> bool:
    printed = re.match(r"[−0-9.e]+", result)
    assert printed is not None
    text = printed.group()
    return any(significant(by_hand(working), digits) == text for digits in range(3, 8))


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
    pair = [number(text) for text in re.findall(r"−?[0-9][0-9.e−]*", slopes)]
    digits = length.removeprefix("length ")
    assert digits in {significant(math.hypot(*pair), count) for count in range(3, 8)}


def test_the_penalty_is_added_in_print() -> None:
    total = said(RECIPES["momentum"], 3)[1][1]
    found = re.fullmatch(r"batch of 20: (\S+) \+ penalty (\S+) = (\S+)", total)
    assert found is not None
    data, penalty, result = found.groups()
    assert agrees(f"{data} + {penalty}", result)


def test_a_terrain_has_a_place_and_a_height_instead_of_data() -> None:
    run = train(RECIPES["terrain"], steps=3)
    texts = phase_texts(run.timeline.course, explain(run.timeline, 1))
    assert [text.title for text in texts] == ["Place", "Loss", "Gradient", "Update"]


@given(st.floats(-1e300, 1e300), st.integers(3, 9))
def test_printed_numbers_keep_their_value_and_never_show_a_negative_zero(value: float, digits: int) -> None:
    text = significant(value, digits)
    assert number(text) == pytest.approx(value, rel=10.0 ** (1 - digits), abs=0)
    assert not re.fullmatch(r"−0(\.0*)?", text)


def test_negative_numbers_stand_in_brackets() -> None:
    assert bracketed(significant(-1.24)) == "(−1.24)"
    assert bracketed("1.24") == "1.24"


def test_a_cancelling_sum_prints_what_the_printed_numbers_make() -> None:
    texts, result = worked([1.0 + 1e-12, -1.0], 1e-12, sum)
    assert result == decimal(sum(number(text) for text in texts), 6)
    assert result == "0.000000"


def test_a_chosen_number_is_printed_as_it_was_chosen() -> None:
    assert exact(0.05) == "0.05"
    assert exact(1 / 3) == "0.333"


def test_what_is_too_large_to_be_written_down_is_infinite():
    texts, result = worked([2.14e157], float("inf"), lambda numbers: numbers[0] ** 2)
    assert (texts, result) == (["2.14e157"], "∞")


@pytest.mark.parametrize("parameter", [0, 2, 4])
@pytest.mark.parametrize("step", [0, 5, 12])
def test_a_long_sum_shows_the_followed_term_and_what_the_others_make(parameter: int, step: int) -> None:
    columns = ("bill_length_mm", "bill_depth_mm", "flipper_length_cm", "body_mass_kg")
    data = Spec.of("penguins", inputs=columns, target="sex")
    recipe = Recipe(task=Supervised(data=data), runners=(Runner(learning_rate=0.01),))
    working, result = said(recipe, step, parameter)[0]
    assert agrees(working, re.sub(r" .*", "", result.removeprefix("= ")))
    run = train(recipe, steps=12)
    formula = phase_texts(run.course, explain(run.timeline, step), parameter=parameter)[0].formula
    assert run.course.problem.parameter_names[parameter] in formula
    assert formula.endswith("the 4 other terms")
    assert said(recipe, step, parameter)[2][1].startswith("length, all 5: ")
