"""What generators have in common: class counts, row order, outliers, and samples in the plane."""

from collections.abc import Callable

import numpy as np

from lossstudio.core.array import Floats, Integers, frozen
from lossstudio.core.datasets.dataset import Samples
from lossstudio.core.datasets.options import generated
from lossstudio.core.random import permutation, uniform

YES_NO = ("no", "yes")


def two_classes(samples: int, balance: float) -> Integers:
    """Return ``(samples,)``: 0 for each sample of the first class, then 1 for the rounded share `balance` of them."""
    second = int(samples * balance + 0.5)
    return np.repeat(np.array([0, 1]), [samples - second, second])


def class_numbers(samples: int, balance: float, classes: int) -> Integers:
    """Return ``(samples,)``: 0 .. classes - 1 in blocks, each class in the same ratio to the one before it.

    At a balance of 0.5 all are alike; with two classes this is `two_classes`.
    """
    weights = balance ** np.arange(classes) * (1.0 - balance) ** np.arange(classes - 1, -1, -1)
    ends = np.floor(samples * np.cumsum(weights) / weights.sum() + 0.5).astype(np.intp)
    return np.repeat(np.arange(classes), np.diff(ends, prepend=0))


def classified(
    inputs: Floats,
    labels: Integers,
    *,
    seed: int,
    outliers: int,
    classes: tuple[str, ...] = YES_NO,
    input_names: tuple[str, ...] = ("x1", "x2"),
) -> Samples:
    """Return points ``(N, D)`` and their classes ``(N,)`` in random order.

    `outliers` of them get the number of the next class, which is wrong.
    """
    count = len(labels)
    wrong = permutation(seed, "outliers", count)[:outliers]
    labels = labels.copy()
    labels[wrong] = (labels[wrong] + 1) % len(classes)
    order = permutation(seed, "order", count)
    return Samples(
        inputs=frozen(inputs[order]),
        targets=frozen(labels[order, None].astype(np.float64)),
        task="binary" if len(classes) == 2 else "multiclass",
        input_names=input_names,
        target_names=("class",),
        classes=classes,
    )


def measured(
    inputs: Floats,
    targets: Floats,
    *,
    input_names: tuple[str, ...],
    target_name: str,
    origin: tuple[float, ...] | None = None,
) -> Samples:
    """Return a regression's samples: inputs ``(N, D)``, and the targets ``(N,)`` as one column."""
    return Samples(
        inputs=frozen(inputs),
        targets=frozen(targets[:, None]),
        task="regression",
        input_names=input_names,
        target_names=(target_name,),
        origin=origin,
    )


def pushed(targets: Floats, outliers: int, by: float, seed: int) -> Floats:
    """Return targets ``(N,)`` of which `outliers` random ones are moved by `by`."""
    moved = targets.copy()
    moved[permutation(seed, "outliers", len(targets))[:outliers]] += by
    return moved


REACH, LIFT = 6.0, 2.0
OPTIONS = generated(
    samples=1200,
    noise=0.0,
    most_noise=0.5,
    noise_help="How far a point may seem to lie from its place when its height is taken, in widths.",
)


def over_plane(heights: Callable[[Floats], Floats], *, samples: int, noise: float, outliers: int, seed: int) -> Samples:
    """Return points of the plane and the heights ``(N,)`` of the places ``(N, 2)`` where they seem to lie."""
    points = uniform(seed, "places", (samples, 2), low=-REACH, high=REACH)
    seen = points + noise * uniform(seed, "noise", (samples, 2), low=-REACH, high=REACH)
    return measured(points, pushed(heights(seen), outliers, LIFT, seed), input_names=("x1", "x2"), target_name="y")
