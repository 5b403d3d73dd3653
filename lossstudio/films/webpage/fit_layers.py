"""What the data chart of a page draws: layers of dots, lines and areas, made of the fits at some key steps.

A layer is plain JSON. An array with one axis more than its layer needs moves: its first axis are the key steps. A
colour is the name of one of the theme's, "runner:2", or the class numbers of the dots. `resources/page/layers.js` draws
them.
"""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from lossstudio.core.array import Floats
from lossstudio.films.webpage.packing import Bits, packed
from lossstudio.picture.charts.fit.fit import (
    AimFit,
    DensityFit,
    EmbeddingFit,
    Fit,
    GameFit,
    LineFit,
    MapFit,
    SlopeFit,
    TargetFit,
)
from lossstudio.picture.charts.fit.game import LINES
from lossstudio.picture.charts.fit.layer import Ranges

Layer: TypeAlias = dict[str, Any]
Layers: TypeAlias = tuple[list[Layer], list[Layer]]
"""Those that are drawn whoever is selected, and those of the selected runner."""
GRID = 200
"""Places across densities and scores, which have their own at each step."""
SHADES = 31
"""So many degrees of being sure can be told apart in a map."""
TALL = 0.36
"""How much of the height a game's data take, at the bottom."""


def layers_of(fits: Sequence[Any], ranges: Sequence[Ranges]) -> Layers:
    """Return the layers of the fits of one kind at the key steps, with the ranges in which they are seen."""
    kind: type[Fit] = type(fits[0])
    found: Layers = _MAKERS[kind](fits, ranges)
    marked = [fit.marked for fit in fits if getattr(fit, "marked", None) is not None]
    if len(marked) == len(fits):
        up = [each.fitted if kind is TargetFit else each.y for each in marked]
        found[1].append(_dots([[each.x] for each in marked], [[y] for y in up], "text", radius=6.0, look="ring"))
    return found


def key_of(fit: Any) -> list[tuple[str, str]]:
    """Return what a chart's key says: words, and the colour of the mark before them ("" for none).

    The runners of a race have names and colours beside the chart already.
    """
    if not isinstance(fit, GameFit):
        return []
    generated = [("generated", "runner:0")] if len(fit.scores) == 1 else []
    return [("real", "data"), *generated, *((words, "") for words in LINES)]


def _dots(x: ArrayLike, y: ArrayLike, color: Any, *, radius: float = 3.0, look: str = "full", bits: Bits = 16) -> Layer:
    return {"kind": "dots", "x": packed(x, bits), "y": packed(y, bits), "color": color, "radius": radius, "look": look}


def _line(x: ArrayLike, y: ArrayLike, color: str, *, width: float = 2.2, dash: str = "solid", bits: Bits = 16) -> Layer:
    made = {"kind": "line", "x": packed(x, bits), "y": packed(y, bits), "color": color}
    return made | {"width": width, "dash": dash}


def _area(x: ArrayLike, y: ArrayLike, base: ArrayLike, color: str, *, opacity: float) -> Layer:
    made = {"kind": "area", "x": packed(x), "y": packed(y), "base": packed(base), "color": color}
    return made | {"opacity": opacity}


def _drops(x: ArrayLike, start: ArrayLike, end: ArrayLike) -> Layer:
    """Return lines along the upright from one height to another: residuals."""
    return {"kind": "drops", "x": packed(x), "from": packed(start), "to": packed(end), "color": "error"}


def _within(values: Floats, spans: Floats) -> Floats:
    """Return values ``(F, ...)`` moved to at most one extent beyond the spans ``(F, 2)`` in which they are seen."""
    shape = (-1, *([1] * (values.ndim - 1)))
    low, high = spans[:, 0].reshape(shape), spans[:, 1].reshape(shape)
    with np.errstate(invalid="ignore"):
        clipped: Floats = np.clip(values, low - (high - low), high + (high - low))
    return clipped


def _upright(ranges: Sequence[Ranges]) -> Floats:
    return np.array([up for _, up in ranges])


def _test_dots(test: Floats) -> list[Layer]:
    return [_dots(test[:, 0], test[:, 1], "data", look="hollow")] if len(test) else []


