"""One sentence for each technical word on screen, told where the word stands."""

import re
from collections.abc import Mapping
from functools import lru_cache

GLOSSARY: Mapping[str, str] = {
    "η": "η (eta) is the learning rate: how far each step goes along the gradient.",
    "learning rate": "The learning rate η says how far each step goes along the gradient.",
    "λmax": "λmax is the largest curvature: how fast the slope changes in the steepest direction.",
    "gradient": "The gradient holds the slope of the loss along each parameter; it points uphill.",
    "gradient norm": "The gradient's norm is its length: how steep the surface is under the ball.",
    "batch": "A batch is the rows that one step looks at; few rows give a faster, noisier gradient.",
    "held back": "Rows that are held back are never trained on; they tell how the model does on new data.",
    "test": "Test rows are held back: never trained on, they tell how the model does on new data.",
    "principal direction": "The principal directions are those along which the path moves most.",
    "slice": "With more than two parameters only a plane through their space can be shown; the rest is beside it.",
    "axes stretched": "Each axis has a unit of its own here, so a gradient needn't cross level lines at right angles.",
    "R²": "R² is the share of the targets' variance that the model explains; 1 is all of it.",
    "optimizer": "The optimizer turns the gradient into a step.",
    "schedule": "The schedule changes the learning rate as the steps go by.",
    "momentum": "Momentum adds a share of the last step to the next one.",
    "regularisation": "A penalty on large weights, added to the loss.",
    "penalty": "The penalty is added to the loss; it keeps weights small.",
    "loss": "The loss is one number that says how wrong the model is; training makes it small.",
    "step": "A step is one update of all parameters.",
    "start": "The start is where the parameters are before the first step.",
    "applies": "Whether a change bends the whole path, or acts only from the step on show.",
    "hidden": "The hidden layers lie between inputs and output; each unit bends a weighted sum.",
    "activation": "The activation bends a unit's sum; without it, layers would add up to one straight line.",
    "zigzags": "When it zigzags, each step lands on the other side of the valley.",
    "condition": "The condition is the largest curvature over the smallest: how long and thin the valley is.",
    "Hessian": "The Hessian holds the curvatures of the loss: how its slopes change.",
    "saddle": "A saddle leads up in one direction and down in another; its slope is 0.",
    "softmax": "The softmax turns scores into shares that add up to 1.",
    "threshold": "From this probability on the answer counts as a yes.",
    "outliers": "Outliers are samples that lie far from all others.",
    "noise": "Noise is chance in the data that no model can predict.",
}
"""By the word, as it stands on screen; capitals don't matter, except in symbols."""

FIELDS: Mapping[str, str] = {
    "minimise": "What kind of thing is made small.",
    "set": "The data that are learned.",
    "learn": "The column that the model predicts.",
    "from": "The columns that it predicts from.",
    "kind": "Which one of all that there are; each says more in the list.",
}
"""What the plain name of a field in a form means."""
MOST = 3
KEPT = 1024
"""So many texts are remembered: those with numbers in them are others all the time."""


def _pattern(term: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(term)}(?:s|es)?(?!\w)", re.IGNORECASE if term.isascii() else 0)


_PATTERNS = tuple((term, _pattern(term)) for term in sorted(GLOSSARY, key=len, reverse=True))


@lru_cache(maxsize=KEPT)
def terms_in(words: str) -> tuple[str, ...]:
    """Return the technical words in a text, the longest first, each thing once."""
    found: list[str] = []
    for term, pattern in _PATTERNS:
        if pattern.search(words) and not _told(term, [GLOSSARY[each] for each in found]):
            found.append(term)
    return tuple(found[:MOST])


def explained(words: str) -> str:
    """Return the sentences for the technical words in a text, each on a line; empty where there are none."""
    return "\n".join(GLOSSARY[term] for term in terms_in(words))


def _told(term: str, sentences: list[str]) -> bool:
    """Say whether a sentence that was chosen already is about this word: "gradient norm" about "gradient"."""
    return any(term.lower() in sentence.lower() for sentence in sentences)


def field_help(name: str) -> str:
    """Return what the name of a field means; empty where it is no technical word and has no meaning of its own."""
    return FIELDS.get(name.lower()) or explained(name)
