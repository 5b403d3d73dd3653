"""How well a model places the like together and the unlike apart: a mean over pairs or triplets of points."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from lossstudio.core.array import Floats, Integers, Rows, parameters
from lossstudio.core.group import Group
from lossstudio.core.models.network import Network
from lossstudio.core.models.second_order import moved_backward, moved_forward
from lossstudio.core.objective.blocks import blocks
from lossstudio.core.objective.objective import PlainObjective
from lossstudio.core.objective.pairs.pair_loss import Kinship, PairLoss
from lossstudio.core.random import permutation

MOST_POINTS = 200
"""Of more points than this an evaluation sees a seeded choice, since distances grow with their square."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What an evaluation looks at.

    Attributes
    ----------
    rows
        Which points; None is all of them.
    anchors
        ``(A,)``: which of these are anchors.
    kinship
        Whom they are like.
    terms
        How many pairs or triplets that makes; a pair counts once from each end.
    """

    rows: Rows
    anchors: Integers
    kinship: Kinship
    terms: int


def seen(classes: Integers, batch: Rows, loss: PairLoss, seed: int) -> Seen:
    """Return what an evaluation on a batch looks at: all of it, or where that is too much a seeded choice.

    `classes` ``(N,)`` are those of all points; `batch` ``(B,)`` says which points it has (None: all).
    """
    rows = batch if len(classes) <= MOST_POINTS or batch is not None else _chosen(seed, "pairs", len(classes))
    rows = rows if rows is None else rows[:MOST_POINTS]
    some = classes if rows is None else classes[rows]
    most = max(1, loss.most_distances // max(1, len(some)))
    anchors = np.arange(len(some)) if len(some) <= most else np.sort(_chosen(seed, "anchors", len(some), most))
    kinship = Kinship.of(some, anchors)
    return Seen(rows, anchors, kinship, int(loss.count(kinship).sum()))


def _chosen(seed: int, purpose: str, count: int, most: int = MOST_POINTS) -> Integers:
    return np.sort(permutation(seed, purpose, count)[:most])


ARRAYS = 12
"""How many arrays of the size of the distances an evaluation holds at once."""


class PairsObjective(PlainObjective):
    """A mean over all pairs, or triplets, of the points of a batch. Immutable.

    Parameters
    ----------
    network
        The model that places the points.
    inputs, classes
        ``(N, D)`` and ``(N,)``; points of one class are like each other.
    loss, options
        The loss on distances and its options; absent ones have their defaults.
    seed
        Decides which points and anchors stand for all where there are too many.
    """

    def __init__(
        self,
        network: Network,
        inputs: Floats,
        classes: Integers,
        loss: PairLoss,
        options: Mapping[str, Any] | None = None,
        *,
        seed: int = 0,
    ) -> None:
        self.network, self.inputs, self.classes, self.loss = network, inputs, classes, loss
        self.options = loss.complete(options or {})
        self._seed = seed

    @property
    def size(self) -> int:
        """P, the number of the model's parameters."""
        return self.network.size

    @property
    def rows(self) -> int:
        """How many points there are."""
        return len(self.inputs)

    @property
    def groups(self) -> tuple[Group, ...]:
        """The model's layers."""
        return self.network.groups

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """The model's."""
        return self.network.parameter_names

    @property
    def least(self) -> float:
        """What no value is below."""
        return 0.0

    def describe(self) -> str:
        """Say in one line what is minimised, and which share of the points stands for all."""
        points, anchors = len(self._all.kinship.like[0]), len(self._all.anchors)
        some = f"{self.rows} points" if points == self.rows else f"{points} of {self.rows} points"
        chosen = "" if anchors == points else f" with {anchors} of them as anchors"
        return f"{self.loss.label.lower()} loss of all {self.loss.terms} among {some}{chosen}"

    def values(self, theta: Floats, batch: Rows = None) -> Floats:
        """Return the mean loss ``(...)`` at theta ``(..., P)`` over the pairs among some rows (None: all).

        A batch without a single pair or triplet costs nothing.
        """
        return self._evaluate(parameters(theta, self.size), batch, None)

    def values_and_gradients(self, theta: Floats, batch: Rows = None) -> tuple[Floats, Floats]:
        """Return the mean loss ``(...)`` and its gradient ``(..., P)``; where two points coincide, they don't pull."""
        theta = parameters(theta, self.size)
        gradient = np.empty(theta.shape)
        return self._evaluate(theta, batch, gradient), gradient

    def hessian_products(self, theta: Floats, vectors: Floats, batch: Rows = None) -> Floats:
        """Return the second derivatives at theta ``(P,)`` times vectors ``(V, P)``; kinks have none."""
        theta, vectors = parameters(theta, self.size), np.asarray(vectors, np.float64)
        looked = self._all if batch is None else seen(self.classes, batch, self.loss, self._seed)
        design = self._design if looked.rows is None else self._design.take(looked.rows, 1)
        products = np.empty(vectors.shape)
        width = ARRAYS * looked.kinship.like.size + 3 * self.network.width * design.shape[-1]
        with np.errstate(all="ignore"):
            tape = self.network.run(theta, design)
            slope = _by_place(tape.output, self._pulls(tape.output, looked)[1], looked.anchors)
            for some, _ in blocks(len(vectors), 1, width):
                moved = moved_forward(self.network, tape, vectors[some])
                slope_moved = self._by_place_moved(tape.output, moved.output, looked)
                products[some] = moved_backward(self.network, tape, moved, slope, slope_moved)
        return products

    def predict(self, theta: Floats, inputs: Floats | None = None) -> Floats:
        """Return where the model places its own points, or others, ``(..., N, K)``."""
        with np.errstate(all="ignore"):
            return self.network.predict(parameters(theta, self.size), self.inputs if inputs is None else inputs)

    def sample_losses(self, theta: Floats) -> Floats:
        """Return each point's mean loss ``(..., N)`` over the pairs, or triplets, that it is the anchor of."""
        with np.errstate(all="ignore"):
            place = self.predict(theta)
            others = np.arange(self.rows) if self._all.rows is None else self._all.rows
            same = self.classes[:, None] == self.classes[others]
            kinship = Kinship(same & (np.arange(self.rows)[:, None] != others), ~same)
            shares = self.loss.shares(distances(place, place[..., others, :]), kinship, **self.options)
            each: Floats = shares / np.maximum(1, self.loss.count(kinship))
        return each

    def forces(self, theta: Floats, row: int | None = None) -> Floats:
        """Return where each point is pulled and pushed, ``(..., N, K)``: minus the loss's derivative by its place.

        Parameters
        ----------
        row
            One point, of which instead the parts are returned that come from each of the others.
        """
        theta, looked = parameters(theta, self.size), self._all
        with np.errstate(all="ignore"):
            place = self.predict(theta)
            some = place if looked.rows is None else place[..., looked.rows, :]
            pulls = self._pulls(some, looked)[1]
            part = -_by_place(some, pulls, looked.anchors) if row is None else self._parts(some, pulls, looked, row)
            if looked.rows is None:
                return part
            forces = np.zeros(place.shape)
            forces[..., looked.rows, :] = part
        return forces

    @cached_property
    def _all(self) -> Seen:
        """What a full evaluation sees."""
        return seen(self.classes, None, self.loss, self._seed)

    @cached_property
    def _design(self) -> Floats:
        return self.network.design(self.inputs)

    def _evaluate(self, theta: Floats, batch: Rows, gradient: Floats | None) -> Floats:
        looked = self._all if batch is None else seen(self.classes, batch, self.loss, self._seed)
        design = self._design if looked.rows is None else self._design.take(looked.rows, 1)
        points = theta.reshape(-1, self.size)
        slopes = None if gradient is None else gradient.reshape(-1, self.size)
        value = np.empty(len(points))
        width = ARRAYS * looked.kinship.like.size + self.network.width * design.shape[-1]
        with np.errstate(all="ignore"):
            for some, _ in blocks(len(points), 1, width):
                tape = self.network.run(points[some], design)
                if slopes is None:
                    distance = distances(tape.output[..., looked.anchors, :], tape.output)
                    shares = self.loss.shares(distance, looked.kinship, **self.options)
                    value[some] = shares.sum(axis=-1) / max(1, looked.terms)
                else:
                    value[some], pulls = self._pulls(tape.output, looked)
                    by_place = _by_place(tape.output, pulls, looked.anchors)
                    slopes[some] = self.network.backward(tape, by_place)
        return value.reshape(theta.shape[:-1])

    def _pulls(self, place: Floats, looked: Seen) -> tuple[Floats, Floats]:
        """Return the mean loss ``(...)``, and its derivative by each distance over that distance, ``(..., A, N)``."""
        distance = distances(place[..., looked.anchors, :], place)
        shares, pulls = self.loss.shares_and_slopes(distance, looked.kinship, **self.options)
        terms = max(1, looked.terms)
        pulls /= np.where(distance > 0.0, distance * terms, np.inf)
        return shares.sum(axis=-1) / terms, pulls

    def _by_place_moved(self, place: Floats, moved: Floats, looked: Seen) -> Floats:
        """Return how the derivative by each place ``(V, N, K)`` changes as the places ``(N, K)`` move ``(V, N, K)``.

        Where two points coincide, a pull is what it tends to there: the second derivative, if the first vanishes.
        """
        distance = distances(place[..., looked.anchors, :], place)
        _, slopes = self.loss.shares_and_slopes(distance, looked.kinship, **self.options)
        bends = self.loss.bends(distance, looked.kinship, **self.options)
        apart, terms = distance > 0.0, max(1, looked.terms)
        some = np.where(apart, distance, 1.0)
        pulls = np.where(apart, slopes / some, np.where(slopes == 0.0, bends, 0.0)) / terms
        parting = np.zeros((*moved.shape[:-2], *distance.shape))
        for axis in range(place.shape[-1]):
            gap = place[looked.anchors, axis, None] - place[None, :, axis]
            parting += gap * (moved[..., looked.anchors, axis, None] - moved[..., None, :, axis])
        pulls_moved = np.where(apart, (bends / terms - pulls) / some**2, 0.0) * parting
        return _by_place(moved, pulls, looked.anchors) + _by_place(place, pulls_moved, looked.anchors)

    def _parts(self, place: Floats, pulls: Floats, looked: Seen, row: int) -> Floats:
        """Return what each of the seen points adds to the force on one of all points."""
        rows = np.arange(self.rows) if looked.rows is None else looked.rows
        at = np.flatnonzero(rows == row)
        parts = np.zeros(place.shape)
        if not len(at):
            return parts
        own = place - place[..., at[0] : at[0] + 1, :]
        parts[..., looked.anchors, :] += own[..., looked.anchors, :] * pulls[..., :, at[0], None]
        for anchor in np.flatnonzero(looked.anchors == at[0]):
            parts += own * pulls[..., anchor, :, None]
        return parts


def distances(places: Floats, others: Floats) -> Floats:
    """Return the distances ``(..., A, N)`` of places ``(..., A, K)`` to others ``(..., N, K)``; exactly 0 if equal."""
    squares = np.zeros((*others.shape[:-2], places.shape[-2], others.shape[-2]))
    for axis in range(others.shape[-1]):
        apart = places[..., :, axis, None] - others[..., None, :, axis]
        apart *= apart
        squares += apart
    return np.sqrt(squares, out=squares)


def _by_place(place: Floats, pulls: Floats, anchors: Integers) -> Floats:
    """Return the derivative by each place ``(..., N, K)``: pulls times (own place - other's), from both ends."""
    gradient: Floats = place * pulls.sum(axis=-2)[..., None]
    anchored = place[..., anchors, :]
    gradient -= np.matmul(np.swapaxes(pulls, -1, -2), anchored)
    gradient[..., anchors, :] += anchored * pulls.sum(axis=-1)[..., None] - np.matmul(pulls, place)
    return gradient
