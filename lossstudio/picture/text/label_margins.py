"""How much room the axes' numbers and names need around the surface, so that a fitted camera leaves just that."""

from dataclasses import replace
from math import atan, degrees, radians, tan

import numpy as np

from lossstudio.picture.camera.camera import (
    Camera,
    Margins,
    Size,
    fit,
    outline,
)
from lossstudio.picture.map.map_camera import MapCamera, fit_map
from lossstudio.picture.scene.frame import StaticScene
from lossstudio.picture.text.area import Area
from lossstudio.picture.text.axes import axes_of
from lossstudio.picture.text.axis_name_places import TextMeasures
from lossstudio.picture.text.fonts import TextSizes, face

FIRST_SHARE = 0.12
"""The margins that are tried first, as a share of the picture's sides."""
ROUNDS = 2
MARK = 16.0
"""How far the mark of a path that leaves the box stands out above the rim, in points."""


def _measures(size: Size, scale: float, lettering: TextSizes) -> TextMeasures:
    numbers, names = face(lettering.ticks * scale), face(lettering.names * scale, bold=True)
    return TextMeasures.on(size, numbers.size, names.size, scale, lettering.apart)


def margins_for(
    static_scene: StaticScene, size: Size, scale: float, lettering: TextSizes, directions: list[tuple[float, float]]
) -> Margins:
    """Return margins, in pixels, that hold everything that is written outside the surface.

    Parameters
    ----------
    static_scene
        What is to be seen.
    size
        Of the picture, in pixels.
    scale
        Pixels per point.
    lettering
        How large everything is written.
    directions
        Azimuths and elevations from which it is seen.
    """
    measures = _measures(size, scale, lettering)
    wide, tall = FIRST_SHARE * size[0], FIRST_SHARE * size[1]
    margins = wide, tall, wide, tall
    for _ in range(ROUNDS):
        cameras = [fit(static_scene, size, margins, *direction) for direction in directions]
        most = np.max([_needed(static_scene, size, camera, measures) for camera in cameras], axis=0)
        needed = most + lettering.edge * scale
        left, top, right, bottom = needed.tolist()
        margins = left, top + MARK * scale, right, bottom
    return margins


def map_margins_for(static_scene: StaticScene, size: Size, scale: float, lettering: TextSizes) -> Margins:
    """Return margins, in pixels, that hold everything that is written outside a map."""
    measures = _measures(size, scale, lettering)
    wide, tall = FIRST_SHARE * size[0], FIRST_SHARE * size[1]
    margins = wide, tall, wide, tall
    for _ in range(ROUNDS):
        plot = fit_map(static_scene, size, margins)
        needed = np.array(_needed_by_map(static_scene, size, plot, measures)) + lettering.edge * scale
        left, top, right, bottom = needed.tolist()
        margins = left, top, right, bottom
    return margins


def _needed_by_map(static_scene: StaticScene, size: Size, camera: MapCamera, measures: TextMeasures) -> Margins:
    """Return how far the writing stands out beyond a map on each side, if nothing stops it."""
    width, height = size
    at = camera.plot
    plot = Area(at.left + width, at.top + height, at.right + width, at.bottom + height)
    axes = axes_of(static_scene, replace(camera, plot=plot), (3 * width, 3 * height), measures)
    around = [number.area for axis in axes for number in axis.numbers] + [axis.name.area for axis in axes if axis.name]
    return (
        max(0.0, plot.left - min((area.left for area in around), default=plot.left)),
        max(0.0, plot.top - min((area.top for area in around), default=plot.top)),
        max(0.0, max((area.right for area in around), default=plot.right) - plot.right),
        max(0.0, max((area.bottom for area in around), default=plot.bottom) - plot.bottom),
    )


def _needed(static_scene: StaticScene, size: Size, camera: Camera, measures: TextMeasures) -> Margins:
    """Return how far the writing stands out beyond the surface on each side, if nothing stops it."""
    larger = size[0] * 2, size[1] * 2
    unbound = replace(camera, fov=2 * degrees(atan(2 * tan(radians(camera.fov / 2)))))
    seen = unbound.project(outline(static_scene), larger)
    axes = axes_of(static_scene, unbound, larger, measures)
    around = [number.area for axis in axes for number in axis.numbers] + [axis.name.area for axis in axes if axis.name]
    if not around:
        return 0.0, 0.0, 0.0, 0.0
    return (
        max(0.0, float(seen[:, 0].min()) - min(area.left for area in around)),
        max(0.0, float(seen[:, 1].min()) - min(area.top for area in around)),
        max(0.0, max(area.right for area in around) - float(seen[:, 0].max())),
        max(0.0, max(area.bottom for area in around) - float(seen[:, 1].max())),
    )
