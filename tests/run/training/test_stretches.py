"""What runners minimise from which step on, and how that is called."""

import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.losses import LOSSES
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import Change, Penalty, Recipe, Runner, Training
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.stretches import Minimised

NONE = Penalty()


def minimised(loss: Spec, penalty: Penalty = NONE) -> Minimised:
    return Minimised.of(LOSSES, loss, penalty)


def test_stretches_begin_where_something_else_is_minimised_and_nowhere_else():
    changes = (
        Change(step=2, said=(("learning_rate", 0.1),)),
        Change(step=3, runner="b", said=(("loss", Spec("mae")),)),
        Change(step=5, said=(("loss", Spec("mae")),)),
        Change(step=7, said=(("penalty", Penalty(l2=1.0)),)),
        Change(step=8, said=(("penalty", Penalty(l2=1.0)), ("batch_size", 4))),
    )
    runners = (Runner(name="a"), Runner(name="b"))
    recipe = Recipe(
        task=Supervised(data=Spec("penguins")), runners=runners, training=Training(steps=9, changes=changes)
    )
    compiled = CompiledRecipe.of(recipe)
    assert [[each.since for each in own] for own in compiled.stretches] == [[0, 5, 7], [0, 3, 7]]
    assert compiled.minimised(0, 4) != compiled.minimised(1, 4)
    assert compiled.minimised(0, 6) == compiled.minimised(1, 3)


def test_where_there_is_no_loss_there_is_one_stretch_without_words():
    compiled = CompiledRecipe.of(Recipe(task=OnTerrain(terrain=Spec("bowl"))))
    ((own,),) = compiled.stretches
    assert own.since == 0
    assert own.minimised.words(own.minimised) == ""


@pytest.mark.parametrize(
    ("now", "beside", "words"),
    [
        (minimised(Spec("huber")), minimised(Spec("mse")), "Huber"),
        (minimised(Spec.of("huber", delta=2.0)), minimised(Spec("huber")), "Huber, delta 2"),
        (minimised(Spec.of("huber", delta=1.0)), minimised(Spec("huber")), ""),
        (minimised(Spec("mse"), Penalty(l1=0.1, l2=0.25)), minimised(Spec("mse")), "L1 0.1, L2 0.25"),
        (minimised(Spec("mse"), Penalty(l2=1.0, biases=True)), minimised(Spec("mse")), "L2 1 on biases too"),
        (minimised(Spec("mse")), minimised(Spec("mae"), Penalty(l2=1.0)), "Mean squared error, no penalty"),
        (minimised(Spec("mse"), Penalty(biases=True)), minimised(Spec("mse")), ""),
    ],
)
def test_words_say_what_sets_it_apart(now, beside, words):
    assert now.words(beside) == words
    assert now.same_loss(beside) == (not words or words.startswith("L"))


@pytest.mark.parametrize("entry", LOSSES.values(), ids=LOSSES)
def test_every_loss_has_a_short_name(entry):
    other = minimised(Spec("mae" if entry.key == "mse" else "mse"))
    words = minimised(Spec(entry.key)).words(other)
    assert words == entry.label


@pytest.mark.parametrize(
    ("value", "words"),
    [(True, "X, part on"), (False, "X, part off"), (None, "X, part none"), ("short", "X, part short"), (3, "X, part 3")]
    + [(long, "X, part") for long in ("r" * 100, (1.0, 2.0))],
)
def test_an_options_value_is_a_word_or_nothing(value, words):
    now, before = (Minimised("X", (("p", "part", each),), NONE) for each in (value, 7.5))
    assert now.words(before) == words


def test_how_steps_mind_a_penalty_changes_nothing_that_is_minimised():
    loss = Spec("mse")
    assert minimised(loss, Penalty(l1=0.5, proximal=True)) == minimised(loss, Penalty(l1=0.5))
