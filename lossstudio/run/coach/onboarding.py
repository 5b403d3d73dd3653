"""What to say when nothing is wrong: how to begin, how to look, and what to do when a run is done."""

from lossstudio.run.coach.action import Play
from lossstudio.run.coach.advice import Advice
from lossstudio.run.coach.view import RunView
from lossstudio.run.coach.wording import shortened

MOST_NOTES = 400
"""How many letters of a document's notes there is room for."""


def ready(view: RunView) -> Advice | None:
    """Say how to begin, or show the document's own notes."""
    if view.step > 0:
        return None
    return Advice(
        key="ready",
        severity="hint",
        title="Press Space",
        text=shortened(view.notes, MOST_NOTES)
        or "The ball rolls down the loss surface. Right goes one step, Left takes it back.",
        action=Play(),
        action_label="Play",
    )


def keep_looking(view: RunView) -> Advice:
    """Propose something to try when there is no other advice."""
    if not view.ended:
        return Advice(
            key="watch",
            severity="hint",
            title="Step by step",
            text="Right goes one step, Shift+Right one phase of it: predict, loss, gradient, update.",
            action=Play(),
            action_label="Play",
        )
    on_its_way = view.point is not None and view.point.kind == "slope"
    point = ", or move a data point," if view.data is not None else ""
    return Advice(
        key="finished",
        severity="hint",
        title="The plan is over" if on_its_way else "Done",
        text=f"Drag the ball to another start{point} and watch the path bend.",
        action=Play(),
        action_label="Play again",
    )
