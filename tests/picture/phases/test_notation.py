"""What is written on the cards can be read in one way only, and says what was computed."""

import re

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.losses import LOSSES
from lossstudio.core.numbers import value_of
from lossstudio.core.objective.pairs import PAIR_LOSSES
from lossstudio.core.terrains import TERRAINS
from lossstudio.picture.phases.loss import mean_of
from lossstudio.picture.phases.text import PhaseText
from lossstudio.picture.phases.texts import phase_texts
from lossstudio.project.examples import EXAMPLES
from lossstudio.run.analysis.explanation import Explanation, explain
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import (
    GivenStart,
    Recipe,
    Runner,
    Training,
)
from lossstudio.run.training.train import train

PENGUINS = Spec.of("penguins", inputs=("flipper_length_cm", "bill_depth_mm"), target="body_mass_kg")


def cards(recipe: Recipe, parameter: int = 0) -> tuple[Explanation, tuple[PhaseText, ...], Recipe]:
    run = train(recipe, steps=2)
    explanation = explain(run.timeline, 1)
    return explanation, phase_texts(run.compiled, explanation, parameter=parameter), run.compiled


def words(text: PhaseText) -> str:
    return text.spoken()


def evaluated(formula: str, output: np.ndarray, target: np.ndarray, inputs: np.ndarray) -> float:
    """Work out "∂L/∂w₁ = mean [2 (ŷ − y) x₁]"."""
    inner = re.fullmatch(r"∂L/∂\S+ = mean \[(.*)\]", formula)
    assert inner is not None, formula
    plain = inner.group(1).replace("−", "-").replace("ŷ", "out").replace("σ(s)", "sigma(out)").replace(") x", ") * x")
    plain = plain.replace("2 (", "2 * (").translate(str.maketrans("₁₂₃", "123"))
    columns = {f"x{at}": column for at, column in enumerate(inputs.T, start=1)}
    known = {"out": output, "y": target, "sign": np.sign, "sigma": lambda s: 1 / (1 + np.exp(-s)), **columns}
    return float(np.mean(eval(plain, {"__builtins__": {}}, known)))


@pytest.mark.parametrize("parameter", [0, 1, 2])
@pytest.mark.parametrize(
    ("data", "loss"), [(PENGUINS, "mse"), (PENGUINS, "mae"), (Spec("moons"), "bce")], ids=["mse", "mae", "bce"]
)
def test_the_written_gradient_is_the_one_that_was_computed(data: Spec, loss: str, parameter: int) -> None:
    recipe = Recipe(task=Supervised(data=data, model=Spec("linear"), loss=Spec(loss)), training=Training(batch_size=9))
    explanation, texts, compiled = cards(recipe, parameter)
    prepared = compiled.problem.prepared
    output, target = explanation.predictions[explanation.rows, 0], prepared.train_targets[explanation.rows, 0]
    found = evaluated(texts[2].formula, output, target, prepared.train_inputs[explanation.rows])
    assert found == pytest.approx(explanation.gradient[parameter], rel=1e-9)


def test_options_of_a_loss_are_in_its_formula_or_the_gradient_is_not_written_out() -> None:
    weighted = Supervised(data=Spec("moons"), model=Spec("linear"), loss=Spec.of("bce", positive_weight=3.0))
    _, texts, _ = cards(Recipe(task=weighted))
    assert "=" not in texts[2].formula
    assert "c y" in texts[1].formula


@pytest.mark.parametrize("loss", ["hinge", "squared_hinge", "exponential"])
def test_a_margin_has_scores_and_no_probabilities(loss: str) -> None:
    _, texts, _ = cards(Recipe(task=Supervised(data=Spec("moons"), model=Spec("linear"), loss=Spec(loss))))
    assert "σ" not in " ".join(map(words, texts))
    _, texts, _ = cards(Recipe(task=Supervised(data=Spec("moons"), model=Spec("linear"), loss=Spec("bce"))))
    assert "σ(s)" in words(texts[0])


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)
def test_a_losss_formula_has_no_letter_of_the_models(loss) -> None:
    letters = set(re.findall(r"[A-Za-zŷσ]+", re.sub(r"pₜ|p\(truth\)|pos\. weight", "", loss.formula)))
    assert not letters & {"w", "b", "p", "x"}


@pytest.mark.parametrize("loss", [*LOSSES.values(), *PAIR_LOSSES.values()], ids=[*LOSSES, *PAIR_LOSSES])
def test_a_mean_of_several_terms_stands_in_brackets(loss) -> None:
    written = mean_of(loss.formula).partition(",  ")[0]
    assert written.startswith("mean ")
    term, depth = re.sub(r"\|[^|]*\|", "|r|", written.removeprefix("mean ")), 0
    for at, letter in enumerate(term):
        depth += (letter in "([") - (letter in ")]")
        assert depth or term[at : at + 3] not in {" + ", " − ", " · "}


@pytest.mark.parametrize("key", EXAMPLES)
def test_every_example_has_its_cards(key: str) -> None:
    recipe = EXAMPLES[key].load().recipe
    run = train(recipe, steps=2)
    for runner in range(len(recipe.runners)):
        texts = phase_texts(run.compiled, explain(run.timeline, 1, runner))
        assert all(text.formula and text.result for text in texts)


@pytest.mark.parametrize("terrain", TERRAINS.values(), ids=TERRAINS)
def test_every_symbol_of_a_terrain_has_its_value_on_the_card(terrain) -> None:
    if terrain.key == "formula":
        return
    _, texts, _ = cards(Recipe(task=OnTerrain(terrain=Spec(terrain.key))))
    written, _, said = texts[1].formula.partition(",  ")
    values = dict(re.findall(r"(\w+) = ([−0-9.]+)", said))
    symbols = set(re.findall(r"\b[abκ]\b", written))
    assert set(values) == symbols


def test_the_written_terrain_with_its_values_is_the_printed_height() -> None:
    task = OnTerrain(terrain=Spec.of("ravine", condition=20.0))
    explanation, texts, _ = cards(Recipe(task=task, runners=(Runner(start=GivenStart(theta=(-1.0, 0.5))),)))
    assert texts[1].formula == "L = ½ (x² + κ y²),  κ = 20"
    assert words(texts[1]).partition("; ")[2] == "the height here; = 1.51"
    x, y = explanation.theta
    assert value_of(texts[1].result) == pytest.approx(0.5 * (x**2 + 20 * y**2), rel=1e-2)
