"""The session by itself, without Qt and without a thread: what a change of one part means for the others."""

from dataclasses import replace

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.models.network import Network
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.training.trainer import Trainer
from lossstudio.studio.background.requests import ExplanationRequest
from lossstudio.studio.background.tasks import TASKS
from lossstudio.studio.background.worker import Answer, Failure, Trained
from lossstudio.studio.changes import Changes, Fact
from lossstudio.studio.commands.command import Effect
from lossstudio.studio.commands.compare import toggle_side_by_side
from lossstudio.studio.commands.data import refuse, set_data
from lossstudio.studio.commands.objective import set_loss
from lossstudio.studio.commands.playback import play, show_step
from lossstudio.studio.commands.runners import set_start
from lossstudio.studio.commands.training import set_learning_rate
from lossstudio.studio.commands.view import set_notes, set_title
from lossstudio.studio.session.selection import Selection
from lossstudio.studio.session.session import Session


@pytest.fixture
def session(line):
    return Session(line(), 0.0, at_once_s=5.0, look_ahead_s=5.0)


def done(session, command, now=10.0):
    """Run a command as the Studio does; return the facts that have changed."""
    changes = Changes()
    session.perform(command, changes, now)
    session.complete(changes, now)
    return changes.facts


def told(session, *messages, now=10.0):
    """Hand over what a worker has left; return what is told."""
    changes = Changes()
    session.live(messages, changes, now)
    session.complete(changes, now)
    return dict(changes.told())


def test_a_title_changes_the_document_and_nothing_else(session):
    done(session, set_title("First"))
    assert done(session, set_title("Other"), now=20.0) == {Fact.DOCUMENT, Fact.SCENE}


def test_the_coach_shows_notes_only_of_the_run_that_they_are_about(session):
    def coach():
        return session.analysis.advice.text

    done(session, set_notes("A tiny rate."))
    assert coach() == "A tiny rate."
    done(session, set_title("Other"), now=15.0)
    assert coach() == "A tiny rate."
    done(session, set_learning_rate(0.02), now=20.0)
    assert "η = 0.02" in coach()
    assert "A tiny rate." not in coach()
    done(session, set_notes("A larger rate."), now=30.0)
    assert coach() == "A larger rate."
    changes = Changes()
    session.travel(session.document.undo, changes, 40.0)
    session.travel(session.document.undo, changes, 41.0)
    session.complete(changes, 42.0)
    assert coach() == "A tiny rate."


def test_a_learning_rate_changes_the_run_and_keeps_the_step(session):
    done(session, show_step(12))
    facts = done(session, set_learning_rate(0.02))
    assert {Fact.SCENE, Fact.RUN, Fact.CURSOR, Fact.HISTORY} <= facts
    assert Fact.LANDSCAPE not in facts
    assert (session.playback.step, session.run.timeline.length) == (12, 12)


def test_a_learning_rate_names_no_parameters(session, monkeypatch):
    monkeypatch.setattr(Network, "parameter_names", property(lambda _: pytest.fail("100,000 take a while to name")))
    done(session, set_learning_rate(0.02))
    assert session.run.compiled.settings(0)[0].learning_rate == 0.02


def test_before_the_first_play_a_learning_rate_shows_the_path_that_is_coming_as_a_ghost(session, line):
    done(session, set_learning_rate(0.02))
    done(session, set_learning_rate(0.04), now=10.1)
    recipe = session.run.compiled.recipe
    assert recipe.runners[0].learning_rate == 0.04
    alone = Trainer(session.run.compiled)
    coming = [session.run.compiled.starts]
    while alone.step < recipe.training.steps:
        coming.append(alone.advance(1, np.inf).theta[-1])
    assert np.array_equal(session.run.ghost, coming)
    assert (session.playback.step, session.run.foreseen) == (0, True)
    done(session, play)
    assert (session.run.ghost, session.run.foreseen) == (None, False)


def test_once_it_has_been_played_a_learning_rate_leaves_the_old_path_as_the_ghost(session):
    done(session, show_step(12))
    before = session.run.timeline.theta.copy()
    done(session, set_learning_rate(0.02))
    assert not session.run.foreseen
    assert np.array_equal(session.run.ghost, before)


def test_a_path_that_was_only_foreseen_is_no_old_future(session):
    done(session, set_learning_rate(0.02))
    done(session, set_start((0.3, 0.4)), now=20.0)
    assert np.array_equal(session.run.ghost, session.run.timeline.theta)
    done(session, show_step(3), now=30.0)
    assert session.run.ghost is None


