"""Two players who don't come to rest."""

from dataclasses import replace

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.run.coach import advise
from lossstudio.run.coach.players import circling
from lossstudio.run.kinds.game.problem import GameTask
from lossstudio.run.recipe.recipe import Recipe, Runner, Training
from tests.run.coach.runs import after, seen, view


def dirac(**said):
    return seen(
        Recipe(
            task=GameTask(game=Spec("dirac"), **said),
            training=Training(steps=200),
            runners=(Runner(learning_rate=0.1),),
        )
    )


def test_players_who_move_at_once_spiral_outwards_and_a_penalty_lets_them_meet():
    run = dirac()
    advice = advise(run)
    assert (advice.key, advice.title) == ("circling", "The players spiral outwards")
    better = after(run, advice.action)
    assert np.abs(better.timeline.theta[-1, 0]).max() < 0.01
    assert circling(better) is None


def test_players_who_move_in_turn_circle():
    assert circling(dirac(updates="alternating")).title == "The players circle"


def test_before_a_whole_turn_nobody_is_said_to_spiral():
    run = dirac(updates="alternating")
    titles = {said.title for step in range(200) if (said := circling(replace(run, step=step))) is not None}
    assert titles == {"The players circle"}


def test_without_a_link_the_field_only_grows_and_they_spiral_outwards():
    assert circling(dirac(loss=Spec("wasserstein"))).title == "The players spiral outwards"


@pytest.mark.parametrize("updates", ["simultaneous", "alternating"])
def test_what_is_said_of_descents_is_not_said_of_players(updates):
    for run in (dirac(updates=updates), dirac(updates=updates, gradient_penalty=1.0)):
        assert advise(run).key in ("circling", "finished")


def test_one_who_descends_alone_does_not_circle():
    assert circling(view()) is None
