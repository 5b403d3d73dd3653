"""The film of a map of runs as it is asked for, and its making: the runs first, kept in a store, then the pictures."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

from lossstudio.core.option import Integer, Number, Text
from lossstudio.core.option import Sequence as Several
from lossstudio.films.deliver.sweep_film import film_request, frames_of, make_sweep_film, make_zoom_film
from lossstudio.films.deliver.waiting import AskCancelled, ShowProgress, stop_if
from lossstudio.films.errors import FilmError, FilmUsageError
from lossstudio.project.engines.errors import EngineError, StoreError
from lossstudio.project.engines.store import BlockStore, digest_in, remove_store, store_of
from lossstudio.project.replacing import failure_in_words
from lossstudio.project.scene import Scene
from lossstudio.project.sweeps.request import SweepRequest, ranges_of
from lossstudio.project.sweeps.sweeping import made
from lossstudio.project.sweeps.zooming import ZoomRequest, zoomed
from lossstudio.run.recipe.recipe import MOST_STEPS
from lossstudio.run.sweep.axis import SweepError

WORK = 1000
"""Training all runs counts as so many frames in what is told of the progress."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFilm:
    """Which film of a map is wanted.

    Attributes
    ----------
    over, steps
        What the map goes over, and how many updates each run has, as `sweep` takes them.
    measure
        What colours a run in a film that zooms in; one that grows shows the losses step by step.
    zoom, at
        How many times nearer it ends, and where; None: it grows, and it goes where the border is finest.
    """

    over: Annotated[
        tuple[str, ...], Several(item=Text(name="range", help="A setting with its range."), help="As `sweep` has it.")
    ]
    steps: Annotated[int | None, Integer(optional=True, minimum=1, maximum=MOST_STEPS, help="How long runs are.")] = (
        None
    )
    measure: Annotated[str, Text(help="What colours a run.")] = "last_loss"
    zoom: Annotated[float | None, Number(optional=True, help="How many times nearer it ends.")] = None
    at: Annotated[
        tuple[float, ...] | None,
        Several(optional=True, item=Number(name="value", help="Of a setting."), help="Where that is."),
    ] = None

    def request(self, scene: Scene) -> SweepRequest | ZoomRequest:
        """Return the work that it needs.

        Raises
        ------
        FilmUsageError
            If there can't be such a film.
        """
        try:
            if self.zoom is None:
                return film_request(scene, self.over, self.steps)
            return zoom_request(scene, self.over, self.zoom, self.at, steps=self.steps, measure=self.measure)
        except SweepError as error:
            raise FilmUsageError(str(error)) from None


def zoom_request(
    scene: Scene,
    over: Sequence[str],
    times: float,
    at: Sequence[float] | None,
    *,
    steps: int | None = None,
    seeds: int | None = None,
    measure: str = "last_loss",
) -> ZoomRequest:
    """Return the work of a film that zooms in so many times; all is as `sweep` and `ZoomRequest` take it.

    Raises
    ------
    SweepError
        If there can't be such a film.
    """
    return ZoomRequest(scene, ranges_of(over), times, None if at is None else tuple(at), seeds, measure, steps)


def make_map_film(
    scene: Scene,
    out: str | os.PathLike[str],
    film: MapFilm,
    progress: ShowProgress | None = None,
    cancelled: AskCancelled | None = None,
) -> Path:
    """Train all runs of a map and make its film.

    What is finished when it is given up stays in a store beside the film: made again, it goes on.

    Raises
    ------
    FilmUsageError, FilmError, FilmCancelledError
        As `make_sweep_film` has them.
    """
    request, store = film.request(scene), store_of(Path(out))
    try:
        if digest_in(store) != request.digest:
            remove_store(store)  # of another film of this name, which can't be made any more once this one is
        _make(request, out, progress, cancelled)
    except SweepError as error:
        raise FilmUsageError(str(error)) from None
    except (EngineError, StoreError) as error:
        raise FilmError(str(error)) from None
    except OSError as error:
        raise FilmError(f"{store}: can't be written: {failure_in_words(error)}") from None
    BlockStore(store, request).remove()
    return Path(out)


def _make(
    request: SweepRequest | ZoomRequest,
    out: str | os.PathLike[str],
    progress: ShowProgress | None,
    cancelled: AskCancelled | None,
) -> None:
    """Train the runs and make the film, telling of both as of one work."""
    frames, store, heed = frames_of(request), store_of(Path(out)), partial(stop_if, cancelled)

    def trained(done: int, total: int) -> None:
        if progress is not None:
            progress(WORK * done // total, WORK + frames)

    def drawn(done: int, total: int) -> None:
        if progress is not None:
            progress(WORK + done, WORK + total)

    if isinstance(request, ZoomRequest):
        make_zoom_film(zoomed(request, folder=store, progress=trained, heed=heed), out, drawn, cancelled)
    else:
        make_sweep_film(made(request, folder=store, progress=trained, heed=heed), out, drawn, cancelled)