def _of_line(fits: Sequence[LineFit], ranges: Sequence[Ranges]) -> Layers:
    fit, spans = fits[0], _upright(ranges)
    grid, lines = fit.grid[::2], _within(np.stack([each.lines[:, ::2] for each in fits]), spans)
    common = [_dots(fit.x, fit.y, "data"), *_test_dots(fit.test)]
    common += [_line(grid, lines[:, runner], f"runner:{runner}", width=2.6) for runner in range(lines.shape[1])]
    if fit.cut is not None:
        common.insert(0, {"kind": "level", "at": fit.cut})
    mine = packed(lines[:, fit.runner])
    return common, [{"kind": "residuals", "x": packed(fit.x), "y": packed(fit.y), "grid": packed(grid), "line": mine}]


def _of_map(fits: Sequence[MapFit], _ranges: Sequence[Ranges]) -> Layers:
    fit = fits[0]
    field = {
        "kind": "field",
        "winner": packed(np.stack([each.winner for each in fits]), 8),
        "sure": packed(np.round(SHADES * np.stack([np.nan_to_num(each.sure) for each in fits])) / SHADES, 8),
        "extent": fit.extent,
    }
    borders = [_segments([each.boundaries[runner] for each in fits], runner) for runner in range(len(fit.boundaries))]
    wrong = packed(np.stack([each.wrong for each in fits]), 8)
    dots = _dots(fit.x, fit.y, fit.labels.tolist()) | {"wrong": wrong}
    return [*borders], [field, dots, *_test_dots(fit.test)]


def _segments(parts: Sequence[Floats], runner: int) -> Layer:
    """Return line segments ``(S, 2, 2)`` of each key step one after the other, with where each step's begin."""
    starts = np.cumsum([0, *(len(part) for part in parts)])
    places = packed(np.concatenate(parts).reshape(-1, 4))
    return {"kind": "segments", "places": places, "starts": starts.tolist(), "color": f"runner:{runner}"}


def _of_target(fits: Sequence[TargetFit], ranges: Sequence[Ranges]) -> Layers:
    fit, spans = fits[0], _upright(ranges)
    y = _within(np.stack([each.y for each in fits]), spans)
    common: list[Layer] = [{"kind": "diagonal"}]
    if fit.cut is not None:
        common.append({"kind": "level", "at": fit.cut})
    own = [_drops(fit.x, fit.x, y), _dots(fit.x, y, f"runner:{fit.runner}")]
    if len(fit.test):
        tested = _within(np.stack([each.test[:, 1] for each in fits]), spans)
        own.append(_dots(fit.test[:, 0], tested, "data", look="hollow"))
    return common, own


def _of_aim(fits: Sequence[AimFit], ranges: Sequence[Ranges]) -> Layers:
    fit = fits[0]
    aims = np.stack([each.aims for each in fits])
    aims = np.stack([_within(aims[..., axis], np.array([span[axis] for span in ranges])) for axis in (0, 1)], axis=-1)
    common = [_dots(fit.x, fit.y, "data"), *_test_dots(fit.test)]
    common += [
        _dots(aims[:, [runner], 0], aims[:, [runner], 1], f"runner:{runner}", radius=6.5, look="ball")
        for runner in range(aims.shape[1])
    ]
    here = aims[:, [fit.runner]]
    threads = {"kind": "threads", "x": packed(fit.x), "y": packed(fit.y), "to": packed(here), "color": "error"}
    return common, [threads]


def _of_slope(fits: Sequence[SlopeFit], ranges: Sequence[Ranges]) -> Layers:
    fit, spans = fits[0], _upright(ranges)
    distance = np.stack([each.distance[::2] for each in fits])
    reach = 0.16 * (distance[:, -1] - distance[:, 0])
    here, slope = (np.array([getattr(each, name) for each in fits]) for name in ("here", "slope"))
    along = np.stack([-reach, reach], axis=-1)
    height = _within(np.stack([each.height[::2] for each in fits]), spans)
    landing = np.array([(np.nan, np.nan) if each.landing is None else each.landing for each in fits])
    runner = f"runner:{fit.runner}"
    tangent = _within(here[:, None] + slope[:, None] * along, spans)
    own = [  # heights of several steps differ by powers of ten, and each is seen in a range of its own
        _line(distance, height, "secondary", width=1.8, bits=32),
        _line(along, tangent, "error", width=2.0, bits=32),
        _dots(landing[:, :1], _within(landing[:, 1:], spans), runner, radius=5.0, look="hollow", bits=32),
        _dots(np.zeros((len(fits), 1)), here[:, None], runner, radius=6.0, look="ball", bits=32),
    ]
    return [], own


