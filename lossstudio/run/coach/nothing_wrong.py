"""What to say when nothing is wrong: how to begin, how to look, what to do when a run is done, and what to try then."""

from dataclasses import replace

from lossstudio.core.losses import LOSSES
from lossstudio.run.coach.action import Advice, Play
from lossstudio.run.coach.limits import another_rate, limit_in_words
from lossstudio.run.coach.view import RunView
from lossstudio.run.coach.wording import capital, eta, percent, shortened

ZIGZAG_SHARE = 0.98
EXPLODE_SHARE = 1.05
NEAR_SHARE = 0.9
"""From this share of the limit on, steps go to and fro until the end."""
LONG_SHARE = 0.4
"""Below this share of the limit there is room for longer steps; above it for a look beyond the limit."""


def near_the_limit(view: RunView) -> Advice | None:
    """Offer, after a good run on a quadratic, a learning rate that zigzags; after that, one that explodes."""
    limit, rate = view.limits[view.runner], view.rate(view.runner)
    if not view.ended or limit is None or rate >= limit or not view.quadratic:
        return None
    said = limit_in_words(view, view.runner)
    if rate < LONG_SHARE * limit:
        title, share = "What if the steps were longer?", ZIGZAG_SHARE
        text = (
            f"The limit for this surface is η = {said}. Just below it each step lands on the other side of the valley "
        )
        text += "and comes down slowly."
    elif rate < NEAR_SHARE * limit:
        title, share = "And beyond the limit?", EXPLODE_SHARE
        text = f"The limit for this surface is η = {said}. Above it the steps grow, until each lands higher than the "
        text += "one before."
    else:
        title, share = "To and fro. And beyond the limit?", EXPLODE_SHARE
        text = f"{eta(rate)} is {percent(rate / limit)} of the limit {said}: each step lands on the other side of "
        text += "the valley, and most of its length is lost. Above the limit the steps grow, until each lands higher "
        text += "than the one before."
    return replace(another_rate("near_the_limit", title, text, view, view.runner, share * limit), steps=None)


def beyond_the_limit(view: RunView) -> Advice | None:
    """Offer, after a run just below the limit, one just above it: what a person came here to see."""
    limit = view.limits[view.runner]
    near = limit is not None and view.rate(view.runner) >= NEAR_SHARE * limit
    return near_the_limit(view) if near else None


MOST_NOTES = 400
"""How many letters of a document's notes there is room for."""
MOST_NAMED = 3
"""How many runners are named there."""


def ready(view: RunView) -> Advice | None:
    """Say how to begin: with the document's own notes, or with what is going to run."""
    if view.step > 0:
        return None
    return Advice(
        key="ready",
        severity="hint",
        title="Press Space",
        text=shortened(view.notes, MOST_NOTES) or f"{_about(view)} Right goes one step, Left takes it back.",
        action=Play(),
        action_label="Play",
    )


def _about(view: RunView) -> str:
    """Say who is going to run on what, and how."""
    (one, several), settings = view.kind.moves, view.settings
    who = f"The ball {one}" if len(settings) == 1 else f"{len(settings)} balls {several}"
    return f"{who.rstrip(',')}.{_methods(view)}{_losses(view)}"


def _losses(view: RunView) -> str:
    """Say what is minimised; nothing where that has no name, or where the losses are too many to be named."""
    kinds = [its.loss.kind for its in view.settings if its.loss is not None and its.loss.kind in LOSSES]
    if len(set(kinds)) == 1:
        return f" Loss: {LOSSES[kinds[0]].label}."
    if len(kinds) < len(view.settings) or len(kinds) > MOST_NAMED:
        return ""
    named = zip(view.compiled.names, kinds, strict=True)
    return f" Losses: {'; '.join(f'{name}: {LOSSES[kind].label}' for name, kind in named)}."


def _methods(view: RunView) -> str:
    """Say how each runner descends; nothing where they are too many to be named."""
    said = [f"{its.optimizer_entry.label} with {eta(its.learning_rate)}" for its in view.settings]
    if len(set(said)) == 1:
        return f" {said[0]}{' for each' if len(said) > 1 else ''}."
    if len(said) > MOST_NAMED:
        return ""
    named = zip(view.compiled.names, said, strict=True)
    return f" {capital('; '.join(f'{name}: {how}' for name, how in named))}."


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
