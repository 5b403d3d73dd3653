"""What a window once said twice in two ways: after jumps, pauses, fast play, another document, and a refusal."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from time import perf_counter, sleep
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from lossstudio.core.catalogue import Spec
from lossstudio.picture.phases.texts import phase_texts
from lossstudio.picture.text.read_outs import number_text
from lossstudio.project.examples import EXAMPLES
from lossstudio.run.analysis.curves import losses_at
from lossstudio.run.analysis.explanation import explain
from lossstudio.run.training.train import train
from lossstudio.studio.background.requests import LandscapeRequest, PlaneRequest, Question
from lossstudio.studio.background.tasks import TASKS
from lossstudio.studio.background.worker import WorkerHandle
from lossstudio.studio.changes import Notice
from lossstudio.studio.commands.data import refuse
from lossstudio.studio.commands.objective import set_loss
from lossstudio.studio.commands.playback import go_to_end, pause, play, restart, set_acts_from, set_speed, show_step
from lossstudio.studio.commands.training import set_learning_rate
from lossstudio.studio.commands.view import refit_plane, select_sample, set_title
from lossstudio.studio.playback.speed import speed_called
from lossstudio.studio.studio import Studio
from lossstudio.ui.canvas.surface_words import BEFORE
from lossstudio.ui.shell.window import Window
from tests.ui.conftest import OpenWindow

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.unpainted]

Answered = Callable[[Window], None]


@pytest.fixture
def answered(qtbot: QtBot) -> Answered:
    """Wait until the worker has answered everything, and it can be read."""

    def wait(window: Window) -> None:
        studio = window.studio
        qtbot.waitUntil(lambda: not (studio.busy or studio.asked), timeout=20_000)
        qtbot.wait(200)

    return wait


def ring_of_loss(window: Window) -> float:
    """Return the loss at which the ring stands in the Loss card."""
    marked = window.cards["loss"].chart.shown.marked
    assert marked is not None
    return float(marked[1])


def ring_of_fit(window: Window) -> int:
    return int(window.cards["fit"].chart.shown.marked.row)


@pytest.mark.parametrize("jump", [go_to_end, restart, show_step(17)])
def test_after_a_jump_every_ring_is_around_the_followed_row(reopen: OpenWindow, answered: Answered, jump) -> None:
    window = reopen("mini-batches")
    studio = window.studio
    row = 4
    studio.apply(select_sample(row))
    studio.apply(show_step(5))
    answered(window)
    studio.apply(jump)
    answered(window)
    told = explain(studio.run.timeline, studio.playback.step)
    assert studio.selection.chosen_sample == row != told.costliest_row, "the test needs another costliest row"
    assert ring_of_fit(window) == row
    assert ring_of_loss(window) == pytest.approx(told.sample_losses[row])
    predicted = phase_texts(studio.run.compiled, told, sample=row, parameter=studio.analysis.parameter)[0]
    assert window.phases.cards[0].told == predicted


def test_a_row_outside_the_batch_is_not_called_this_one_of_it(reopen: OpenWindow, answered: Answered) -> None:
    window = reopen("mini-batches")
    studio = window.studio
    answered(window)
    rows = explain(studio.run.timeline, 0).rows
    outside = next(row for row in range(studio.run.compiled.problem.rows) if row not in rows)
    for row, words in ((outside, "not in the batch: "), (int(rows[0]), "this one: ")):
        studio.apply(select_sample(row))
        answered(window)
        assert window.phases.cards[1].told.lines[0][0].text == words


def test_after_a_pause_inside_a_step_the_ball_is_where_the_numbers_are(
    reopen: OpenWindow, answered: Answered, qtbot: QtBot
) -> None:
    window = reopen("penguins")
    studio = window.studio
    studio.apply(set_speed(speed_called("5")))
    studio.apply(play)
    qtbot.waitUntil(lambda: studio.playback.step > 1 and 0.2 < studio.playback.fraction < 0.9)
    window.actions_of["play"].trigger()
    answered(window)
    step, timeline = studio.playback.step, studio.run.timeline
    assert not studio.playback.fraction
    moment = window.canvas.scene_controller.moment()
    assert np.array_equal(moment.here, timeline.theta[step])
    assert np.array_equal(window.cards["parameters"].table.shown.values, timeline.theta[step, 0])
    told = {each.name: each.text for each in window.player.readouts.readings}
    assert told["step"].startswith(f"{step} /")
    assert told["loss"] == number_text(float(losses_at(timeline, np.array([step]))[0, 0]))
    assert window.cards["curve"].chart.step == step


def test_in_fast_play_everybody_is_of_one_step_or_says_of_which(reopen: OpenWindow, qtbot: QtBot) -> None:
    window = reopen("mini-batches")
    studio, seen = window.studio, set()
    studio.apply(set_speed(speed_called("60")))
    studio.apply(play)
    until = perf_counter() + 1.0
    while perf_counter() < until and studio.playback.playing:
        qtbot.wait(3)
        timeline, now = studio.run.timeline, studio.playback.step
        table, words = window.cards["parameters"].table, window.cards["parameters"].of_step.words
        step = int(words.removeprefix("of step ")) if words else now
        assert np.array_equal(table.shown.values, timeline.theta[step, 0])
        if table.shown.gradient is not None:
            assert np.array_equal(table.shown.gradient, explain(timeline, step).gradient)
        told = {each.name: each.text for each in window.player.readouts.readings}
        of = int(told["step"].partition(" / ")[0])
        if told["loss"] != "...":
            assert told["loss"] == number_text(float(losses_at(timeline, np.array([of]))[0, 0]))
        seen |= {step != now, of != now}
        if window.phases.of_step.words and window.phases.cards[0].note:
            assert window.phases.cards[0].note == window.phases.of_step.words
    assert seen == {True, False}, "they do lag now and then"


def test_from_here_is_remembered_through_play_and_pause(window: Window) -> None:
    studio, applies = window.studio, window.cards["descent"].applies
    studio.apply(show_step(3))
    studio.apply(set_acts_from("here"))
    studio.apply(play)
    studio.apply(pause)
    assert (studio.playback.acts_from, applies.choice) == ("here", "here")


class Slow:
    """A worker that can be told to leave surfaces and planes unanswered."""

    def __init__(self) -> None:
        self.stalled = False

    def tasks(self) -> dict[type, Any]:
        return {**TASKS, **{kind: self._slowed(TASKS[kind]) for kind in (LandscapeRequest, PlaneRequest)}}

    def _slowed(self, task: Any) -> Any:
        def slowed(request: Any) -> Iterator[Any]:
            while self.stalled:
                sleep(0.001)
                yield None
            yield from task(request)

        return slowed


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    made = Slow()
    monkeypatch.setattr("lossstudio.studio.studio.WorkerHandle", lambda: WorkerHandle(made.tasks()))
    return made


def test_another_document_is_never_shown_with_the_surface_of_the_one_before(
    slow: Slow, open_window: OpenWindow, answered: Answered, qtbot: QtBot
) -> None:
    window = open_window("penguins")
    answered(window)
    assert window.canvas.picture(1.0) is not None
    slow.stalled = True
    window.studio.open_example("moons")
    assert window.header.title.text() == EXAMPLES["moons"].title
    qtbot.wait(50)
    assert window.canvas.scene_controller.frame is None
    assert window.canvas.picture(1.0) is None
    assert window.canvas.tools.badge.text.startswith("looking for the plane")
    slow.stalled = False
    qtbot.waitUntil(lambda: window.canvas.picture(1.0) is not None, timeout=20_000)


def test_until_another_loss_has_its_surface_the_old_one_says_what_it_is(
    slow: Slow, open_window: OpenWindow, answered: Answered, qtbot: QtBot
) -> None:
    window = open_window("penguins")
    studio, controller = window.studio, window.canvas.scene_controller
    answered(window)
    squared = studio.run.compiled.objective()
    slow.stalled = True
    studio.apply(set_loss(Spec("mae")))
    assert window.canvas.words.late.words == BEFORE
    moment = controller.moment()
    assert moment.objective is squared, "balls and paths lie upon the surface that is on show"
    qtbot.waitUntil(lambda: window.canvas.tools.badge.text == BEFORE)
    slow.stalled = False
    answered(window)
    assert window.canvas.words.late.words == ""
    assert window.canvas.tools.badge.text != BEFORE
    assert controller.moment().objective is studio.run.compiled.objective()


def test_a_banner_goes_when_its_reason_has_gone(window: Window) -> None:
    studio, banner = window.studio, window.banner
    studio.apply(refuse("That can't be."))
    studio.apply(refuse("That can't be."))
    assert banner.text.endswith("(× 2)"), "to be refused changes nothing"
    studio.apply(show_step(3))
    assert banner.isVisible()
    studio.apply(set_title("Other"))
    assert not banner.isVisible()
    window.say(Notice("error", "Training stopped.", about="run"))
    studio.apply(set_title("Another"))
    assert banner.isVisible(), "the run is the same"
    studio.apply(set_learning_rate(0.01))
    assert not banner.isVisible()
    window.say(Notice("error", "No graphics card."))
    studio.open_example("xor")
    assert banner.isVisible(), "it is about neither"


def test_a_plane_is_fitted_again_as_soon_as_it_is_asked_for(
    reopen: OpenWindow, answered: Answered, qtbot: QtBot
) -> None:
    window = reopen("moons")
    answered(window)
    qtbot.waitUntil(lambda: not window.clock.running)
    window.studio.apply(refit_plane)
    answered(window)
    assert not window.studio.computing


@pytest.mark.parametrize("example", ["spiral", "plateau", "mini-batches"])
@pytest.mark.parametrize("step", [1, 7])
def test_window_and_program_know_the_same_point(
    reopen: OpenWindow, answered: Answered, example: str, step: int
) -> None:
    window = reopen(example)
    window.studio.apply(show_step(step))
    answered(window)
    scene = window.studio.document.scene
    assert window.studio.analysis.point == train(scene.recipe, steps=step).point(step)


def test_the_first_surface_comes_before_what_the_cards_ask(qtbot: QtBot) -> None:
    order: list[str] = []

    def noted(kind: type) -> Any:
        def task(request: Any) -> Iterator[Any]:
            order.append(getattr(request, "subject", kind.__name__))
            yield from TASKS[kind](request)

        return task

    studio = Studio(
        EXAMPLES["penguins"].load(), worker=WorkerHandle({**TASKS, **{kind: noted(kind) for kind in TASKS}})
    )
    try:
        studio.inquiry("card", lambda _answer: None).ask(lambda: 1)
        qtbot.waitUntil(lambda: _lived(studio) and "card" in order)
        assert order.index(LandscapeRequest.__name__) < order.index("card")
        assert Question in TASKS
    finally:
        studio.close()


def _lived(studio: Studio) -> bool:
    studio.tick(perf_counter())
    return True


def test_a_film_follows_what_the_window_follows(reopen: OpenWindow, answered: Answered) -> None:
    from lossstudio.films.plan.storyboard import Instant
    from lossstudio.films.render.trained_scene import TrainedScene

    window = reopen("mini-batches")
    answered(window)
    scene = window.studio.document.scene
    short = replace(scene, recipe=replace(scene.recipe, training=replace(scene.recipe.training, steps=12)))
    view = TrainedScene(short).explainer.view(Instant(9, phase=2))
    assert (view.sample, view.parameter) == (window.studio.analysis.sample, window.studio.analysis.parameter)
