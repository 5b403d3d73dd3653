"""Make a film or a picture of a scene: MP4, WebM, MOV, GIF, WebP, or PNG. No display and no GPU are needed."""

import argparse
import json
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from lossstudio.cli.codes import DONE, EXPORT
from lossstudio.cli.own_table import FILE_HELP, add_table_arguments, scene_of
from lossstudio.core.declared import declarations
from lossstudio.core.option import Choice, Option, OptionError
from lossstudio.films.deliver.exporting import make
from lossstudio.films.deliver.waiting import PauseOnStdin
from lossstudio.films.errors import FilmCancelledError
from lossstudio.films.plan.export_options import ExportOptions, flag
from lossstudio.films.plan.sizes import size_text
from lossstudio.project.scene import Scene

Show = Callable[[int, int], None]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "file",
        metavar="FILE",
        help=f"{FILE_HELP}, or a folder of scenes (OUT is then the films' folder)",
    )
    parser.add_argument(
        "out",
        metavar="OUT",
        help="talk.mp4, .webm, .mov, .gif, .webp, .png, .pptx; .svg and .pdf hold the charts; "
        "frame-%%04d.png or FOLDER/ makes numbered pictures",
    )
    for each in declarations(ExportOptions):
        option = each.option
        parser.add_argument(
            flag(option),
            metavar=option.placeholder,
            dest=each.field,
            type=_reader(option),
            default=option.default,
            help=_help(option),
        )
    parser.add_argument(
        "--kit", metavar="FOLDER", help="put OUT there, with a poster, a sheet of key steps, a text and the numbers"
    )
    parser.add_argument(
        "--deck", action="store_true", help="cut it at its pauses: OUT is a folder of clips, or talk.pptx"
    )
    add_table_arguments(parser)
    parser.add_argument("--progress", choices=("auto", "lines", "none"), default="auto", help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Make the film and say what it is."""
    film = film_of(arguments)
    if Path(arguments.file).is_dir():
        return _make_all(arguments, film)
    scene = scene_of(arguments)
    interruption = Interruption()
    with interruption.heeded():
        path = _made(scene, arguments, film, interruption)
    if arguments.progress == "auto":
        print(f"{path}: {_summary(path)}")
    return DONE


def _make_all(arguments: argparse.Namespace, film: ExportOptions) -> int:
    """Make a film of each scene in a folder; a scene that can't be used stops no other."""
    from lossstudio.films.deliver.batch import make_all

    interruption, failed = Interruption(), 0
    with interruption.heeded():
        for outcome in make_all(Path(arguments.file), Path(arguments.out), film, interruption):
            failed += bool(outcome.error)
            if outcome.error:
                print(f"lossstudio: {outcome.path.name}: {outcome.error}", file=sys.stderr)
            else:
                print(f"{outcome.path}: {_summary(outcome.path)}", flush=True)
    return EXPORT if failed else DONE


def _made(scene: Scene, arguments: argparse.Namespace, film: ExportOptions, interruption: Callable[[], bool]) -> Path:
    show = _display(arguments.progress)
    if arguments.kit is not None:
        from lossstudio.films.deliver.kit import make_kit

        return make_kit(scene, arguments.kit, film, arguments.out, show, interruption)
    return make(scene, arguments.out, film, show, interruption, deck=arguments.deck)


def film_of(arguments: argparse.Namespace) -> ExportOptions:
    """Return what the words ask for."""
    return ExportOptions(**{each.field: getattr(arguments, each.field) for each in declarations(ExportOptions)})


def _reader(option: Option) -> Callable[[str], Any]:
    """Return what reads an option's value from a word."""

    def read(word: str) -> Any:
        try:
            return option.parse(word)
        except OptionError as error:
            raise argparse.ArgumentTypeError(str(error)) from None

    return read


def _help(option: Option) -> str:
    """Return an option's help in the style of the command line."""
    text = option.help[0].lower() + option.help[1:].removesuffix(".")
    words = f" [{option.explained}]" if isinstance(option, Choice) else ""
    usual = "" if option.default is None else f" (default: {option.default})"
    return f"{text}{words}{usual}".replace("%", "%%")


class Interruption:
    """A request to end the program while a film is made.

    Once frames are drawn it is noted and asked for between two frames: an exception out of the blue could hit Qt in the
    middle of its painting, where it would be lost.
    """

    def __init__(self, pause: PauseOnStdin | None = None) -> None:
        self._wanted = self._asked = False
        self._leash = pause

    def __call__(self) -> bool:
        """Say whether the program is to end; wait while it is to rest."""
        self._asked = True
        while self._leash is not None and not self._wanted and self._leash.rests():
            pass
        return self._wanted

    @contextmanager
    def heeded(self) -> Iterator[None]:
        """Listen for requests to end instead of ending at once."""
        kinds = (signal.SIGTERM, signal.SIGINT)
        old = [signal.signal(kind, self._note) for kind in kinds]
        try:
            yield
        finally:
            for kind, handler in zip(kinds, old, strict=True):
                signal.signal(kind, handler)

    def _note(self, _signal: int, _frame: object) -> None:
        if not self._asked or self._wanted:
            raise FilmCancelledError
        self._wanted = True


def _display(how: str) -> Show | None:
    if how == "lines":
        return say_line
    if how == "auto" and sys.stderr.isatty():
        return ProgressBar(sys.stderr)
    return None


def say_line(done: int, total: int) -> None:
    """Say it to a program."""
    print(json.dumps({"done": done, "total": total}), flush=True)


class ProgressBar:
    """Says to a person how far the film is and how long it will take, four times a second of a clock."""

    def __init__(self, out: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._out, self._clock = out, clock
        self._began = self._said = 0.0

    def __call__(self, done: int, total: int) -> None:
        """Say how far it is, unless that was said a moment ago."""
        now = self._clock()
        self._began = self._began or now
        if done < total and now - self._said < 0.25:
            return
        self._said = now
        text = f"{100 * done // total:3d} %   frame {done} of {total}{self._left(now, done, total)}"
        self._out.write(f"\r{text:<60}" if done < total else f"\r{'':<60}\r")
        self._out.flush()

    def _left(self, now: float, done: int, total: int) -> str:
        """Return how long it will take; nothing until that can be told."""
        if done < 2:
            return ""
        return f"   {(now - self._began) / (done - 1) * (total - done):.0f} s left"


def _summary(path: Path) -> str:
    """Say how heavy a film is."""
    if path.is_dir():
        return f"{sum(1 for _ in path.iterdir())} files"
    return size_text(path.stat().st_size)
