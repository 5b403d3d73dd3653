"""What to try after a good run: the same descent at the limit of its learning rate, and beyond."""

from dataclasses import replace

from lossstudio.run.coach.advice import Advice
from lossstudio.run.coach.limits import another_rate, limit_in_words
from lossstudio.run.coach.view import RunView

ZIGZAG_SHARE = 0.98
EXPLODE_SHARE = 1.05
LONG_SHARE = 0.4
"""Below this share of the limit there is room for longer steps; above it for a look beyond the limit."""


def near_the_limit(view: RunView) -> Advice | None:
    """Offer, after a good run on a quadratic, a learning rate that zigzags; after that, one that explodes."""
    limit, rate = view.limits[view.runner], view.rate(view.runner)
    if not view.ended or limit is None or rate >= limit or not view.quadratic:
        return None
    if rate < LONG_SHARE * limit:
        title, share = "What if the steps were longer?", ZIGZAG_SHARE
        text = "Just below it each step lands on the other side of the valley and comes down slowly."
    else:
        title, share = "And beyond the limit?", EXPLODE_SHARE
        text = "Above it each step lands higher than the one before."
    text = f"The limit for this surface is η = {limit_in_words(view, view.runner)}. {text}"
    return replace(another_rate("near_the_limit", title, text, view, view.runner, share * limit), steps=None)
