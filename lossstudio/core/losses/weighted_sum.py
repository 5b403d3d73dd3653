"""A weighted sum of other losses."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.catalogue import Catalogue, Spec, UnknownEntryError
from lossstudio.core.losses.loss import TASKS, Loss, Parabola, Part
from lossstudio.core.losses.mae import MAE
from lossstudio.core.losses.mse import MSE
from lossstudio.core.numbers import MINUS, exact
from lossstudio.core.option import Custom, Number, OptionError, describe, nearest
from lossstudio.core.written import is_one_term

MOST_PARTS = 8
_WEIGHT = Number(name="weight", default=1.0, slider=(0.0, 5.0), help="How much this part counts.")

Parts = tuple[Part, ...]


def _value(output: Floats, target: Floats, *, parts: Parts) -> Floats:
    terms = [part.weight * part.loss.value(output, target, **part.options) for part in parts]
    value: Floats = np.add.reduce(terms)
    return value


def _gradient(output: Floats, target: Floats, *, parts: Parts) -> Floats:
    terms = [part.weight * part.loss.gradient(output, target, **part.options) for part in parts]
    gradient: Floats = np.add.reduce(terms)
    return gradient


def _curvature(output: Floats, target: Floats, along: Floats, *, parts: Parts) -> Floats:
    terms = [part.weight * part.loss.curvature(output, target, along, **part.options) for part in parts]
    curvature: Floats = np.add.reduce(terms)
    return curvature


def _kinks(*, parts: Parts) -> tuple[float, ...]:
    found = {kink for part in parts if part.loss.kinks for kink in part.loss.kinks(**part.options)}
    return tuple(sorted(found))


def _parabola(target: Floats, *, parts: Parts) -> Parabola | None:
    """Return the sum of the parts' coefficients; None where a part is no parabola."""
    found: Parabola = (0.0, 0.0, 0.0)
    for part in parts:
        own = None if part.loss.parabola is None else part.loss.parabola(target, **part.options)
        if own is None:
            return None
        a, b, c = (part.weight * term for term in own)
        found = found[0] + a, found[1] + b, found[2] + c
    return found


def _share(target: Any, *, parts: Parts) -> Floats:
    """Return the weights that the parts agree on, by which the sum is divided."""
    for part in parts:
        if part.loss.share is not None:
            return part.loss.share(target, **part.options)
    return np.ones(len(target))


def _refusal(target: Floats, outputs: int, *, parts: Parts) -> str | None:
    if len({part.loss.takes in ("scores", "probabilities") for part in parts}) > 1:
        return "losses for many classes and other losses can't be summed; they want different outputs"
    if len({part.options.get("class_weights") for part in parts}) > 1:
        return "all parts need the same class_weights, since the sum is divided by them"
    for part in parts:
        if part.loss.refusal is not None and (reason := part.loss.refusal(target, outputs, **part.options)):
            return f"{part.loss.key}: {reason}"
    return None


def _resolve(loss: Loss, *, parts: Parts) -> Loss:
    """Return the sum as a loss that takes what its parts take and fits the tasks that all of them fit."""
    links = {part.loss.link for part in parts}
    means = {part.loss.mean for part in parts}
    return replace(
        loss,
        takes=parts[0].loss.takes,
        least=_least(parts),
        link=links.pop() if len(links) == 1 else None,
        mean=means.pop() if len(means) == 1 else None,
        tasks=tuple(task for task in TASKS if all(task in part.loss.tasks for part in parts)),
        formula=_formula(parts),
    )


def _formula(parts: Parts) -> str:
    """Return the parts with their weights; what letters stand for comes behind them all."""
    terms: list[str] = []
    values: list[str] = []
    for part in parts:
        term, _, told = part.loss.under(part.options).formula.partition(",  ")
        alone = part.weight if part.weight >= 0.0 else abs(part.weight)
        sign = (" − " if part.weight < 0.0 else " + ") if terms else (MINUS if part.weight < 0.0 else "")
        terms.append(f"{sign}{exact(alone)} {term if is_one_term(term) else f'[{term}]'}")
        values += [each for each in told.split(", ") if each and each not in values]
    said = "".join(terms)
    return f"{said},  {', '.join(values)}" if values else said


