"""The mean loss of a network on samples, plus a penalty."""

from collections.abc import Mapping
from functools import cached_property, partial
from typing import Any, TypeAlias

import numpy as np

from lossstudio.core.array import Floats, Integers, Rows, parameters
from lossstudio.core.group import Group
from lossstudio.core.losses.loss import Loss, Parabola, Part
from lossstudio.core.models.network import Network
from lossstudio.core.models.second_order import moved_backward, moved_forward
from lossstudio.core.objective.blocks import blocks, fits
from lossstudio.core.objective.decay import Decay
from lossstudio.core.objective.first_sums import FirstSums, first_sums, is_worth_it
from lossstudio.core.objective.objective import PlainObjective
from lossstudio.core.objective.quadratic import Quadratic, is_cheaper, quadratic
from lossstudio.core.objective.sample import sample_rows
from lossstudio.core.pieces import Pieces, finished

Targets: TypeAlias = Floats | Integers
"""Values ``(N, K)``, or class numbers ``(N,)``."""

MANY_POINTS, MANY_ROWS = 32, 2**14
"""From this many points on, or on so many rows, a closed form is worth its making."""


SLOPE_NUMBERS = 2**18
"""How many numbers the gradients of samples that are found together may have."""


class SupervisedObjective(PlainObjective):
    """What training minimises: mean over samples of the pointwise loss, plus the penalty. Immutable.

    Parameters
    ----------
    network
        The model.
    inputs
        ``(N, D)``.
    targets
        ``(N, K)`` or ``(N,)``; class numbers for losses on scores or probabilities of many classes.
    loss, options
        The pointwise loss and its options; absent ones have their defaults.
    decay
        The penalty.

    Raises
    ------
    ValueError
        If inputs, targets and network do not fit together; the text says how.
    """

    def __init__(
        self,
        network: Network,
        inputs: Floats,
        targets: Targets,
        loss: Loss,
        options: Mapping[str, Any] | None = None,
        decay: Decay | None = None,
    ) -> None:
        if len(inputs) != len(targets) or inputs.ndim != 2 or inputs.shape[1] < network.inputs:
            raise ValueError(f"inputs {inputs.shape} and targets {targets.shape} don't fit {network.inputs} inputs")
        self.network, self.inputs, self._entry = network, inputs, loss
        self.options = loss.complete(options or {})
        self.loss = loss.under(self.options)
        self.targets = _for_loss(self.loss, targets, network.outputs)
        self._design = network.design(inputs)
        self._size = network.size
        self._width = network.width
        self._decay = decay
        self._samples_of: dict[int, SupervisedObjective] = {}
        self._alone: dict[Part, SupervisedObjective] = {}
        self.sample_of: int | None = None

    @property
    def size(self) -> int:
        """P, the number of parameters."""
        return self._size

    @property
    def rows(self) -> int:
        """How many samples there are."""
        return len(self.inputs)

    def sampled(self, count: int) -> "SupervisedObjective":
        """Return the objective on a fixed sample of so many rows; the same one whenever it is asked for.

        `sample_of` of what is returned says how many rows there are in all; it is None of an objective on all rows.
        """
        if count not in self._samples_of:
            part = self.on_rows(sample_rows(self.rows, count))
            part.sample_of = self.rows
            self._samples_of.setdefault(count, part)  # another thread may have made it meanwhile
        return self._samples_of[count]

    def on_rows(self, rows: Integers) -> "SupervisedObjective":
        """Return the objective on some rows ``(n,)`` alone: for who looks at the same ones again and again."""
        return SupervisedObjective(
            self.network, self.inputs[rows], self.targets[rows], self._entry, self.options, self._decay
        )

    def alone(self, part: Part) -> "SupervisedObjective":
        """Return the objective under a part of its loss and without the penalty; the same one whenever asked for it."""
        if part not in self._alone:
            its = SupervisedObjective(self.network, self.inputs, self.targets, part.loss, part.options)
            self._alone.setdefault(part, its)
        return self._alone[part]

    def standard_error(self, theta: Floats) -> float:
        """Return how far off the value at theta ``(P,)`` is likely to be, since not all rows were looked at.

        The standard error of a ratio of means, of rows that are drawn without replacement (Cochran, "Sampling
        techniques", 1977, section 6.4); 0 of an objective on all rows.
        """
        if self.sample_of is None:
            return 0.0
        share = self.loss.share
        weights = np.ones(self.rows) if share is None else np.asarray(share(self.targets, **self.options))
        losses = self.sample_losses(theta)
        with np.errstate(all="ignore"):
            off = losses - losses.sum() / weights.sum() * weights
            spread = float(np.sqrt(np.sum(off**2) / (self.rows - 1)))
        unseen = 1.0 - self.rows / self.sample_of
        return spread / (float(weights.mean()) * float(np.sqrt(self.rows))) * float(np.sqrt(unseen))

    @property
    def groups(self) -> tuple[Group, ...]:
        """Each layer's matrix and biases as slices of theta."""
        return self.network.groups

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """A short name for each parameter."""
        return self.network.parameter_names

    @property
    def pointwise(self) -> "SupervisedObjective":
        """It is one itself."""
        return self

    @property
    def least(self) -> float | None:
        """What no value is below: the loss's own bound, since no penalty is negative."""
        return self.loss.least

    def falls_for_ever(self, theta: Floats) -> bool:
        """Say whether theta ``(P,)`` has every sample on the right side, under a loss that pays for ever larger scores.

        The last layer's parameters, made larger, then make every lead larger, and the loss tends to its bound, which
        no finite parameters reach.
        """
        if self.loss.lead is None or self._decay is not None or self.network.stack[-1].activation.key != "linear":
            return False
        lead = self.loss.lead(self.predict(theta), self.targets, **self.options)
        return lead is not None and bool(np.all(lead > 0.0))

    def describe(self) -> str:
        """Say in one line what is minimised."""
        widths = "-".join(str(width) for width in self.network.layers)
        penalty = " plus a penalty" if self._decay else ""
        samples = f"{self.rows} sample{'s' if self.rows != 1 else ''}"
        return f"{self.loss.label.lower()} of a {widths} model on {samples}{penalty}"

    def values(self, theta: Floats, batch: Rows = None) -> Floats:
        """Return the objective ``(...)`` at theta ``(..., P)`` on some rows (None: all), penalty included."""
        theta = parameters(theta, self.size)
        with np.errstate(all="ignore"):
            value = finished(self._mean(theta, batch))
            return value if self._decay is None else value + self._decay.value(theta)

    def values_in_pieces(self, theta: Floats) -> Pieces[Floats]:
        """As `Objective.values_in_pieces`: ``(...)`` at theta ``(..., P)``."""
        theta = parameters(theta, self.size)
        value = yield from self._mean(theta, None)
        with np.errstate(all="ignore"):
            return value if self._decay is None else value + self._decay.value(theta)

    def first_sums(self, directions: Floats, batch: Rows = None) -> Pieces[FirstSums | None]:
        """Return what is known of a plane, given a place and two directions ``(3, P)``; None where that is no gain."""
        if (batch is None and self.has_closed_form) or not is_worth_it(self.network):
            return None
        design, targets = self._samples(batch)
        judged, share = partial(self.loss.value, **self.options), self._share(targets)
        return (
            yield from first_sums(
                self.network, design, directions, targets, judged=judged, share=share, decay=self._decay
            )
        )

    def data_values(self, theta: Floats, batch: Rows = None) -> Floats:
        """Return the objective ``(...)`` without the penalty."""
        with np.errstate(all="ignore"):
            return finished(self._mean(parameters(theta, self.size), batch))

    def values_and_gradients(self, theta: Floats, batch: Rows = None) -> tuple[Floats, Floats]:
        """Return the objective ``(...)`` and its gradient ``(..., P)``, penalty included."""
        theta = parameters(theta, self.size)
        with np.errstate(all="ignore"):
            value, gradient = self._means(theta, batch)
            if self._decay is not None:
                value = value + self._decay.value(theta)
                gradient += self._decay.gradient(theta)
        return value, gradient

    def hessian_products(self, theta: Floats, vectors: Floats, batch: Rows = None) -> Floats:
        """Return the second derivatives at theta ``(P,)`` times vectors ``(V, P)``, penalty included.

        Kinks of the loss, the activations and the penalty have none: the pieces on their sides are what counts.
        """
        theta, vectors = parameters(theta, self.size), np.asarray(vectors, np.float64)
        with np.errstate(all="ignore"):
            products = self._data_hessian_products(theta, vectors, batch)
            if self._decay is not None:
                products += self._decay.hessian_products(vectors)
        return products

    def _data_hessian_products(self, theta: Floats, vectors: Floats, batch: Rows) -> Floats:
        if batch is None and self.rows >= MANY_ROWS and (closed := self._quadratic):
            return closed.hessian_products(vectors)
        design, targets = self._samples(batch)
        products = np.zeros(vectors.shape)
        for some, rows in blocks(len(vectors), len(targets), 3 * self._width):
            products[some] += self._bent(theta, vectors[some], design[:, rows], targets[rows])
        products /= self._share(targets)
        return products

    def penalty(self, theta: Floats) -> tuple[Floats, Floats] | None:
        """Return the penalty ``(...)`` and its gradient ``(..., P)``; None when there is none."""
        if self._decay is None:
            return None
        with np.errstate(all="ignore"):
            return self._decay.value(theta), self._decay.gradient(theta)

    def sample_losses(self, theta: Floats) -> Floats:
        """Return each sample's own loss ``(..., N)``, before averaging."""
        with np.errstate(all="ignore"):
            return self._pointwise(parameters(theta, self.size), self._design, self.targets)

    def sample_slopes(self, theta: Floats) -> Floats:
        """Return the length ``(N,)`` of each sample's own gradient at theta ``(P,)``, before averaging."""
        theta, lengths = parameters(theta, self.size), np.empty(self.rows)
        each = max(1, SLOPE_NUMBERS // max(self._size, self._width))
        with np.errstate(all="ignore"):
            for first in range(0, self.rows, each):
                some = slice(first, first + each)
                design, targets = self._design[:, some].T[..., np.newaxis], self.targets[some, np.newaxis]
                tape = self.network.run(np.tile(theta, (len(targets), 1)), design)
                slope = self.loss.gradient(tape.output, targets, **self.options)
                lengths[some] = np.linalg.norm(self.network.backward(tape, slope), axis=-1)
        return lengths

    def predict(self, theta: Floats, inputs: Floats | None = None) -> Floats:
        """Return the model's outputs ``(..., N, K)`` on its own samples or on others."""
        with np.errstate(all="ignore"):
            design = self._design if inputs is None else self.network.design(inputs)
            return self.network.run(parameters(theta, self.size), design).output

    def _samples(self, batch: Rows) -> tuple[Floats, Targets]:
        if batch is None:
            return self._design, self.targets
        return self._design.take(batch, 1), self.targets.take(batch, 0)

    def _share(self, targets: Targets) -> float:
        """Return what the sum over these samples is divided by."""
        share = self.loss.share
        return len(targets) if share is None else float(np.sum(share(targets, **self.options)))

    def _means(self, theta: Floats, batch: Rows) -> tuple[Floats, Floats]:
        """Return the mean loss and its gradient, without the penalty."""
        if batch is None and (closed := self._closed(theta)):
            return closed.values(theta), closed.gradients(theta)
        design, targets = self._samples(batch)
        if fits(theta.size // self._size, len(targets), self._width):
            value, gradient = self._sums(theta, design, targets)
        else:
            value, gradient = self._sums_in_blocks(theta, design, targets)
        share = self._share(targets)
        gradient /= share
        return value / share, gradient

    def _pointwise(self, theta: Floats, design: Floats, targets: Targets) -> Floats:
        return self.loss.value(self.network.run(theta, design).output, targets, **self.options)

    def _sums(self, theta: Floats, design: Floats, targets: Targets) -> tuple[Floats, Floats]:
        tape = self.network.run(theta, design)
        output = tape.output
        value = np.add.reduce(self.loss.value(output, targets, **self.options), -1)
        return value, self.network.backward(tape, self.loss.gradient(output, targets, **self.options))

    def _bent(self, theta: Floats, vectors: Floats, design: Floats, targets: Targets) -> Floats:
        """Return how the summed gradient changes along vectors ``(V, P)``."""
        tape = self.network.run(theta, design)
        moved = moved_forward(self.network, tape, vectors)
        slope = self.loss.gradient(tape.output, targets, **self.options)
        slope_moved = self.loss.curvature(tape.output, targets, moved.output, **self.options)
        return moved_backward(self.network, tape, moved, slope, slope_moved)

    def _sums_in_blocks(self, theta: Floats, design: Floats, targets: Targets) -> tuple[Floats, Floats]:
        points = theta.reshape(-1, self._size)
        value, gradient = np.zeros(len(points)), np.zeros(points.shape)
        for some, rows in blocks(len(points), len(targets), self._width):
            part = self._sums(points[some], design[:, rows], targets[rows])
            value[some] += part[0]
            gradient[some] += part[1]
        return value.reshape(theta.shape[:-1]), gradient.reshape(theta.shape)

    @cached_property
    def kinks(self) -> tuple[float, ...]:
        """Where the loss has no derivative; those of a typed formula take long to find, so they are kept."""
        return () if self.loss.kinks is None else self.loss.kinks(**self.options)

    @property
    def proximal_step(self) -> Decay | None:
        """As `Objective.proximal_step`: the penalty, where that was asked of it."""
        return self._decay if self._decay is not None and self._decay.proximal else None

    @property
    def has_folds(self) -> bool:
        """Whether slopes jump where a descent may come to rest: the loss has kinks, or weights cost their size (l1)."""
        return bool(self.kinks) or (self._decay is not None and self._decay.l1 > 0.0)

    @property
    def is_bowl(self) -> bool:
        """Whether the surface is a quadratic that bends upwards, so that its curvature is the same everywhere."""
        smooth = self.network.is_linear and (self._decay is None or self._decay.l1 == 0.0)
        if not smooth or self.parabola is None:
            return False
        bends = np.asarray(self.parabola[0])
        return bool(bends.min() >= 0.0 and bends.max() > 0.0)

    @property
    def squares_residuals(self) -> bool:
        """Whether the loss is the square of the residual, up to a factor."""
        if self.parabola is None:
            return False
        a, b, _ = (np.asarray(term) for term in self.parabola)
        return bool(a.min() > 0.0 and a.min() == a.max() and not b.any())

    @cached_property
    def parabola(self) -> Parabola | None:
        """The pointwise loss as a parabola in the residual; None where it isn't one."""
        return None if self.loss.parabola is None else self.loss.parabola(self.targets, **self.options)

    @property
    def has_closed_form(self) -> bool:
        """Whether many places are evaluated without looking at each row; nothing is evaluated to say so."""
        return self.parabola is not None and is_cheaper(self.network, self._design)

    @cached_property
    def _quadratic(self) -> Quadratic | None:
        """The closed form of all samples, where there is one."""
        if self.parabola is None:
            return None
        with np.errstate(all="ignore"):
            return quadratic(self.network, self._design, self.targets, self.parabola)

    def _closed(self, theta: Floats) -> Quadratic | None:
        """Return the closed form of all samples where it is worth its making."""
        worth = theta.size >= MANY_POINTS * self._size or self.rows >= MANY_ROWS
        return self._quadratic if worth else None

    def _mean(self, theta: Floats, batch: Rows) -> Pieces[Floats]:
        """Evaluate the mean loss ``(...)``, pausing after each block of points and rows."""
        points = theta.reshape(-1, self._size)
        if batch is None and (closed := self._closed(theta)):
            return closed.values(theta)
        design, targets = self._samples(batch)
        value = np.zeros(len(points))
        for some, rows in blocks(len(points), len(targets), self._width):
            # Not around the pause: whoever works meanwhile would ignore errors too.
            with np.errstate(all="ignore"):
                value[some] += np.add.reduce(self._pointwise(points[some], design[:, rows], targets[rows]), -1)
            yield
        mean: Floats = value.reshape(theta.shape[:-1]) / self._share(targets)
        return mean


def _for_loss(loss: Loss, targets: Targets, outputs: int) -> Targets:
    """Return the targets in the shape that the loss is written for."""
    if loss.takes in ("scores", "probabilities"):
        return _class_numbers(targets, outputs)
    column = targets if targets.ndim == 2 else targets[:, np.newaxis]
    if column.shape[1] not in (1, outputs) and outputs != 1:
        raise ValueError(f"{column.shape[1]} targets a sample don't fit a model with {outputs} outputs")
    return column


def _class_numbers(targets: Targets, outputs: int) -> Integers:
    numbers: Integers = targets.reshape(len(targets)).astype(np.intp)
    if np.any(numbers != targets.reshape(len(targets))):
        raise ValueError("this loss needs targets that are class numbers 0, 1, 2, ...")
    if len(numbers) and (numbers.min() < 0 or numbers.max() >= outputs):
        raise ValueError(
            f"class numbers from {numbers.min()} to {numbers.max()} don't fit a model with {outputs} outputs"
        )
    return numbers