def test_data_of_another_kind_begin_anew_and_forget(session):
    done(session, show_step(12))
    session.selection = Selection(chosen_sample=39)
    facts = done(session, set_data(Spec("iris")))
    assert {Fact.LANDSCAPE, Fact.CURVES, Fact.EXPLANATION, Fact.PLAYBACK} <= facts
    assert session.playback.step == 0


def test_what_cannot_be_built_leaves_everything_and_says_why(session):
    before = session.snapshot
    changes = Changes()
    session.perform(set_start([1.0, 2.0, 3.0]), changes, 10.0)
    assert changes.facts == {Fact.SCENE, Fact.NOTICE}, "whoever asked shows what is in force again"
    assert session.snapshot == before


def test_a_command_that_raises_leaves_everything_and_says_why(session):
    def broken(_now):
        raise SceneError("", "not today")

    changes = Changes()
    session.perform(broken, changes, 10.0)
    [(fact, (notice,))] = changes.told()
    assert (fact, notice.level, notice.text) == (Fact.NOTICE, "warning", "not today")


def test_where_the_scene_stays_nothing_of_the_rest_is_done(session):
    scene = session.document.scene
    assert Fact.PLAYBACK not in done(session, lambda _now: Effect(scene=scene, playing=True))
    assert not session.playback.playing


def test_what_is_said_instead_of_a_change_is_of_the_document_as_it_is(session):
    changes = Changes()
    session.perform(toggle_side_by_side, changes, 10.0)
    [(fact, (notice,))] = changes.told()
    assert (fact, notice.level, notice.about) == (Fact.NOTICE, "info", "scene")


def test_a_refusal_is_a_warning_and_no_change(session):
    assert Fact.NOTICE in done(session, refuse("There are no points here."))
    assert not session.document.can_undo


def test_what_the_worker_trained_is_growth_and_another_runs_steps_are_dropped(line):
    session = Session(line(), 0.0, at_once_s=0.0, look_ahead_s=0.0)
    done(session, show_step(5))
    request = session.training(10.0, 0.016)
    block = Trainer(request.compiled, request.checkpoint).advance(5)
    assert told(session, Trained(request.token + 1, block)).get(Fact.GROWTH) is None
    assert told(session, Trained(request.token, block))[Fact.GROWTH] == (1, 5)
    assert session.playback.step == 5


def test_an_answer_is_a_fact_and_a_stale_one_is_none(session):
    done(session, show_step(3))
    request = next(each for each in session.analysis.requests() if isinstance(each, ExplanationRequest))
    answer = list(TASKS[ExplanationRequest](request))[-1]
    assert Fact.EXPLANATION in told(session, Answer(request, answer))
    assert session.analysis.explanation.step == 3
    assert Fact.EXPLANATION not in told(session, Answer(ExplanationRequest(session.run.timeline, 1, 0), answer))


def test_a_failed_training_pauses_and_is_said(line):
    session = Session(line(), 0.0, at_once_s=0.0, look_ahead_s=0.0)
    done(session, play)
    [notice] = told(session, Failure(session.run.token, RuntimeError("no memory"), "Traceback"))[Fact.NOTICE]
    assert (notice.level, notice.text, notice.details) == (
        "error",
        "Training stopped at step 0: no memory",
        "Traceback",
    )
    assert not session.playback.playing
    assert session.training(10.0, 0.016) is None


def test_a_failed_request_is_given_up_and_is_said(session):
    done(session, show_step(3))
    request = next(each for each in session.analysis.requests() if isinstance(each, ExplanationRequest))
    [notice] = told(session, Failure(request, RuntimeError("no memory"), "Traceback"))[Fact.NOTICE]
    assert notice.text == "Something could not be computed: no memory"
    assert request not in session.analysis.requests()


def test_undo_brings_the_run_back(session):
    done(session, show_step(12))
    theta = session.run.timeline.theta
    done(session, set_learning_rate(0.02))
    changes = Changes()
    session.travel(session.document.undo, changes, 20.0)
    assert {Fact.SCENE, Fact.RUN} <= changes.facts
    assert np.array_equal(session.run.timeline.theta, theta)
    assert session.run.ghost is None


def test_a_document_that_cannot_be_built_leaves_the_open_one(session, line):
    before, scene = session.snapshot, line()
    runners = (replace(scene.recipe.runners[0], loss=Spec("cce")),)
    broken = replace(scene, recipe=replace(scene.recipe, runners=runners))
    with pytest.raises(SceneError):
        session.open(broken, None, Changes())
    assert session.snapshot == before


def test_opening_tells_everything(session, line):
    done(session, set_loss(Spec("mae")))
    changes = Changes()
    session.open(line(steps=5), None, changes)
    assert changes.facts == frozenset(Fact) - {Fact.GROWTH, Fact.NOTICE}
