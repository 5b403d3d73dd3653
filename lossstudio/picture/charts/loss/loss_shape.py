"""From a compiled recipe and a runner's place to the shape of its loss and gradient, with the samples upon it; pure."""

from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.core.column_names import bracketed_unit
from lossstudio.core.evenly import evenly
from lossstudio.core.objective.game.objective import GameObjective
from lossstudio.core.objective.pairs.objective import PairsObjective, distances
from lossstudio.core.objective.pairs.pair_loss import Kinship
from lossstudio.picture.charts.axis import rounded_up
from lossstudio.picture.charts.fit.fit import Booleans
from lossstudio.picture.charts.loss.loss_lines import SampledOutputs, line_of, rows_of
from lossstudio.run.kinds.drawing import AnswersDrawing, EmbeddingDrawing, PlayersDrawing
from lossstudio.run.training.compiled_recipe import CompiledRecipe


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LossShape:
    """What the loss chart of one sample draws.

    Attributes
    ----------
    x
        ``(G,)``: the error, the score for the truth, or the probability given to the truth.
    curves, slopes
        ``(C, G)``: the loss, and its gradient; several curves where a miss of one class costs something else than of
        another.
    curve_names
        Of the curves, where there are several.
    samples
        ``(n, 3)``: where the training samples stand: number, loss, gradient.
    marked
        Where the followed sample stands.
    name
        Of the axis.
    """

    x: Floats
    curves: Floats
    slopes: Floats
    curve_names: tuple[str, ...]
    samples: Floats
    marked: tuple[float, float, float] | None
    name: str


POINTS = 161
LEAST = 2.0
"""Scores are shown at least so far to both sides."""
MOST_SHOWN = 40
WEIGHTY = 0.01
"""Data that weigh less than this share of the most aren't drawn."""


def score_shape(game: GameObjective, theta: Floats) -> LossShape:
    """Return what both players pay at theta ``(P,)``."""
    loss, arena = game.loss, game.arena
    real = game.scores(theta, _weighty(arena.real, arena.real_weights))
    made = game.scores(theta, _weighty(game.generated(theta), arena.noise_weights))
    known = np.abs(np.concatenate([real, made]))
    reach = rounded_up(max(LEAST, float(known[np.isfinite(known)].max(initial=0.0))))
    x = np.linspace(-reach, reach, POINTS)
    paid = (
        (loss.real, loss.real_slope, real),
        (loss.fake, loss.fake_slope, made),
        (loss.generator, loss.generator_slope, made),
    )
    samples = np.concatenate([np.column_stack([at, value(at), slope(at)]) for value, slope, at in paid])
    return LossShape(
        x=x,
        curves=np.stack([value(x) for value, _, _ in paid]),
        slopes=np.stack([slope(x) for _, slope, _ in paid]),
        curve_names=("D, real", "D, gen.", "G"),
        samples=samples[np.isfinite(samples).all(axis=1)],
        marked=None,
        name="score",
    )


def _weighty(data: Floats, weights: Floats) -> Floats:
    """Return some of those data that weigh anything."""
    kept: Floats = data[weights > WEIGHTY * weights.max()]
    some: Floats = kept[evenly(len(kept), MOST_SHOWN)]
    return some


MOST_POINTS, MOST_PAIRS_SHOWN = 60, 400
"""Of more points, and of the pairs or triplets among them, some are drawn."""
BEYOND = 1.25
"""How far beyond the margin is shown at least, as a multiple of it."""
FAR_QUANTILE = 0.95


def distance_shape(objective: PairsObjective, theta: Floats) -> LossShape:
    """Return the shape of the loss at theta ``(P,)``, with some of the pairs or triplets upon it."""
    some = evenly(objective.rows, MOST_POINTS)
    place, classes = objective.predict(theta)[some], objective.classes[some]
    apart, same = distances(place, place), classes[:, None] == classes
    return (_pairs if objective.loss.terms == "pairs" else _triplets)(objective, apart, same)


def _pairs(objective: PairsObjective, apart: Floats, same: Booleans) -> LossShape:
    one, other = np.triu_indices(len(apart), 1)
    shown = evenly(len(one), MOST_PAIRS_SHOWN)
    distance, like = apart[one, other][shown], same[one, other][shown]
    x = np.linspace(0.0, _reach(objective, distance), POINTS)
    kinds = [_of_pairs(objective, x, like=each) for each in (True, False)]
    placed = [_of_pairs(objective, distance, like=each) for each in (True, False)]
    value, slope = (np.where(like, placed[0][at], placed[1][at]) for at in (0, 1))
    return LossShape(
        x=x,
        curves=np.stack([value for value, _ in kinds]),
        slopes=np.stack([slope for _, slope in kinds]),
        curve_names=("like", "unlike"),
        samples=_known(distance, value, slope),
        marked=None,
        name="distance d",
    )


