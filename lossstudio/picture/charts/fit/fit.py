"""What the fit chart draws, as plain arrays: one form for each kind of data."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.array import Floats, Integers
from lossstudio.core.numbers import DIGITS
from lossstudio.picture.charts.axis import Other, as_measured

Booleans: TypeAlias = NDArray[np.bool_]
Others: TypeAlias = tuple[Other, Other]
Figure: TypeAlias = Literal["square", "bar"]
"""What a residual is drawn as, so that the area is what it costs."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Marked:
    """The sample that is followed through a step.

    Attributes
    ----------
    row
        Its number among the training rows.
    x, y
        Where it stands in the chart.
    fitted
        The height at which the model puts it; None where heights aren't predictions.
    """

    row: int
    x: float
    y: float
    fitted: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LineFit:
    """One input: samples, and each runner's prediction over it.

    Attributes
    ----------
    rows
        ``(n,)``: the numbers of the drawn samples among the training rows.
    x, y, fitted
        ``(n,)``: input, target, and the selected runner's prediction.
    test
        ``(m, 2)``: held-back samples.
    grid, lines
        ``(G,)`` and ``(R, G)``.
    classes
        The names of the targets 0 and 1; empty for regression.
    cut
        Above which prediction the answer is the second class; None for regression.
    others
        How places on the axes are measured, where data are standardised.
    figure
        As what residuals are drawn; None: as lines.
    """

    rows: Integers
    x: Floats
    y: Floats
    fitted: Floats
    test: Floats
    grid: Floats
    lines: Floats
    names: tuple[str, ...]
    runner: int
    axes: tuple[str, str]
    classes: tuple[str, ...] = ()
    cut: float | None = None
    marked: Marked | None = None
    others: Others = (None, None)
    figure: Figure | None = None

    def measured(self, heights: Floats) -> Floats:
        """Return heights of the chart ``(...)`` as they were measured."""
        return as_measured(heights, self.others[1])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MapFit:
    """Two inputs and classes: what the model says over the plane.

    Attributes
    ----------
    rows, x, y
        As for a line; y is the second input.
    labels
        ``(n,)``: each sample's class.
    wrong
        ``(n,)``: which samples the selected runner takes for another class.
    test
        ``(m, 2)``: the test rows' inputs.
    winner, sure
        ``(G, G)``, row by row from the bottom: which class the selected runner says, and how sure it is, from 0
        (undecided) to 1.
    extent
        (x low, x high, y low, y high) of the map.
    boundaries
        For each runner the segments ``(S, 2, 2)`` where it is undecided.
    """

    rows: Integers
    x: Floats
    y: Floats
    labels: Integers
    wrong: Booleans
    test: Floats
    winner: Integers
    sure: Floats
    extent: tuple[float, float, float, float]
    boundaries: tuple[Floats, ...]
    names: tuple[str, ...]
    runner: int
    axes: tuple[str, str]
    classes: tuple[str, ...]
    marked: Marked | None = None
    others: Others = (None, None)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TargetFit:
    """Several inputs: the selected runner's prediction against the truth; x is the target, y the prediction.

    Attributes
    ----------
    cut
        Above which prediction the answer is yes; None for regression.
    figure
        As for a line.
    """

    rows: Integers
    x: Floats
    y: Floats
    test: Floats
    runner: int
    axes: tuple[str, str]
    cut: float | None = None
    marked: Marked | None = None
    others: Others = (None, None)
    figure: Figure | None = None

    def measured(self, heights: Floats) -> Floats:
        """Return heights of the chart ``(...)`` as they were measured."""
        return as_measured(heights, self.others[1])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AimFit:
    """No inputs and two targets, as throws at a board: x and y are the targets, `aims` ``(R, 2)`` the predictions."""

    rows: Integers
    x: Floats
    y: Floats
    test: Floats
    aims: Floats
    names: tuple[str, ...]
    runner: int
    axes: tuple[str, str]
    marked: Marked | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SlopeFit:
    """No data: a cut through the terrain along the coming step.

    Attributes
    ----------
    distance, height
        ``(G,)``: the cut; distance 0 is here.
    here
        The height here.
    slope
        How steeply it rises along the cut, here.
    landing
        (distance, height) after the coming step; None when there is no step.
    digits
        With how many significant digits heights are written.
    """

    distance: Floats
    height: Floats
    here: float
    slope: float
    landing: tuple[float, float] | None
    runner: int
    axes: tuple[str, str]
    digits: int = DIGITS


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DensityFit:
    """Distributions: the target's density, each runner's, and where the two are unlike.

    Attributes
    ----------
    x
        ``(G,)``, rising.
    target, families
        ``(G,)`` and ``(R, G)``: the densities.
    surprise
        ``(G,)``: what each place adds to the selected runner's divergence.
    values
        ``(n,)``: the given values, where the target is their density.
    divergence
        How the divergence is called, and what it is here.
    digits
        With how many it is written.
    """

    x: Floats
    target: Floats
    families: Floats
    surprise: Floats
    values: Floats
    divergence: tuple[str, float]
    names: tuple[str, ...]
    runner: int
    digits: int = DIGITS
    axes: tuple[str, str] = ("x", "density")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EmbeddingFit:
    """Pairs: where the selected runner's model places the points, and what pulls and pushes them.

    Attributes
    ----------
    rows, labels
        As for a map.
    places
        ``(n, 2)``: where the points are placed.
    test
        ``(m, 2)``: where held-back points are placed.
    steps
        ``(n, 2)``: where each point would go by its pulls and pushes, drawn to a scale that stays.
    pulls, pushes
        ``(n,)``: how strongly each point draws the followed one to itself, or pushes it away, 0 to 1.
    reach
        Within which distance the unlike push the followed point; None where no one distance decides that.
    extent
        (x low, x high, y low, y high) of what is shown.
    """

    rows: Integers
    labels: Integers
    places: Floats
    test: Floats
    steps: Floats
    pulls: Floats
    pushes: Floats
    reach: float | None
    extent: tuple[float, float, float, float]
    classes: tuple[str, ...]
    runner: int
    axes: tuple[str, str] = ("1st coordinate", "2nd coordinate")
    marked: Marked | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GameFit:
    """A game: real and generated data, and each discriminator's score over them.

    Attributes
    ----------
    x
        ``(G,)``, rising.
    scores
        ``(R, G)``: each runner's score; above 0 the discriminator takes a datum for real.
    real, generated
        ``(G,)`` and ``(R, G)``: the densities; None where all data are in one place.
    real_at, generated_at
        The mean of the real data, and of each runner's ``(R,)``.
    slope, score
        How steeply the selected runner's score rises where its generator's mean is, and how high it is there.
    """

    x: Floats
    scores: Floats
    real: Floats | None
    generated: Floats | None
    real_at: float
    generated_at: Floats
    slope: float
    score: float
    names: tuple[str, ...]
    runner: int
    axes: tuple[str, str] = ("x", "score D(x)")


@dataclass(frozen=True, slots=True)
class NoFit:
    """Nothing that this chart can draw, and why."""

    reason: str


Fit: TypeAlias = LineFit | MapFit | TargetFit | AimFit | SlopeFit | DensityFit | EmbeddingFit | GameFit | NoFit
