"""How large a page will be, told before anything of it is made."""

from lossstudio.films.render.trained_scene import MOST_CURVE_POINTS
from lossstudio.films.webpage.phases_part import explained_counts
from lossstudio.picture.charts.fit.fit_view import shows_data
from lossstudio.run.training.compiled_recipe import CompiledRecipe

PLAIN_BYTES = 235_000
"""What every page has: its scripts and shaders, and a surface. These numbers are those that came closest to the pages
of all examples, with one run and with six, and of races of up to 64 runners: from 0.79 to 1.26 times their size."""
TOLD_BYTES = 136
"""The four phases and the arrows of a step of a runner."""
KNOWN_BYTES = 5
"""The numbers and the place of a step of a runner, as they deflate."""
CHART_BYTES, CHART_RUN_BYTES = 7_300, 3_600
"""The data chart: once, and of one run more."""


def page_bytes(compiled: CompiledRecipe, runs: int) -> float:
    """Return about how many bytes a page of so many runs has."""
    steps, runners = min(compiled.steps, MOST_CURVE_POINTS), len(compiled.names)
    first, others = explained_counts(steps + 1, runners, runs)
    chart = CHART_BYTES + CHART_RUN_BYTES * (runs - 1) if shows_data(compiled) else 0
    told = first + others * (runners - 1)
    return PLAIN_BYTES + chart + runs * (TOLD_BYTES * told + KNOWN_BYTES * steps * runners)
