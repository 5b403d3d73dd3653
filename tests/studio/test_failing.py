"""When something goes wrong in the background: it is said once, and the program goes on."""

import pytest

from lossstudio.run.training.trainer import Trainer
from lossstudio.studio.background.requests import ExplanationRequest
from lossstudio.studio.background.tasks import TASKS
from lossstudio.studio.commands.playback import play, set_speed
from lossstudio.studio.commands.training import set_learning_rate
from lossstudio.studio.playback.speed import MAX


def _broken(*_arguments, **_options):
    raise RuntimeError("the dice are gone")


@pytest.fixture
def broken_trainer(monkeypatch):
    whole = Trainer.advance

    def advance(self, max_steps, deadline=None):
        if self.step >= 200:
            _broken()
        return whole(self, min(max_steps, 200 - self.step), deadline)

    monkeypatch.setattr(Trainer, "advance", advance)


def test_an_error_while_training_is_a_notice_and_the_last_step_stays(perform, network, broken_trainer):
    theatre = perform(network(steps=100_000))
    studio = theatre.studio
    studio.apply(set_speed(MAX))
    studio.apply(play)
    theatre.until(lambda: bool(theatre.notices))
    assert not studio.playback.playing
    assert studio.run.timeline.length == 200
    notice = theatre.notices[0]
    assert (notice.level, len(theatre.notices)) == ("error", 1)
    assert "step 200" in notice.text
    assert "the dice are gone" in notice.text
    assert "Traceback" in notice.details
    theatre.play_for(0.3)
    assert len(theatre.notices) == 1, "it isn't tried over and over"


def test_after_an_error_a_change_lets_training_go_on(perform, network, broken_trainer, monkeypatch):
    theatre = perform(network(steps=2000))
    theatre.studio.apply(set_speed(MAX))
    theatre.studio.apply(play)
    theatre.until(lambda: bool(theatre.notices))
    monkeypatch.undo()
    theatre.studio.apply(set_learning_rate(0.05))
    theatre.studio.apply(play)
    theatre.until(lambda: theatre.studio.run.timeline.length == 2000)


def test_an_error_in_a_survey_is_a_notice_and_the_others_go_on(perform):
    theatre = perform(tasks={**TASKS, ExplanationRequest: _broken})
    theatre.settle()
    assert [notice.level for notice in theatre.notices] == ["error"]
    assert theatre.studio.analysis.explanation is None
    assert theatre.studio.analysis.landscape is not None
    assert theatre.studio.analysis.curves is not None
