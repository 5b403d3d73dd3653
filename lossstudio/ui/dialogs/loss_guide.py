"""Which loss when: for each kind of answer, the losses that suit it and the reasons for each."""

from dataclasses import dataclass

from lossstudio.run.kinds import KINDS


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A loss by its key, its name, and when it is the right one."""

    key: str
    name: str
    when: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A kind of answer that can be wanted.

    Attributes
    ----------
    key
        The task of data that ask for it; a word of its own where no data set does.
    words, examples
        What it is called, and what it could be.
    suggestions
        The losses for it, the usual first choice first.
    """

    key: str
    words: str
    examples: str
    suggestions: tuple[Suggestion, ...]


ANSWERS = (
    Answer(
        "regression",
        "A number",
        "how heavy, how much, how long",
        (
            Suggestion(
                "mse", "Mean squared error", "The usual first choice. Twice the error costs four times as much."
            ),
            Suggestion("mae", "Mean absolute error", "Some of the data are far off and shouldn't decide the rest."),
            Suggestion("huber", "Huber", "A few outliers, and still a smooth slope near the minimum."),
            Suggestion("quantile", "Quantile", "Too little costs something else than too much: stock, spare time."),
            Suggestion("mape", "Mean absolute percentage error", "What counts is the share by which one is off."),
            Suggestion("poisson", "Poisson", "The number counts something: calls, goals, accidents."),
            Suggestion("distance", "Distance", "The answer is a place, several numbers at once."),
        ),
    ),
    Answer(
        "binary",
        "Yes or no",
        "spam, ill, will it rain",
        (
            Suggestion(
                "bce", "Binary cross-entropy", "The usual first choice. It gives probabilities, from raw scores."
            ),
            Suggestion("focal", "Focal", "A yes is rare, and many easy noes drown it."),
            Suggestion("hinge", "Hinge", "Only the right side counts, with a margin; a probability isn't needed."),
            Suggestion("bce_on_probability", "Binary cross-entropy on a probability", "The model ends in a sigmoid."),
        ),
    ),
    Answer(
        "multiclass",
        "One of many",
        "cat, dog or bird; which species",
        (
            Suggestion("cce", "Categorical cross-entropy", "The usual first choice. The softmax is in the loss."),
            Suggestion("multiclass_hinge", "Multi-class hinge", "The true class shall lead by a margin; that is all."),
            Suggestion(
                "cce_on_probability", "Categorical cross-entropy on probabilities", "The model ends in a softmax."
            ),
        ),
    ),
    Answer(
        "distribution",
        "A distribution",
        "what is how likely",
        (
            Suggestion(
                "forward_kl", "KL, target first", "Nothing that happens may be called impossible: it covers all."
            ),
            Suggestion("reverse_kl", "KL, model first", "Nothing impossible may be proposed: it picks one hill."),
            Suggestion("jensen_shannon", "Jensen-Shannon", "Both ways alike, and never infinite."),
            Suggestion("hellinger", "Hellinger", "Both ways alike, between 0 and 1."),
        ),
    ),
    Answer(
        "likeness",
        "A likeness",
        "the same face, a similar song",
        (
            Suggestion("contrastive", "Contrastive", "Of each pair it is known whether both are alike."),
            Suggestion("triplet", "Triplet", "It is only known that this is more like that than like the other."),
        ),
    ),
    Answer(
        "game",
        "Something new",
        "a picture that was never taken",
        (
            Suggestion("non_saturating", "Adversarial", "One model makes, another judges: a game, not a way down."),
            Suggestion("wasserstein", "Wasserstein", "The judge says how far off, not just that it is off."),
        ),
    ),
)

OWN = (
    Suggestion("formula", "Formula", "None of them says what a mistake costs: type it yourself."),
    Suggestion("weighted_sum", "Weighted sum", "Two things are wanted at once: add losses, each with its weight."),
)
"""What fits every kind of answer."""


ASKING = {kind.asked_as: kind.key for kind in KINDS.values() if kind.asked_as}
"""The kind of objective that an answer asks for which no model gives row by row."""


def answer_for(task: str) -> Answer:
    """Return the kind of answer that a task asks for; a number where it is none of them."""
    return next((answer for answer in ANSWERS if answer.key == task), ANSWERS[0])
