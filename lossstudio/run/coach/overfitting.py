"""Train and test curves that part: the model learns its rows by heart."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.run.coach.action import Advice, SetSteps
from lossstudio.run.coach.view import RunView

FEWEST_POINTS = 16
"""Fewer known losses show no trend."""
SMOOTH = 0.05
"""The test loss is averaged over this share of its points, so that one lucky batch is no minimum."""
RISE = 0.1
"""The curves part when the test loss is by this share above its lowest, ..."""
RISE_OF_FALL = 0.1
"""... and has lost this share of what training had gained for it, ..."""
FALL = 0.05
"""... while the training loss has fallen further, by this share."""
LASTING = 0.1
"""... and when the lowest lies back by this share of the steps so far."""


def overfitting(view: RunView) -> Advice | None:
    """Say since when the test loss rises while the training loss falls."""
    steps, train, test = view.known_losses
    if test is None or len(steps) < FEWEST_POINTS or not np.isfinite(test).all():
        return None
    width = max(1, int(SMOOTH * len(test)))
    smooth = _smoothed(test, width)
    lowest = int(np.argmin(smooth))
    near = max(0, lowest - width)  # a minimum soon after the start is narrower than what is averaged
    best = near + int(np.argmin(test[near : lowest + width + 1]))
    rise, since = float(smooth[-1] - smooth[lowest]), int(steps[best])
    parted = rise > RISE * abs(smooth[lowest]) and rise > RISE_OF_FALL * (test[0] - smooth[lowest])
    lasted = steps[-1] - since >= LASTING * steps[-1] and since > 0
    if not (parted and lasted and train[-1] < (1 - FALL) * train[best]):
        return None
    last = "" if steps[-1] == view.step else f" at step {steps[-1]}"
    return Advice(
        key="overfitting",
        severity="warning",
        title="It learns its rows by heart",
        text=f"Since step {since} the loss on the test rows rises, from {view.told(test[best])} to "
        f"{view.told(test[-1])}{last}, while on the training rows it falls from {view.told(train[best])} to "
        f"{view.told(train[-1])}. Stop where the test loss is lowest, or take a smaller model or a penalty.",
        steps=(since, view.step),
        action=SetSteps(since),
        action_label=f"Stop at step {since}",
    )


def _smoothed(values: Floats, width: int) -> Floats:
    """Return the mean over the neighbours of each value; the ends have fewer."""
    kernel = np.ones(2 * (width // 2) + 1)
    sums = np.convolve(values, kernel, mode="same")
    means: Floats = sums / np.convolve(np.ones(len(values)), kernel, mode="same")
    return means
