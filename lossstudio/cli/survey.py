"""Sample the surface of a scene on a grid, however fine: arrays, or a table."""

import argparse
import re
from pathlib import Path

from lossstudio.cli.block_commands import (
    add_store_arguments,
    progress_of,
    told_how_it_ends,
)
from lossstudio.cli.codes import DONE, OutputError, UsageError
from lossstudio.cli.engine_words import add_engine_arguments, engine_asked_for
from lossstudio.cli.own_table import FILE_HELP, add_table_arguments, scene_of
from lossstudio.cli.places import check_folder
from lossstudio.core.landscape.landscape import Landscape
from lossstudio.project.engines.store import BlockStore, store_of
from lossstudio.project.replacing import failure_in_words, replace_file
from lossstudio.project.scene import Scene
from lossstudio.project.surveys.request import SurveyError, SurveyRequest
from lossstudio.project.surveys.surveying import request_of, surveyed
from lossstudio.project.surveys.tables import csv_parts, npz_parts

SUFFIXES = (".npz", ".csv")
USUAL_SIZE = (401, 401)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add = parser.add_argument
    add("file", metavar="FILE", help=FILE_HELP)
    add("out", metavar="OUT", help=f"{' or '.join(SUFFIXES)}: arrays, or a table with a row for each point")
    size = "x".join(map(str, USUAL_SIZE))
    add("--size", metavar="WxH", type=_size, default=USUAL_SIZE, help=f"columns and rows (default: {size})")
    add("--step", metavar="N", type=int, default=0, help="what is minimised at this step (default: 0)")
    add("--runner", metavar="NAME", help="what this runner minimises (default: the first one)")
    add_engine_arguments(parser)
    add_store_arguments(parser, "survey")
    add_table_arguments(parser)


def _size(word: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,6})[x×](\d{1,6})", word)
    if found is None:
        raise argparse.ArgumentTypeError(f"{word!r} is no size such as 401x401")
    return int(found[1]), int(found[2])


def run(arguments: argparse.Namespace) -> int:
    """Make the survey and write it."""
    out = Path(arguments.out)
    if out.suffix.lower() not in SUFFIXES:
        raise UsageError(f"{out}: a survey is written as {' or '.join(SUFFIXES)}")
    check_folder(out)
    scene = scene_of(arguments)
    try:
        request = _request(arguments, scene)
    except SurveyError as error:
        raise UsageError(str(error)) from None
    landscape = _made(arguments, out, request)
    parts = csv_parts(landscape) if out.suffix.lower() == ".csv" else npz_parts(landscape, request)
    try:
        replace_file(out, parts)
    except OSError as error:
        raise OutputError(f"{out}: can't be written: {failure_in_words(error)}") from None
    BlockStore(store_of(out), request).remove()
    print(f"{out}: {request.columns:,} x {request.rows:,} points")
    return DONE


def _request(arguments: argparse.Namespace, scene: Scene) -> SurveyRequest:
    runner = 0 if arguments.runner is None else arguments.runner
    return request_of(scene, None, arguments.size, step=arguments.step, runner=runner, heed=arguments.interruption.heed)


def _made(arguments: argparse.Namespace, out: Path, request: SurveyRequest) -> Landscape:
    chosen = engine_asked_for(arguments)
    with told_how_it_ends(out):
        return surveyed(
            request,
            chosen,
            store_of(out),
            progress_of("point"),
            heed=arguments.interruption.heed,
            resume=arguments.resume,
            may_be_long=arguments.yes,
        )
