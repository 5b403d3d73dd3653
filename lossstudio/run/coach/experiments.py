"""What to try after a good run: the same descent at the limit of its learning rate, and beyond."""

from dataclasses import replace

from lossstudio.run.coach.advice import Advice
from lossstudio.run.coach.limits import another_rate, limit_in_words
from lossstudio.run.coach.view import RunView
from lossstudio.run.coach.wording import eta, percent

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
        text = f"The limit for this surface is η = {said}. Above it each step lands higher than the one before."
    else:
        title, share = "To and fro. And beyond the limit?", EXPLODE_SHARE
        text = f"{eta(rate)} is {percent(rate / limit)} of the limit {said}: each step lands on the other side of "
        text += "the valley, and most of its length is lost. Above the limit each lands higher than the one before."
    return replace(another_rate("near_the_limit", title, text, view, view.runner, share * limit), steps=None)


def beyond_the_limit(view: RunView) -> Advice | None:
    """Offer, after a run just below the limit, one just above it: what a person came here to see."""
    limit = view.limits[view.runner]
    near = limit is not None and view.rate(view.runner) >= NEAR_SHARE * limit
    return near_the_limit(view) if near else None
