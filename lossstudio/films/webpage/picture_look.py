"""Colours and measures of a page's picture: the renderer's own, so that page and program look the same."""

from typing import Any

from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.films.webpage.packing import packed
from lossstudio.picture.colors import CONTRAST, DARK, LIGHT, ColormapName, Theme, colormap, cross_colors, mix
from lossstudio.picture.gl.fog import CLEAR, LOST
from lossstudio.picture.scene import frame, frame_builder, guests, runners, swings

THEMES = (DARK, LIGHT, CONTRAST)


def look_of(name: ColormapName) -> dict[str, Any]:
    """Return the colours of each theme."""
    return {theme.name: _colors(theme, name) for theme in THEMES}


def runner_colors(trained: TrainedScene, few: list[int]) -> dict[str, list[str]]:
    """Return the colours of the runners that are drawn, in each theme."""
    themes = {theme.name: trained.colored(theme) for theme in THEMES}
    return {name: [theme.runner(runner) for runner in few] for name, theme in themes.items()}


def measures() -> dict[str, Any]:
    """Return lengths in points, unless they are named otherwise, and shares."""
    return {
        "path_pt": frame.PATH_PT,
        "casing_pt": frame.CASING_PT,
        "bead_share": frame.BEAD_SHARE,
        "ball_pt": frame.BALL_PT,
        "around_share": frame.AROUND_SHARE,
        "most_around": frame.MOST_AROUND,
        "line_pt": frame.LINE_PT,
        "major_line_pt": frame.MAJOR_LINE_PT,
        "rim_pt": frame.RIM_PT,
        "field_pt": frame.FIELD_PT,
        "field_opacity": frame.FIELD_OPACITY,
        "cross_pt": frame.CROSS_PT,
        "bend_pt": frame_builder.BEND_PT,
        "lane_px": runners.LANE_PX,
        "lanes_px": runners.LANES_PX,
        "same_place": runners.SAME_PLACE,
        "guest_share": guests.GUEST_SHARE,
        "dash": guests.DASH,
        "gap": guests.GAP,
        "most_dashes": guests.MOST_DASHES,
        "fading": {
            "since": swings.SINCE,
            "around": swings.AROUND,
            "often": swings.OFTEN,
            "opacities": swings.OPACITIES,
            "widths": swings.WIDTHS,
        },
        "fog": (CLEAR, LOST),
    }


def _colors(theme: Theme, name: ColormapName) -> dict[str, Any]:
    return {
        "canvas": theme.canvas,
        "card": theme.card,
        "border": theme.border,
        "text": theme.text,
        "secondary": theme.secondary,
        "casing": theme.casing,
        "error": theme.error,
        "isoline": theme.isoline,
        "diffuse": theme.diffuse,
        "sunken": theme.sunken,
        "contact": theme.contact,
        "cross": cross_colors(theme),
        "ground": mix(theme.canvas, theme.text, 0.045 if theme.dark else 0.022),
        "floor_line": theme.lagoon[4] if theme.dark else theme.lagoon[0],
        "floor_tint": theme.lagoon[2],
        "edge": mix(theme.canvas, theme.secondary, 0.75),
        "beyond": mix(theme.canvas, theme.text, 0.06),
        "axis": mix(theme.canvas, theme.secondary, 0.8),
        "shades": packed(255 * colormap(name, theme), 16),
    }
