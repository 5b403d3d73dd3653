"""Train a scene many times, each time with other values of some settings: a table, arrays, or a map as a picture."""

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypedDict

from lossstudio.cli.block_commands import (
    add_store_arguments,
    progress_of,
    told_how_it_ends,
)
from lossstudio.cli.codes import DONE, OutputError, UsageError
from lossstudio.cli.engine_words import add_engine_arguments, engine_asked_for
from lossstudio.cli.own_table import FILE_HELP, add_table_arguments, scene_of
from lossstudio.cli.places import check_folder
from lossstudio.core.numbers import counted
from lossstudio.project.engines.engine import AnyEngine
from lossstudio.project.engines.store import BlockStore, store_of
from lossstudio.project.engines.working import Progress
from lossstudio.project.replacing import failure_in_words, replace_file
from lossstudio.project.scene import Scene
from lossstudio.project.sweeps.request import USUAL_MEASURES, SweepRequest, ranges_of
from lossstudio.project.sweeps.sweeping import made
from lossstudio.project.sweeps.tables import csv_parts, npz_parts
from lossstudio.project.sweeps.zooming import zoomed
from lossstudio.run.recipe.recipe import MOST_STEPS
from lossstudio.run.sweep.axis import SweepError
from lossstudio.run.sweep.measures import measures_of_map
from lossstudio.run.sweep.sweep import Swept

