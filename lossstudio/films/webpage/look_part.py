"""The colours of a page: the themes of the program, as its style sheet and its charts name them."""

from typing import Any

from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.picture.charts.fit.map_layer import class_colors
from lossstudio.picture.colors import CONTRAST, DARK, LIGHT

GROUNDS = (
    *("window", "bar", "card", "raised", "raised_2", "field", "canvas", "border", "track", "control_border", "text"),
    *("secondary", "accent", "on_accent", "active", "error", "data", "casing"),
)
"""The fields of a theme that the page uses by their names."""


def look_part(trained: TrainedScene) -> dict[str, Any]:
    """Return the colours of the light, the dark and the high contrast look, the runners' as the scene has them."""
    looks: dict[str, Any] = {}
    for theme in map(trained.colored, (LIGHT, DARK, CONTRAST)):
        classes = class_colors(theme)
        looks[theme.name] = {name: getattr(theme, name) for name in GROUNDS} | {
            "runners": [theme.runner(number) for number in range(len(trained.scene.recipe.runners))],
            "samples": classes.samples,
            "grounds": classes.grounds,
            "undecided": classes.undecided,
        }
    return looks