def _triplets(objective: PairsObjective, apart: Floats, same: Booleans) -> LossShape:
    anchor, like, unlike = _chosen(same)
    lead = apart[anchor, like] - apart[anchor, unlike]
    reach = _reach(objective, np.abs(lead))
    x = np.linspace(-reach, reach, POINTS)
    curve, slopes = _of_triplets(objective, x)
    value, slope = _of_triplets(objective, lead)
    return LossShape(
        x=x,
        curves=curve[np.newaxis],
        slopes=slopes[np.newaxis],
        curve_names=(),
        samples=_known(lead, value, slope),
        marked=None,
        name="d(a, p) − d(a, n)",
    )


def _of_pairs(objective: PairsObjective, distance: Floats, *, like: bool) -> tuple[Floats, Floats]:
    """Return what pairs at these distances ``(n,)`` cost, and the derivative."""
    kinship = Kinship(np.array([[like]]), np.array([[not like]]))
    shares, slopes = objective.loss.shares_and_slopes(distance[:, None, None], kinship, **objective.options)
    return shares[:, 0], slopes[:, 0, 0]


def _of_triplets(objective: PairsObjective, lead: Floats) -> tuple[Floats, Floats]:
    """Return what triplets cost whose like one is so much ``(n,)`` farther away than the unlike one."""
    kinship = Kinship(np.array([[True, False]]), np.array([[False, True]]))
    pair = np.stack([np.maximum(lead, 0.0), np.maximum(-lead, 0.0)], axis=-1)
    shares, slopes = objective.loss.shares_and_slopes(pair[:, None, :], kinship, **objective.options)
    return shares[:, 0], slopes[:, 0, 0]


def _chosen(same: Booleans) -> tuple[Integers, Integers, Integers]:
    """Return some triplets, evenly chosen: anchors, those like them, and those unlike them."""
    like = same & ~np.eye(len(same), dtype=bool)
    pairs = np.argwhere(like)
    pairs = pairs[evenly(len(pairs), MOST_PAIRS_SHOWN)]
    unlike = [np.flatnonzero(~same[anchor]) for anchor, _ in pairs]
    chosen = [others[number % len(others)] if len(others) else -1 for number, others in enumerate(unlike)]
    known = np.array(chosen, dtype=np.intp) >= 0
    return pairs[known, 0], pairs[known, 1], np.array(chosen, dtype=np.intp)[known]


def _reach(objective: PairsObjective, sizes: Floats) -> float:
    """Return how far is shown: most of what there is, and the margin."""
    known = sizes[np.isfinite(sizes)]
    usual = float(np.quantile(known, FAR_QUANTILE)) if len(known) else 0.0
    return max(usual, BEYOND * float(objective.options["margin"])) or 1.0


def _known(places: Floats, losses: Floats, slopes: Floats) -> Floats:
    samples = np.column_stack([places, losses, slopes])
    return samples[np.isfinite(samples).all(axis=1)]


MOST_SAMPLES = 600


def shape_of(
    compiled: CompiledRecipe, theta: Floats, runner: int = 0, *, step: int = 0, sample: int | None = None
) -> LossShape | None:
    """Return the shape of a runner's loss at theta ``(P,)``; None where there is no loss of one datum."""
    drawing = compiled.drawing(runner, step)
    with np.errstate(all="ignore"):
        match drawing:
            case EmbeddingDrawing():
                return distance_shape(drawing.objective, theta)
            case PlayersDrawing():
                return score_shape(drawing.game, theta)
            case AnswersDrawing():
                return _of_answers(drawing, theta, sample)
    return None


def _of_answers(drawing: AnswersDrawing, theta: Floats, sample: int | None) -> LossShape:
    objective, data = drawing.objective, drawing.data
    rows = rows_of(objective.rows, MOST_SAMPLES, sample)
    output = objective.predict(theta, objective.inputs[rows])
    line = line_of(SampledOutputs(objective, output, objective.targets[rows], data.task))
    known = sample is not None and rows[-1] == sample
    each = len(line.samples) // len(rows)
    place, loss, slope = (float(number) for number in line.samples[-each])
    return LossShape(
        x=line.x,
        curves=line.curves,
        slopes=line.slopes,
        curve_names=tuple(_class_name(data.classes, truth) for truth in line.truths),
        samples=line.samples,
        marked=(place, loss, slope) if known else None,
        name=line.name + (bracketed_unit(data.target_names[0]) if line.name.startswith(("error", "distance")) else ""),
    )


def _class_name(classes: tuple[str, ...], number: int) -> str:
    return classes[number] if number < len(classes) else f"class {number}"
