"""Make a film, a picture, a model or a web page of a scene. No display and no GPU are needed."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lossstudio.cli.codes import DONE, EXPORT, UsageError
from lossstudio.cli.engine_words import ENGINE, add_engine_arguments, engine_asked_for
from lossstudio.cli.interruption import Interruption
from lossstudio.cli.own_table import FILE_HELP, add_table_arguments, refuse_table_choices, scene_of
from lossstudio.cli.progress_bar import ProgressBar
from lossstudio.core.declared import declarations
from lossstudio.core.numbers import counted
from lossstudio.core.option import Choice, Option, OptionError, Sequence, Words
from lossstudio.films.deliver.earlier_export import noted
from lossstudio.films.deliver.exporting import KIT_OR_DECK, make
from lossstudio.films.encode.formats import BY_SUFFIX, MODELS, PAGE, PPTX, VECTORS
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.plan.refusals import flag
from lossstudio.films.plan.sizes import size_text
from lossstudio.films.render.undrawn import undrawn
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
        help="talk.mp4, .webm, .mov, .gif, .webp, .png, .pptx; .svg and .pdf hold the charts; .html is a web page; "
        ".glb, .usdz and .stl are models in three dimensions; "
        "frame-%%04d.png or FOLDER/ makes numbered pictures",
    )
    for each in declarations(ExportOptions):
        option = each.option
        parser.add_argument(
            *dict.fromkeys((flag(option), f"--{each.field.replace('_', '-')}")),
            metavar=option.placeholder,
            dest=each.field,
            **_way_to_read(option),
            default=option.default,
            help=_help(option),
        )
    parser.add_argument(
        "--kit", metavar="FOLDER", help="put OUT there, with a poster, a sheet of key steps, a text and the numbers"
    )
    parser.add_argument(
        "--deck",
        action="store_true",
        help="cut it at its pauses: OUT is talk.pptx, or a folder with slides for browsers, Quarto, LaTeX and Typst",
    )
    add_engine_arguments(parser)
    add_table_arguments(parser)
    parser.add_argument("--progress", choices=("auto", "lines", "none"), default="auto", help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Make the film and say what it is."""
    film, interruption = film_of(arguments), arguments.interruption
    if arguments.file and Path(arguments.file).is_dir():
        return _make_all(arguments, film, interruption)
    for name in ENGINE:
        if getattr(arguments, name) is not None:
            raise UsageError(f"--{name} is for a folder of scenes; one film is made in one place")
    scene = scene_of(arguments)
    interruption.heed()
    path = _made(scene, arguments, film, interruption)
    if notice := undrawn(scene, film, path):
        _tell(notice)
    if arguments.progress == "auto":
        print(f"{path}: {_summary(path)}")
    return DONE


def _make_all(arguments: argparse.Namespace, film: ExportOptions, interruption: Interruption) -> int:
    """Make a film of each scene in a folder; a scene that can't be used stops no other."""
    from lossstudio.films.deliver.batch import make_all

    _check_for_folder(arguments)
    failed, chosen = 0, engine_asked_for(arguments)
    for outcome in make_all(Path(arguments.file), Path(arguments.out), film, interruption, chosen):
        failed += bool(outcome.error)
        for said in (*([outcome.error] if outcome.error else []), *outcome.notes):
            print(f"lossstudio: {outcome.path.name}: {said}", file=sys.stderr)
        if not outcome.error:
            print(f"{outcome.path}: {_summary(outcome.path)}", flush=True)
    return EXPORT if failed else DONE


def _check_for_folder(arguments: argparse.Namespace) -> None:
    """Raise UsageError where something is asked for that a folder of scenes can't have."""
    out = Path(arguments.out)
    if arguments.kit is not None or arguments.deck:
        name = "--deck" if arguments.deck else "--kit"
        raise UsageError(f"{name} is for one scene, and {arguments.file} is a folder of scenes")
    if out.suffix.lower() in (*BY_SUFFIX, *VECTORS, *MODELS, PPTX, PAGE) and not out.is_dir():
        raise UsageError(f"{arguments.file} is a folder of scenes, so OUT is the films' folder, not {out.name}")
    refuse_table_choices(arguments)
    if arguments.data is not None:
        raise UsageError(f"--data is for one scene, and {arguments.file} is a folder of scenes")


def _made(scene: Scene, arguments: argparse.Namespace, film: ExportOptions, interruption: Interruption) -> Path:
    show = _display(arguments.progress, "part" if Path(arguments.out).suffix.lower() in (*MODELS, PAGE) else "frame")
    if arguments.kit is not None and arguments.deck:
        raise UsageError(KIT_OR_DECK)
    if arguments.kit is not None:
        from lossstudio.films.deliver.kit import make_kit

        return make_kit(scene, arguments.kit, film, arguments.out, show, interruption)
    return make(scene, arguments.out, film, show, interruption, deck=arguments.deck, told=_tell)


def _tell(notice: str) -> None:
    print(f"lossstudio: {notice}", file=sys.stderr)


def film_of(arguments: argparse.Namespace) -> ExportOptions:
    """Return what the words ask for."""
    return ExportOptions(**{each.field: getattr(arguments, each.field) for each in declarations(ExportOptions)})


def _way_to_read(option: Option) -> dict[str, Any]:
    """Return how argparse reads an option: each word of a list stands after the option's name said again."""
    if isinstance(option, Sequence) and not isinstance(option, Words):
        return {"type": _reader(option.item), "action": "append"}
    return {"type": _reader(option)}


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


def _display(how: str, noun: str) -> Show | None:
    if how == "lines":
        return say_line
    if how == "auto" and sys.stderr.isatty():
        return ProgressBar(sys.stderr, noun=noun)
    return None


def say_line(done: int, total: int) -> None:
    """Say it to a program."""
    print(json.dumps({"done": done, "total": total}), flush=True)


def say_notice(notice: str) -> None:
    """Say a sentence about what was made to a program."""
    print(json.dumps({"notice": notice}), flush=True)


def _summary(path: Path) -> str:
    """Say how heavy a film is."""
    if path.is_dir():
        return counted(len(noted(path)), "file")
    return size_text(path.stat().st_size)
