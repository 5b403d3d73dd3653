"""The command line's grammar: the window unless a command comes first; only the chosen command is imported."""

import argparse
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import NoReturn, Protocol, TypeAlias, cast

from lossstudio import __version__
from lossstudio.cli.codes import USAGE
from lossstudio.cli.interruption import Interruption
from lossstudio.core.option import nearest

COMMANDS = {
    "train": "train a scene and say how it went",
    "export": "make a film or a picture of a scene; no display is needed",
    "sweep": "train a scene with many values of its settings: a table or a map",
    "survey": "sample a scene's surface on a grid, however fine",
    "code": "write a scene's run as a program for PyTorch, Keras or NumPy",
    "list": "list what there is: losses, models, data sets, examples, ...",
    "reference": "print all that can stand in a scene file, as Markdown",
}
UNLISTED = ("request", "blocks", "steps", "thumbnail")
"""What only the program itself and desktops ask for."""
HEEDING = ("export", "request", "sweep", "survey")
"""They ask `arguments.interruption` where they can end cleanly; the others may be ended anywhere."""
SELF_TEST = "self_test"
"""The command behind ``--self-test``."""
WINDOW_USAGE = """%(prog)s [FILE]
       %(prog)s COMMAND [ARGUMENT ...]
       %(prog)s --version | --self-test"""


FILE = "FILE is a scene file, the name of a shipped example, or a table (.csv, .xlsx, ...) to import."


class CommandModule(Protocol):
    """What a command's module offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the command's arguments."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do it and return the exit code."""


Command: TypeAlias = Callable[[Interruption], int]
"""A command with its arguments, which returns the exit code."""


@dataclass(frozen=True, slots=True)
class WindowRequest:
    """The request for a window, on a file or example (None: the default one)."""

    file: str | None


class _Parser(argparse.ArgumentParser):
    """A parser that says what is wrong, and what was perhaps meant, in one line and where to read more in another."""

    def error(self, message: str) -> NoReturn:
        print(f"lossstudio: {message}{self._meant(message)}\nSee: {self.prog} --help", file=sys.stderr)
        raise SystemExit(USAGE)

    def _meant(self, message: str) -> str:
        """Name what is near to an option that there isn't, or to a word that can't be chosen."""
        option = re.match(r"unrecognized arguments: (--[^\s=]+)", message)
        if option is not None:
            return nearest(option[1], re.findall(r"--[\w-]+", self.format_usage()))
        choice = re.search(r"invalid choice: '([^']*)' \(choose from (.*)\)$", message)
        return "" if choice is None else nearest(choice[1], re.findall(r"[\w-]+", choice[2]))


def parse(words: list[str]) -> WindowRequest | Command:
    """Return the request for a window, or the command that the words ask for, ready to be called.

    Raises
    ------
    SystemExit
        If the words ask for help or for the version, or are wrong.
    """
    if words and words[0] in (*COMMANDS, *UNLISTED):
        return _command(words[0], words[1:])
    parser = window_parser()
    arguments, rest = parser.parse_known_args(words)
    if rest:
        hint = nearest(words[0], list(COMMANDS))
        parser.error(f"what is {rest[0]!r}?" if not hint else f"there is no command {words[0]!r}{hint}")
    return _command(SELF_TEST, []) if arguments.self_test else WindowRequest(arguments.file)


def window_parser() -> argparse.ArgumentParser:
    """Return what reads the words where no command comes first."""
    lines = "\n".join(f"  {name:<10}{what}" for name, what in COMMANDS.items())
    parser = _Parser(
        prog="lossstudio",
        usage=WINDOW_USAGE,
        description="See gradient descent: a real model walks down its real loss surface.",
        epilog=f"commands (each has a --help):\n{lines}\n\n{FILE}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("file", metavar="FILE", nargs="?", help="what to open")
    parser.add_argument("--version", action="version", version=f"lossstudio {__version__}")
    parser.add_argument("--self-test", action="store_true", help="try the program's parts and say which work")
    return parser


def command_parser(name: str) -> argparse.ArgumentParser:
    """Return what reads the words after a command's name."""
    return _parser_of(name, _module(name))


def _command(name: str, words: list[str]) -> Command:
    command = _module(name)
    arguments = _parser_of(name, command).parse_args(_with_negative_values(words))

    def answer(interruption: Interruption) -> int:
        arguments.interruption = interruption
        return command.run(arguments) if name in HEEDING else interruption.at_once(lambda: command.run(arguments))

    return answer


def _with_negative_values(words: list[str]) -> list[str]:
    """Join options with values such as ``-0.5,3``, which argparse would take for another option."""
    joined: list[str] = []
    for word in words:
        if joined and re.fullmatch(r"--[\w-]+", joined[-1]) and re.match(r"-\.?\d[^=]*,", word):
            joined[-1] = f"{joined[-1]}={word}"
        else:
            joined.append(word)
    return joined


def _module(name: str) -> CommandModule:
    return cast("CommandModule", import_module(f"lossstudio.cli.{name}"))


def _parser_of(name: str, command: CommandModule) -> argparse.ArgumentParser:
    parser = _Parser(prog=f"lossstudio {name}", description=command.__doc__, allow_abbrev=False)
    command.add_arguments(parser)
    return parser
