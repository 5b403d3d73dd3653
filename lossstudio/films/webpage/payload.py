"""All that a page knows, as plain JSON: its words, its looks, its runs step by step, and the picture of the surface."""

from collections.abc import Callable
from itertools import groupby
from typing import Any

import numpy as np

import lossstudio
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.films.webpage.charts_part import charts_part
from lossstudio.films.webpage.family import RunFamily
from lossstudio.films.webpage.look_part import look_part
from lossstudio.films.webpage.phases_part import explained_counts, followed_of, phases_part
from lossstudio.films.webpage.picture_part import picture_part
from lossstudio.films.webpage.plan import PagePlan
from lossstudio.films.webpage.steps_part import steps_part
from lossstudio.project.film_spec import FilmPause
from lossstudio.project.scene import Scene

FORMAT = "lossstudio-page"


def payload_of(
    scene: Scene, plan: PagePlan, family: RunFamily, told: Callable[[int, int], object], between: Callable[[], object]
) -> dict[str, Any]:
    """Return what a page of a scene holds.

    Parameters
    ----------
    told
        Told how much is done, for how many runs: each is described, and then each is drawn.
    between
        Called between two pieces of work, to give it up by raising.

    Raises
    ------
    FilmUsageError
        If the phases are to follow a row that isn't there.
    """

    def drawn(done: int) -> None:
        told(len(family.runs) + done, len(family.runs))

    runs = []
    for number, trained in enumerate(family.runs):
        runs.append(_run_part(trained, plan, len(family.runs), between))
        told(number + 1, len(family.runs))
    explained = [[part["steps"] if part else () for part in run["phases"]] for run in runs]
    return {
        "format": FORMAT,
        "program": lossstudio.__version__,
        "title": plan.title,
        "notes": scene.notes,
        "theme": plan.theme,
        "themes": look_part(family.own),
        "runners": list(family.own.compiled.names),
        "captions": [
            {"first": caption.first, "last": caption.last, "text": caption.text} for caption in scene.film.captions
        ],
        "pauses": _pauses_part(scene.film.pauses),
        "opensAt": plan.step,
        "family": family.part(),
        "runs": runs,
        "picture": picture_part(family.runs, explained, drawn, between),
    }


def _pauses_part(pauses: tuple[FilmPause, ...]) -> list[dict[str, float]]:
    """Return how long the page rests at which steps, in their order; pauses at one step follow each other."""
    ordered = sorted(pauses, key=lambda pause: pause.step)
    return [
        {"step": step, "seconds": sum(pause.seconds for pause in there)}
        for step, there in groupby(ordered, key=lambda pause: pause.step)
    ]


def _run_part(trained: TrainedScene, plan: PagePlan, runs: int, between: Callable[[], object]) -> dict[str, Any]:
    steps, followed = steps_part(trained), followed_of(trained, plan.row)
    between()
    known = np.array(steps["steps"], dtype=np.intp)
    counts = explained_counts(len(known), len(trained.compiled.names), runs)
    phases = phases_part(trained, counts, followed, known)
    between()
    chart = charts_part(trained, runs, known, [each.sample for each in followed])
    between()
    return steps | {"phases": phases, "chart": chart}
