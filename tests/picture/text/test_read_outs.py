"""What is told of a step in numbers."""

from dataclasses import replace

import numpy as np

from lossstudio.core.catalogue import Spec
from lossstudio.core.telling_digits import telling_digits
from lossstudio.picture.phases.texts import phase_texts
from lossstudio.picture.text.read_outs import (
    STOPPED,
    UNKNOWN,
    batch_loss_read_out,
    exact_text,
    loss_read_out,
    number_text,
    rate_read_out,
)
from lossstudio.project.examples import EXAMPLES
from lossstudio.run.analysis.step_view import StepView, step_views
from lossstudio.run.kinds.game.problem import GameTask
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.recipe import Recipe, Training
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.extending import extend
from lossstudio.run.training.timeline import Timeline


def first_step(task: GameTask | Supervised, batch_size: int | None = None) -> StepView:
    compiled = CompiledRecipe.of(Recipe(task=task, training=Training(steps=1, batch_size=batch_size)))
    return StepView(extend(Timeline(compiled), 1), 0)


def test_a_number_is_told_with_three_digits_or_with_the_word_for_it():
    assert (number_text(0.123456), exact_text(0.05)) == ("0.123", "0.05")
    assert {number_text(number) for number in (np.inf, -np.inf, np.nan)} == {exact_text(np.nan), STOPPED}
    assert number_text(None) == exact_text(None) == UNKNOWN


def test_the_loss_of_all_rows_and_that_of_a_batch_have_names_of_their_own():
    view = first_step(Supervised(data=Spec("penguins")), batch_size=4)
    loss, batch_loss = loss_read_out(view), batch_loss_read_out(view)
    assert (loss.label, loss.value) == ("loss", number_text(float(view.losses[0])))
    assert (batch_loss.label, batch_loss.value) == ("batch loss", number_text(float(view.timeline.batch_loss[0, 0])))
    assert loss.value != batch_loss.value


def test_a_run_that_creeps_is_told_in_more_digits_the_same_wherever_it_is_told():
    compiled = CompiledRecipe.of(EXAMPLES["plateau"].load().recipe)
    timeline = Timeline(compiled)
    digits = [extend(timeline, steps).loss_digits for steps in (4, 8, 40, 100)]
    assert digits == sorted(digits)
    assert digits[0] == 3
    assert digits[-1] == 5
    told = [loss_read_out(view).value for view in step_views(timeline, range(60, 90))]
    assert len(set(told)) > 10, "in three digits they are all the same"
    view = StepView(timeline, 70)
    card = phase_texts(compiled, view.explanation, digits=view.digits)[1]
    assert card.result == loss_read_out(view).value


def test_a_run_whose_loss_changes_is_told_as_each_of_its_losses_is():
    recipe = EXAMPLES["switch-loss"].load().recipe
    changes = tuple(replace(each, step=30) for each in recipe.training.changes)
    runners = tuple(replace(each, learning_rate=0.2) for each in recipe.runners)
    recipe = replace(recipe, runners=runners, training=replace(recipe.training, changes=changes))
    timeline = extend(Timeline(CompiledRecipe.of(recipe)), 64)
    told = timeline.batch_loss[:, 0]
    assert telling_digits([told]) == 5, "it falls far from one to the other"
    assert timeline.loss_digits == telling_digits([told[:30], told[30:]]) == 3


def test_a_game_has_a_value():
    assert loss_read_out(first_step(GameTask(game=Spec("dirac")))).label == "value"


def test_a_rate_that_nobody_knows_yet_is_not_made_up():
    view = first_step(Supervised(data=Spec("penguins")))
    last = StepView(view.timeline, 1)
    assert rate_read_out(last).value == UNKNOWN
    assert rate_read_out(last.evaluate("explanation")).value == rate_read_out(view).value