PICTURES, FILM = (".png", ".svg", ".pdf"), ".mp4"
SUFFIXES = (".csv", ".npz", *PICTURES, FILM)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add = parser.add_argument
    add("file", metavar="FILE", help=f"{FILE_HELP}; its first runner is trained")
    add(
        "out",
        metavar="OUT",
        help=f"{', '.join(SUFFIXES)}: a table, arrays, or the map of two settings, which a film shows growing step by "
        "step, or zooms into",
    )
    add(
        "--over",
        metavar="PATH=LOW..HIGH[:log][:N]",
        action="append",
        required=True,
        help="what is varied: learning_rate, optimizer.NAME, schedule.NAME, batch_size, penalty.l2, loss.NAME, "
        "data.NAME, model.NAME, start.NAME, ...; say it again for another setting",
    )
    add("--seeds", metavar="N", type=int, help="train each with N seeds (default: the scene's own seed)")
    add(
        "--measure",
        metavar="A,B",
        help="what is noted: last_loss, best_loss, diverged_at, steps_to=LOSS, loss_at=STEP, minimum "
        f"(default: {','.join(USUAL_MEASURES)}); one of them colours a picture, or a film that zooms in",
    )
    add("--steps", metavar="N", type=int, help="how many updates a run has (default: the scene's)")
    add(
        "--zoom",
        metavar="N",
        type=float,
        help="let a film zoom in, N times nearer; each level is made of its own runs, twice as many a side as --over "
        "says",
    )
    add(
        "--zoom-at",
        metavar="A,B",
        help="where it zooms to, a value of each setting (default: where their border is finest)",
    )
    add_engine_arguments(parser)
    add_store_arguments(parser, "sweep")
    add_table_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Make the sweep and write it."""
    out = Path(arguments.out)
    if out.suffix.lower() not in SUFFIXES:
        raise UsageError(f"{out}: a sweep is written as {', '.join(SUFFIXES)}")
    if arguments.steps is not None and not 1 <= arguments.steps <= MOST_STEPS:
        raise UsageError(f"--steps must be 1 to {MOST_STEPS}, not {arguments.steps}")
    if arguments.zoom is None and arguments.zoom_at is not None:
        raise UsageError("--zoom-at says where a film zooms to; say how near with --zoom N")
    if arguments.zoom is not None and out.suffix.lower() != FILM:
        raise UsageError(f"--zoom: only a film zooms in; call it {out.stem}{FILM}")
    check_folder(out)
    scene = scene_of(arguments)
    try:
        if arguments.zoom is not None:
            return _zoom(arguments, scene, out)
        request = _request(arguments, scene, out)
        swept = _made(arguments, out, request)
    except SweepError as error:
        raise UsageError(str(error)) from None
    _write(out, swept, request)
    BlockStore(store_of(out), request).remove()
    print(f"{out}: {counted(len(request.sweep), 'run')} of {counted(request.sweep.recipe.training.steps, 'step')}")
    return DONE


def _zoom(arguments: argparse.Namespace, scene: Scene, out: Path) -> int:
    """Make the film that zooms into a map."""
    from lossstudio.films.deliver.map_film import zoom_request
    from lossstudio.films.deliver.sweep_film import make_zoom_film
    from lossstudio.films.render.zoomed_map import where

    request = zoom_request(
        scene,
        arguments.over,
        arguments.zoom,
        _place(arguments.zoom_at),
        steps=arguments.steps,
        seeds=arguments.seeds,
        measure=_coloured_by(arguments) or USUAL_MEASURES[0],
    )
    with told_how_it_ends(out):
        came = zoomed(request, *_where(arguments, out), **_how(arguments))
    make_zoom_film(came, out, progress_of("frame"), arguments.interruption)
    BlockStore(store_of(out), request).remove()
    steps = counted(request.whole.sweep.recipe.training.steps, "step")
    print(f"{out}: {counted(request.runs, 'run')} of {steps}, zooming in on {where(came.zoom)}")
    return DONE


def _place(words: str | None) -> tuple[float, ...] | None:
    """Return the values that `--zoom-at` says."""
    try:
        return None if words is None else tuple(float(word) for word in words.split(","))
    except ValueError:
        raise UsageError(f"--zoom-at {words}: must be two numbers, such as 0.1,0.9") from None


def _measures(arguments: argparse.Namespace) -> tuple[str, ...]:
    if arguments.measure is None:
        return USUAL_MEASURES
    return tuple(word.strip() for word in arguments.measure.split(","))


def _coloured_by(arguments: argparse.Namespace) -> str | None:
    """Return the one measure that `--measure` says for a map; None where it says nothing."""
    if arguments.measure is None:
        return None
    measures = _measures(arguments)
    if len(measures) > 1:
        raise UsageError(f"--measure {arguments.measure}: one of them colours a map; say which, or write a table")
    return measures[0]


def _request(arguments: argparse.Namespace, scene: Scene, out: Path) -> SweepRequest:
    """Return what the words ask for; a film needs the losses at the steps that it shows."""
    suffix = out.suffix.lower()
    if suffix == FILM:
        from lossstudio.films.deliver.sweep_film import film_request

        if arguments.measure is not None:
            raise UsageError("--measure: a film that grows shows the loss at each step; one that zooms in shows others")
        return film_request(scene, arguments.over, arguments.steps, arguments.seeds)
    ranges, measures = ranges_of(arguments.over), _measures(arguments)
    if suffix not in PICTURES:
        return SweepRequest(scene, ranges, arguments.seeds, measures, arguments.steps)
    from lossstudio.films.render.run_map import check_map

    colour = _coloured_by(arguments)
    measures = measures if colour is None else measures_of_map(colour)
    request = SweepRequest(scene, ranges, arguments.seeds, measures, arguments.steps)
    check_map(request.sweep)
    return request


def _made(arguments: argparse.Namespace, out: Path, request: SweepRequest) -> Swept:
    with told_how_it_ends(out):
        return made(request, *_where(arguments, out), **_how(arguments))


def _where(arguments: argparse.Namespace, out: Path) -> tuple[AnyEngine, Path, Progress | None]:
    """Return the engine, the store, and who hears of the progress."""
    return engine_asked_for(arguments), store_of(out), progress_of("run")


class _How(TypedDict):
    """How a work goes on and ends, as `found_by_block` takes it."""

    heed: Callable[[], object]
    resume: bool
    may_be_long: bool


def _how(arguments: argparse.Namespace) -> _How:
    return {"heed": arguments.interruption.heed, "resume": arguments.resume, "may_be_long": arguments.yes}


def _parts(suffix: str, swept: Swept, request: SweepRequest) -> Iterable[bytes]:
    if suffix == ".csv":
        return csv_parts(swept)
    if suffix == ".npz":
        return npz_parts(swept, request)
    from lossstudio.films.render.run_map import map_of, picture_of

    return picture_of(map_of(swept), suffix, request.scene.title)


def _write(out: Path, swept: Swept, request: SweepRequest) -> None:
    if out.suffix.lower() == FILM:
        from lossstudio.films.deliver.sweep_film import make_sweep_film

        make_sweep_film(swept, out)
        return
    try:
        replace_file(out, _parts(out.suffix.lower(), swept, request))
    except OSError as error:
        raise OutputError(f"{out}: can't be written: {failure_in_words(error)}") from None