def _least(parts: Parts) -> float | None:
    """Return what the sum is at least, where that follows from its parts."""
    bounds = [part.loss.under(part.options).least for part in parts]
    if any(bound is None or part.weight < 0.0 for part, bound in zip(parts, bounds, strict=True)):
        return None
    return sum(part.weight * (bound or 0.0) for part, bound in zip(parts, bounds, strict=True))


def weighted_sum(losses: Catalogue[Loss]) -> Loss:
    """Return the entry that sums losses of a catalogue."""
    return Loss(
        key="weighted_sum",
        label="Weighted sum",
        summary="several losses at once, each with its weight",
        options=(
            Custom(
                name="parts",
                default=tuple(Part(0.5, Spec(loss.key), loss, {}) for loss in (MSE, MAE)),
                help="The losses and their weights.",
                form='a list of {"weight": number, "loss": {...}}',
                checker=lambda value: _checked_parts(value, losses),
                writer=lambda parts: [_written(part) for part in parts],
            ),
        ),
        takes="value",
        tasks=TASKS,
        formula="Σ share · loss",
        best_for="wanting two things at once",
        trait="the weights say what matters; each part has its share of the gradient",
        value=_value,
        gradient=_gradient,
        curvature=_curvature,
        kinks=_kinks,
        share=_share,
        parabola=_parabola,
        refusal=_refusal,
        summands=lambda *, parts: parts,
        resolve=_resolve,
    )


def _checked_parts(value: Any, losses: Catalogue[Loss]) -> Parts:
    if not isinstance(value, list | tuple) or not value:
        raise OptionError('must be a list of at least one {"weight": w, "loss": {...}}')
    if len(value) > MOST_PARTS:
        raise OptionError(f"must have at most {MOST_PARTS} parts, not {len(value)}")
    return tuple(_checked_part(index, part, losses) for index, part in enumerate(value))


def _checked_part(index: int, part: Any, losses: Catalogue[Loss]) -> Part:
    if isinstance(part, Part):
        return part
    if not isinstance(part, Mapping):
        raise OptionError.at(f"[{index}]", f'must be {{"weight": w, "loss": {{...}}}}, not {describe(part)}')
    for key in part:
        if key not in ("weight", "loss"):
            raise OptionError.at(f"[{index}].{key}", f"there is no such key here{nearest(key, ['weight', 'loss'])}")
    try:
        weight = _WEIGHT.check(part.get("weight", _WEIGHT.default))
    except OptionError as error:
        raise OptionError.at(f"[{index}].weight", str(error)) from None
    return _bound(weight, part.get("loss"), losses, f"[{index}].loss")


def _bound(weight: float, said: Any, losses: Catalogue[Loss], place: str) -> Part:
    if not isinstance(said, Mapping) or not isinstance(said.get("kind"), str):
        raise OptionError.at(place, f'must be an object such as {{"kind": "mse"}}, not {describe(said)}')
    options = dict(said)
    try:
        loss = losses[options.pop("kind")]
    except UnknownEntryError as error:
        raise OptionError.at(f"{place}.kind", str(error)) from None
    checked = {name: _checked_option(loss, name, value, f"{place}.{name}") for name, value in options.items()}
    complete = loss.complete(checked)
    if loss.clash is not None and (clash := loss.clash(**complete)):
        raise OptionError.at(f"{place}.{clash[0]}", clash[1])
    return Part(weight, Spec.of(loss.key, **checked), loss, complete)


def _checked_option(loss: Loss, name: str, value: Any, place: str) -> Any:
    try:
        return loss.option(name).check(value)
    except OptionError as error:
        raise OptionError.at(place + error.within, error.reason) from None


def _written(part: Part) -> dict[str, Any]:
    options = {name: part.loss.option(name).write(value) for name, value in part.said.options.items()}
    return {"weight": part.weight, "loss": {"kind": part.said.kind, **options}}
