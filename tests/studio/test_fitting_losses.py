"""Losses stay where they fit what the data ask for, and what stands in their way is forgotten."""

from lossstudio.core.spec import Spec


def test_other_data_forget_a_loss_for_another_kind_of_answer(theatre):
    studio = theatre.studio
    studio.set_loss(Spec("huber"))
    studio.set_data(Spec("sine"))
    assert studio.settings.loss == Spec("huber")
    studio.set_data(Spec("moons"))
    assert studio.settings.loss == Spec("bce")
    studio.undo()
    assert studio.settings.loss == Spec("huber")


def test_a_chosen_loss_runs_even_where_it_does_not_fit(theatre):
    theatre.studio.set_data(Spec("moons"))
    theatre.studio.set_loss(Spec("mse"))
    assert theatre.studio.settings.loss == Spec("mse")
    assert theatre.notices == []


def test_a_loss_that_wants_more_outputs_forgets_a_start_that_is_written_down(theatre):
    studio = theatre.studio
    studio.set_data(Spec("moons"))
    studio.set_start((0.0, 0.0, 0.0))
    studio.set_loss(Spec("cce"))
    assert studio.settings.loss == Spec("cce")
    assert studio.course.size == 6
