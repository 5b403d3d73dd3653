"""What the fit chart draws, as plain arrays: one form for each kind of data."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.array import Floats, Integers
from lossstudio.picture.charts.units import Other

Booleans: TypeAlias = NDArray[np.bool_]
Others: TypeAlias = tuple[Other, Other]


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
    others
        The second units of the axes, where data are standardised.
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
    marked: Marked | None = None
    others: Others = (None, None)


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
    """Several inputs: the selected runner's prediction against the truth; x is the target, y the prediction."""

    rows: Integers
    x: Floats
    y: Floats
    test: Floats
    runner: int
    axes: tuple[str, str]
    marked: Marked | None = None
    others: Others = (None, None)


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
    """

    distance: Floats
    height: Floats
    here: float
    slope: float
    landing: tuple[float, float] | None
    runner: int
    axes: tuple[str, str]


@dataclass(frozen=True, slots=True)
class NoFit:
    """Nothing that this chart can draw, and why."""

    reason: str


Fit: TypeAlias = LineFit | MapFit | TargetFit | AimFit | SlopeFit | NoFit
