"""How large a film will be and how long it will take, said before it is begun."""

import itertools

from lossstudio.films.budget import estimated_bytes
from lossstudio.films.film import Plan
from lossstudio.ui.dialogs.film_wish import Wish
from lossstudio.ui.film_words import duration

ENCODE_S_PER_MEGAPIXEL = {
    "MP4": 0.006,
    "WebM": 0.06,
    "MOV": 0.06,
    "GIF": 0.05,
    "WebP": 0.08,
    "PNG": 0.1,
    "numbered PNG": 0.03,
}
START_S = 1.5
KIT_S = 3.0


def estimate(wish: Wish, plan: Plan, drawing_s: float) -> str:
    """Return an estimate in words.

    Parameters
    ----------
    wish
        What is wanted.
    plan
        What that means for the scene.
    drawing_s
        How long it takes to draw a million pixels, as the preview has measured.
    """
    kind = wish.format
    megapixels = plan.size[0] * plan.size[1] / 1e6
    instants = plan.instants() if kind.moving else plan.instants()[:1]
    drawn = 1 + sum(one != other for one, other in itertools.pairwise(instants))
    encoded = len(instants) * megapixels * ENCODE_S_PER_MEGAPIXEL[kind.label]
    seconds = START_S + drawn * megapixels * drawing_s + encoded + (KIT_S if wish.form == "kit" else 0.0)
    size = estimated_bytes(plan, kind) / 1e6
    about = f"{size:.0f} MB" if size >= 10 else f"{max(0.1, size):.1f} MB"
    return f"about {about}, ready in {duration(seconds)}"
