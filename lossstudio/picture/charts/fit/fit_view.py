"""From a compiled recipe and where its runners stand to what the fit chart draws; pure."""

from dataclasses import replace

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.metrics import metrics_of
from lossstudio.core.numbers import MINUS, exact
from lossstudio.picture.charts.axis import input_axis, target_axis
from lossstudio.picture.charts.fit.class_map import ROW, across_of, map_of
from lossstudio.picture.charts.fit.divergence import densities_of
from lossstudio.picture.charts.fit.fit import (
    AimFit,
    DensityFit,
    Fit,
    LineFit,
    SlopeFit,
    TargetFit,
)
from lossstudio.picture.charts.fit.fit_input import MOST_POINTS, FitInput, extent, samples_drawn
from lossstudio.picture.charts.fit.game import players_of
from lossstudio.picture.charts.fit.pairs import embedding_of
from lossstudio.picture.charts.fit.terrain import slope_of
from lossstudio.run.analysis.quality import Decision
from lossstudio.run.analysis.step_view import StepView
from lossstudio.run.kinds.drawing import (
    AnswersDrawing,
    DensitiesDrawing,
    EmbeddingDrawing,
    PlayersDrawing,
    SlopeDrawing,
)
from lossstudio.run.training.compiled_recipe import CompiledRecipe

ALL_BUT_ROUNDING = 1e-9
"""A share of 1 that lacks less than this is all."""


def score_of(
    compiled: CompiledRecipe, theta: Floats, runner: int = 0, *, step: int = 0, threshold: float | None = None
) -> str:
    """Return "R² 0.19" or "accuracy 0.93" at theta ``(P,)``, on the training rows; nothing where no row is judged.

    Parameters
    ----------
    threshold
        Above which an answer counts as yes, in the probability, or in the score where there is none; None is the usual.
    """
    objective, data = compiled.objective(runner, step).pointwise, compiled.problem.prepared
    if objective is None or data is None:
        return compiled.problem.score(compiled.settings(step)[runner].loss, theta)
    with np.errstate(all="ignore"):
        output = objective.predict(theta)
        if threshold is not None and data.task == "binary" and output.shape[-1] <= 2:
            output = Decision.under(objective.loss, output.shape[-1], threshold).lead(output)[:, np.newaxis]
            found = metrics_of("binary", "score", output, data.train_targets, ranked=False)
        else:
            found = metrics_of(
                data.task, objective.loss.takes, objective.loss.answers(output), data.train_targets, ranked=False
            )
    name, label = ("r2", "R²") if "r2" in found else ("accuracy", "accuracy")
    value = float(found[name])
    if value <= -100:
        return f"{label} below {MINUS}100"
    return f"{label} {_of_one(value)}"


def _of_one(value: float) -> str:
    """Write a share of 1 with two decimals; what isn't all is never written as such."""
    if not np.isfinite(value):
        return exact(value)
    text = f"{value:.2f}".replace("-", MINUS)
    if text == "1.00" and value < 1 - ALL_BUT_ROUNDING:
        return "above 0.99"
    return "0.00" if text == f"{MINUS}0.00" else text


LINE_POINTS = 160


def fit_of(
    compiled: CompiledRecipe,
    thetas: Floats,
    runner: int = 0,
    *,
    step: int = 0,
    sample: int | None = None,
    update: Floats | None = None,
    threshold: float | None = None,
    areas: bool = False,
) -> Fit:
    """Return what the fit chart draws.

    Parameters
    ----------
    compiled
        The run's data, model and losses.
    thetas
        ``(R, P)``: where each runner stands.
    runner
        The selected one.
    step
        The update whose loss is in force.
    sample
        The training row to mark.
    update
        ``(P,)``: the selected runner's coming step; for terrains.
    threshold
        Above which an answer counts as yes, in the probability, or in the score where there is none; None is the usual.
    areas
        Whether residuals are drawn as areas, where the area is what each costs.
    """
    drawing = compiled.drawing(runner, step)
    match drawing:
        case SlopeDrawing():
            return slope_of(drawing.objective, thetas[runner], runner, update)
        case DensitiesDrawing():
            return densities_of(compiled, drawing, thetas, runner)
        case PlayersDrawing():
            return players_of(compiled, drawing.game, thetas, runner)
        case AnswersDrawing() | EmbeddingDrawing():
            fit_input = FitInput(
                compiled, drawing.data, drawing.network, thetas, runner, step, sample, threshold, areas
            )
            return (
                _answers(fit_input)
                if isinstance(drawing, AnswersDrawing)
                else embedding_of(fit_input, drawing.objective)
            )


