"""Runners of a race: what they are called, and which colour they have, when one comes, goes or changes."""

from dataclasses import replace

import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.picture.colors import DARK, LIGHT, with_runner_colors
from lossstudio.studio.commands.playback import set_acts_from, show_step
from lossstudio.studio.commands.runners import add_runner, remove_runner, rename_runner, select_runner
from lossstudio.studio.commands.training import set_optimizer


def names(studio):
    return list(studio.run.compiled.names)


def colors(studio):
    runners = studio.document.scene.recipe.runners
    theme = with_runner_colors(DARK, tuple(runner.color for runner in runners))
    return [theme.runner(number) for number in range(len(runners))]


@pytest.fixture
def race(theatre):
    """Three runners of one kind."""
    theatre.studio.apply(add_runner)
    theatre.studio.apply(add_runner)
    return theatre.studio


def test_runners_of_a_race_are_called_after_their_optimizers(race):
    assert names(race) == ["gd", "gd 2", "gd 3"]
    race.apply(set_optimizer(Spec("adam")))
    assert names(race) == ["gd", "gd 2", "adam"]
    race.apply(select_runner(0))
    race.apply(set_optimizer(Spec("adam")))
    assert names(race) == ["adam 2", "gd 2", "adam"]


def test_a_name_that_a_person_gave_stays(race):
    race.apply(rename_runner(2, "mine"))
    race.apply(set_optimizer(Spec("adam")))
    assert names(race) == ["gd", "gd 2", "mine"]


def test_from_here_a_runner_keeps_the_name_that_it_started_with(race):
    race.apply(show_step(4))
    race.apply(set_acts_from("here"))
    race.apply(set_optimizer(Spec("adam")))
    assert names(race) == ["gd", "gd 2", "gd 3"]


def test_the_others_keep_their_colours_when_one_goes_and_a_new_one_takes_the_free_one(race):
    first, second, third = colors(race)
    race.apply(remove_runner(0))
    assert colors(race) == [second, third]
    race.apply(add_runner)
    assert colors(race) == [second, third, first]
    race.apply(remove_runner(2))
    race.undo()
    assert colors(race) == [second, third, first]


def test_six_runners_have_six_colours_whatever_went_before(race):
    race.apply(remove_runner(1))
    for _ in range(4):
        race.apply(add_runner)
    assert sorted(colors(race)) == sorted(DARK.runners)


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_without_a_wish_a_runner_has_the_colour_of_its_place(theme):
    assert with_runner_colors(theme, (None, None, 2)) is theme
    swapped = with_runner_colors(theme, (1, 0))
    assert swapped == replace(theme, runners=(theme.runners[1], theme.runners[0], *theme.runners[2:]))