def _of_density(fits: Sequence[DensityFit], ranges: Sequence[Ranges]) -> Layers:
    x, spans = _grid(ranges), _upright(ranges)
    target = _resampled(x, [(each.x, each.target) for each in fits], spans)
    surprise = _resampled(x, [(each.x, each.surprise) for each in fits], spans)
    zero = np.zeros_like(x)
    common = [_area(x, target, zero, "data", opacity=0.2), _line(x, target, "secondary", width=1.6)]
    for runner in range(len(fits[0].families)):
        family = _resampled(x, [(each.x, each.families[runner]) for each in fits], spans)
        common.append(_line(x, family, f"runner:{runner}", width=2.4))
    if len(fits[0].values):
        rug = np.full(len(fits[0].values), -0.05 * float(spans[0, 1]))
        common.append(_dots(fits[0].values, rug, "data", radius=2.5))
    own = [_area(x, surprise, zero, "error", opacity=0.36), {"kind": "level", "at": 0.0}]
    return common, own


def _of_game(fits: Sequence[GameFit], ranges: Sequence[Ranges]) -> Layers:
    x, spans = _grid(ranges), _upright(ranges)
    common: list[Layer] = [{"kind": "level", "at": 0.0}]
    tall = TALL * (spans[:, 1] - spans[:, 0])
    common += _data_of_game(fits, x, spans, tall)
    for runner in range(len(fits[0].scores)):
        score = _resampled(x, [(each.x, each.scores[runner]) for each in fits], spans)
        common.append(_line(x, score, f"runner:{runner}", width=2.0, dash="dashed"))
    return common, []


def _data_of_game(fits: Sequence[GameFit], x: Floats, spans: Floats, tall: Floats) -> list[Layer]:
    """Return real and generated data along the bottom: hills, or stems where all are in one place."""
    made: list[Layer] = []
    real_at = np.array([each.real_at for each in fits])
    peaks = np.array([1.0 if each.real is None else float(each.real.max()) for each in fits])
    for runner in (-1, *range(len(fits[0].scores))):
        color = "data" if runner < 0 else f"runner:{runner}"
        densities = [each.real if runner < 0 else _generated(each, runner) for each in fits]
        if any(each is None for each in densities):
            place = real_at if runner < 0 else np.array([each.generated_at[runner] for each in fits])
            ends = np.stack([spans[:, 0], spans[:, 0] + tall], axis=-1)
            made.append(_line(np.stack([place, place], axis=-1), ends, color))
            made.append(_dots(place[:, None], ends[:, 1:], color, radius=5.5, look="ball"))
            continue
        pairs = [(fit.x, density) for fit, density in zip(fits, densities, strict=True) if density is not None]
        hill = spans[:, :1] + tall[:, None] * _resampled(x, pairs, None) / peaks[:, None]
        base = np.broadcast_to(spans[:, :1], hill.shape)
        made += [_area(x, _within(hill, spans), base, color, opacity=0.18), _line(x, _within(hill, spans), color)]
    return made


def _generated(fit: GameFit, runner: int) -> Floats | None:
    return None if fit.generated is None else fit.generated[runner]


def _of_embedding(fits: Sequence[EmbeddingFit], ranges: Sequence[Ranges]) -> Layers:
    fit = fits[0]
    places, steps = (np.stack([getattr(each, name) for each in fits]) for name in ("places", "steps"))
    x, y = (_within(places[..., axis], np.array([span[axis] for span in ranges])) for axis in (0, 1))
    arrows = {"kind": "arrows", "x": packed(x), "y": packed(y), "color": "error"}
    arrows |= {"across": packed(steps[..., 0], 8), "up": packed(steps[..., 1], 8)}
    return [], [arrows, _dots(x, y, fit.labels.tolist())]


def _grid(ranges: Sequence[Ranges]) -> Floats:
    """Return places across all that is seen."""
    return np.linspace(min(across[0] for across, _ in ranges), max(across[1] for across, _ in ranges), GRID)


def _resampled(x: Floats, curves: Sequence[tuple[Floats, Floats]], spans: Floats | None) -> Floats:
    """Return curves, each with its own places, at the places x ``(F, G)``; NaN where one has none."""
    heights = np.stack([np.interp(x, at, height, left=np.nan, right=np.nan) for at, height in curves])
    return heights if spans is None else _within(heights, spans)


_MAKERS: dict[type, Any] = {
    LineFit: _of_line,
    MapFit: _of_map,
    TargetFit: _of_target,
    AimFit: _of_aim,
    SlopeFit: _of_slope,
    DensityFit: _of_density,
    EmbeddingFit: _of_embedding,
    GameFit: _of_game,
}
