"""Options of models in three dimensions, and of films that repeat, as ExportOptions declare them."""

from typing import Literal, TypeAlias, get_args

from lossstudio.core.option import Choice, Integer
from lossstudio.films.plan.storyboard import Loop

ModelSlides: TypeAlias = Literal["slide", "morph"]

FEWEST_TRIANGLES, MOST_TRIANGLES = 500, 2_000_000
TRIANGLES = Integer(
    optional=True,
    minimum=FEWEST_TRIANGLES,
    maximum=MOST_TRIANGLES,
    placeholder="N",
    rule="a model has {minimum} to {maximum} triangles",
    help="How many triangles a model (.glb, .usdz, .stl) has at most; by default 10,000.",
)
LOOP = Choice(
    optional=True,
    choices=get_args(Loop),
    labels=("once around, at one step", "there and back"),
    placeholder="HOW",
    help="What leads from the last frame to the first, so that it repeats without a seam: a full turn of the "
    "camera at one step (--still-step, by default the last), or the same way back.",
)
DECK_MODEL = Choice(
    optional=True,
    choices=get_args(ModelSlides),
    labels=("on a last slide", "on two, of which the second turns it"),
    placeholder="WHERE",
    help="Whether a .pptx deck ends with the surface as a model that can be turned, which PowerPoint 2019 and "
    "later show; others show a picture. Morph turns it to the camera's next key.",
)
