"""The phases of a game's step: whose move it is, what each player pays, the field and the moves."""

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.landscape.landscape import sample
from lossstudio.picture.colors import DARK
from lossstudio.picture.phases.text import PhaseText
from lossstudio.picture.phases.texts import phase_texts
from lossstudio.picture.scene.draped_arrows import GRADIENT, UPDATE, arrows_of
from lossstudio.picture.scene.path_projection import ProjectionBasis
from lossstudio.picture.scene.scene_builder import box_of
from lossstudio.run.analysis.explanation import Explanation
from lossstudio.run.analysis.planes import fit_plane
from lossstudio.run.kinds.game.problem import GameTask
from lossstudio.run.recipe.recipe import GivenStart, Recipe, Runner
from lossstudio.run.training.train import Run, train


def played(loss: str = "minimax", game: str = "dirac", **rules) -> Run:
    start = GivenStart(theta=(1.0, 0.3)) if game == "dirac" else None
    task = GameTask(game=Spec(game), loss=Spec(loss), **rules)
    return train(Recipe(task=task, runners=(Runner(learning_rate=0.2, start=start),)), steps=5)


def texts_of(run: Run, parameter: int = 0) -> tuple[PhaseText, ...]:
    return phase_texts(run.compiled, run.explain(2), parameter=parameter)


def drawn(run: Run, phase: int) -> tuple[list[str], list[np.ndarray], Explanation]:
    explanation, objective = run.explain(0), run.compiled.objective()
    plane = fit_plane(run.compiled, run.timeline)
    landscape = sample(objective, plane, 33, 33)
    ground = ProjectionBasis(objective, plane, box_of(landscape, objective.values(run.theta[0]), "linear"))
    arrows = arrows_of(explanation, phase, ground, 1.0, DARK, DARK.runner(0))
    return [words for _, words in arrows], [arrow.points for arrow, _ in arrows], explanation


@pytest.mark.parametrize(
    ("rules", "order"),
    [
        ({}, "both at once"),
        ({"updates": "alternating"}, "discriminator, then generator"),
        ({"updates": "alternating", "discriminator_steps": 5}, "discriminator, 5 times, then generator"),
        ({"discriminator_steps": 3}, "discriminator, 2 times, then both at once"),
    ],
)
def test_the_first_phase_says_whose_move_it_is(rules: dict, order: str) -> None:
    assert texts_of(played(**rules))[0].formula == order


def test_the_second_phase_says_what_each_player_pays() -> None:
    run = played("non_saturating")
    lines = ["".join(part.text for part in line) for line in texts_of(run)[1].lines]
    paid = run.explain(2).player_losses
    assert lines == [f"generator pays {paid[0]:.3g}", f"discriminator pays {paid[1]:.3g}"]


def test_the_loss_is_written_as_the_followed_player_pays_it() -> None:
    assert texts_of(played("hinge"), parameter=0)[1].formula.startswith("G:")
    assert texts_of(played("hinge"), parameter=1)[1].formula.startswith("D:")
    assert texts_of(played("minimax"), parameter=1)[1].formula.startswith("V =")


def test_the_third_phase_speaks_of_the_field_and_of_the_players_sense() -> None:
    generator, discriminator = (texts_of(played(), parameter)[2] for parameter in (0, 1))
    assert generator.title == discriminator.title == "Field"
    assert generator.formula == "∂Lᴳ/∂θ   generator: downhill"
    assert discriminator.formula == "∂Lᴰ/∂ψ   discriminator: uphill"


def test_the_fourth_phase_moves_a_parameter_against_its_own_players_slope() -> None:
    assert texts_of(played(), parameter=1)[3].formula == "ψ ← ψ − η·∂Lᴰ/∂ψ"


def test_the_texts_of_a_larger_game_name_every_parameter() -> None:
    text = texts_of(played(game="gaussian"), parameter=3)
    said = ["".join(part.text for part in line) for line in text[0].lines]
    assert said[0].startswith("G  μ ")
    assert " c " in said[1]


def test_each_player_has_an_arrow_of_what_he_wants() -> None:
    words, points, _ = drawn(played(), GRADIENT)
    assert words == ["generator: downhill", "discriminator: uphill"]
    heights = [way[-1, 2] - way[0, 2] for way in points]
    assert heights[0] < 0 < heights[1]


def test_the_moves_of_a_step_follow_each_other_from_here_to_the_next_step() -> None:
    words, points, _ = drawn(played(updates="alternating", discriminator_steps=2), UPDATE)
    assert words == ["discriminator, 2 times", "generator"]
    assert points[0][-1] == pytest.approx(points[1][0])


def test_a_simultaneous_step_is_one_move_of_both() -> None:
    words, _, _ = drawn(played(), UPDATE)
    assert words == ["both at once"]
