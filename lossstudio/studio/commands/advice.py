"""The command that does what the coach offers."""

from lossstudio.run.coach.action import Play, SetSteps
from lossstudio.run.coach.advice import Advice
from lossstudio.studio.commands.advice_edits import advised
from lossstudio.studio.commands.command import NOTHING, Command, Effect
from lossstudio.studio.commands.playback import play
from lossstudio.studio.commands.training import set_steps
from lossstudio.studio.playback.speed import Cursor
from lossstudio.studio.session.snapshot import Snapshot


def take_advice(advice: Advice | None) -> Command:
    """Do what the coach offers, as one change, and show from the start what it does."""
    action = advice.action if advice else None

    def command(now: Snapshot) -> Effect:
        if action is None or advice is None:
            return NOTHING
        if isinstance(action, Play):
            return play(now)
        if isinstance(action, SetSteps):
            return set_steps(action.value)(now)
        return Effect(scene=advised(now.scene, action), text=advice.action_label, cursor=Cursor(), playing=True)

    return command