def fit_at(view: StepView, *, follow: bool = True, threshold: float | None = None, areas: bool = False) -> Fit:
    """Return what the fit chart draws where the balls of a view are, wherever it is drawn.

    Parameters
    ----------
    follow
        Whether the sample that the view follows is marked.
    threshold, areas
        As `fit_of` has them.
    """
    fit = fit_of(
        view.compiled,
        view.thetas,
        view.runner,
        step=view.step,
        sample=view.sample if follow else None,
        update=view.ahead,
        threshold=threshold,
        areas=areas,
    )
    return replace(fit, digits=view.digits) if isinstance(fit, DensityFit | SlopeFit) else fit


def shows_data(compiled: CompiledRecipe) -> bool:
    """Say whether the fit chart has something to show beside the surface: data, or distributions."""
    return not isinstance(compiled.drawing(), SlopeDrawing)


def points_words(compiled: CompiledRecipe) -> str:
    """Say how many points the fit chart draws where that isn't all of them; "" where it is."""
    drawing = compiled.drawing()
    if not isinstance(drawing, AnswersDrawing) or (rows := len(drawing.data.train_inputs)) <= MOST_POINTS:
        return ""
    return f"{MOST_POINTS:,} of {rows:,} points"


def _answers(fit_input: FitInput) -> Fit:
    """Return the form that suits a model's inputs and outputs."""
    data, width = fit_input.data, fit_input.data.train_inputs.shape[1]
    if width == 0 and data.train_targets.shape[1] == fit_input.network.outputs == 2:
        return _aim(fit_input)
    if data.task == "multiclass" or (data.task == "binary" and width == 2):
        return map_of(fit_input)
    return _line(fit_input) if width < 2 and data.train_targets.shape[1] == 1 else _target(fit_input)


def _line(fit_input: FitInput) -> LineFit:
    data, rows = fit_input.data, samples_drawn(len(fit_input.data.train_inputs))
    x, y, test = across_of(data, "train"), data.train_targets[:, 0], across_of(data, "test")
    grid = np.linspace(*extent(np.concatenate([x, test])), LINE_POINTS)
    fitted = fit_input.fitted(data.train_inputs)
    across = input_axis(data, 0) if data.train_inputs.shape[1] else (ROW, None)
    up = (fit_input.leaning_axis(data.classes[1]), None) if data.classes else target_axis(data)
    return LineFit(
        rows=rows,
        x=x[rows],
        y=y[rows],
        fitted=fitted[rows],
        test=np.column_stack([test, data.test_targets[:, 0]]),
        grid=grid,
        lines=fit_input.lines(grid[:, np.newaxis]),
        names=fit_input.compiled.names,
        runner=fit_input.runner,
        axes=(across[0], up[0]),
        others=(across[1], up[1]),
        classes=data.classes,
        cut=fit_input.cut_height(),
        marked=fit_input.marked(x, y, fitted),
        figure=fit_input.figure,
    )


def _target(fit_input: FitInput) -> TargetFit:
    """Return predictions against truths; several targets of a row one after the other."""
    data, outputs = fit_input.data, fit_input.data.train_targets.shape[1]
    if outputs == 1:
        fitted, tested = fit_input.fitted(data.train_inputs), fit_input.fitted(data.test_inputs)
    else:
        theta = fit_input.thetas[fit_input.runner]
        judged = fit_input.loss(fit_input.runner)
        fitted, tested = (
            judged.answers(fit_input.predict(theta, inputs)).ravel() for inputs in (data.train_inputs, data.test_inputs)
        )
    truth = data.train_targets.ravel()
    rows = samples_drawn(len(truth))
    name, other = target_axis(data) if outputs == 1 else (" and ".join(data.target_names), None)
    return TargetFit(
        rows=rows // outputs,
        x=truth[rows],
        y=fitted[rows],
        test=np.column_stack([data.test_targets.ravel(), tested]),
        runner=fit_input.runner,
        axes=(f"true {name}", f"predicted {name}" if other is None and outputs == 1 else "predicted"),
        others=(other, other),
        cut=fit_input.cut_height(),
        marked=fit_input.marked(truth[::outputs], fitted[::outputs], truth[::outputs]),
        figure=fit_input.figure,
    )


def _aim(fit_input: FitInput) -> AimFit:
    data, rows = fit_input.data, samples_drawn(len(fit_input.data.train_targets))
    x, y = data.train_targets.T
    return AimFit(
        rows=rows,
        x=x[rows],
        y=y[rows],
        test=data.test_targets,
        aims=np.stack(
            [
                fit_input.loss(runner).answers(aim[0])
                for runner, aim in enumerate(fit_input.network.predict(fit_input.thetas, data.train_inputs[:1]))
            ]
        ),
        names=fit_input.compiled.names,
        runner=fit_input.runner,
        axes=(data.target_names[0], data.target_names[1]),
        marked=fit_input.marked(x, y),
    )
