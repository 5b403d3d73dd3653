"""Losses stay where they fit what the data ask for, and what stands in their way is forgotten."""

from lossstudio.core.catalogue import Spec
from lossstudio.studio.commands.data import set_data
from lossstudio.studio.commands.objective import set_loss
from lossstudio.studio.commands.runners import set_start


def test_other_data_forget_a_loss_for_another_kind_of_answer(theatre):
    studio = theatre.studio
    studio.apply(set_loss(Spec("huber")))
    studio.apply(set_data(Spec("sine")))
    assert studio.snapshot.settings.loss == Spec("huber")
    studio.apply(set_data(Spec("moons")))
    assert studio.snapshot.settings.loss == Spec("bce")
    studio.undo()
    assert studio.snapshot.settings.loss == Spec("huber")


def test_a_chosen_loss_runs_even_where_it_does_not_fit(theatre):
    theatre.studio.apply(set_data(Spec("moons")))
    theatre.studio.apply(set_loss(Spec("mse")))
    assert theatre.studio.snapshot.settings.loss == Spec("mse")
    assert theatre.notices == []


def test_a_loss_that_wants_more_outputs_forgets_a_start_that_is_written_down(theatre):
    studio = theatre.studio
    studio.apply(set_data(Spec("moons")))
    studio.apply(set_start((0.0, 0.0, 0.0)))
    studio.apply(set_loss(Spec("cce")))
    assert studio.snapshot.settings.loss == Spec("cce")
    assert studio.run.compiled.size == 6
