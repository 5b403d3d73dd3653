"""The command line as it is declared, for what is made of that: the manual page, the shells' completions."""

import argparse
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

# This tree's, whatever is installed.
from lossstudio.cli.parser import COMMANDS, command_parser, window_parser


@dataclass(frozen=True)
class Word:
    """One option, or one argument in its place.

    Attributes
    ----------
    flags
        How it is written, such as ``--steps``; empty for an argument.
    value
        What stands for its value; "" where it takes none.
    choices
        The values that there are; empty where there are many.
    help
        What it means.
    needed
        Whether it can't be left out.
    """

    flags: tuple[str, ...]
    value: str
    choices: tuple[str, ...]
    help: str
    needed: bool


@dataclass(frozen=True)
class Group:
    """Words that belong together, with a title and a sentence, which are mostly empty."""

    title: str
    text: str
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Command:
    """The window, whose name is empty, or a command."""

    name: str
    text: str
    groups: tuple[Group, ...]

    @property
    def words(self) -> list[Word]:
        """All of its words."""
        return [word for group in self.groups for word in group.words]

    @property
    def arguments(self) -> list[Word]:
        """Those that stand in their places."""
        return [word for word in self.words if not word.flags]

    @property
    def options(self) -> list[Word]:
        """Those that have flags."""
        return [word for word in self.words if word.flags]


def command_line() -> list[Command]:
    """Return the window and each command."""
    return [_command("", window_parser()), *(_command(name, command_parser(name)) for name in COMMANDS)]


def _command(name: str, parser: argparse.ArgumentParser) -> Command:
    # argparse has no other way to ask a parser what was declared.
    groups = [
        Group(group.title or "", group.description or "", tuple(_words(parser.prog, group._group_actions)))  # noqa: SLF001
        for group in parser._action_groups  # noqa: SLF001
    ]
    return Command(name, parser.description or "", tuple(group for group in groups if group.words))


def _words(program: str, actions: Iterable[argparse.Action]) -> list[Word]:
    return [_word(program, action) for action in actions if action.help != argparse.SUPPRESS]


def _word(program: str, action: argparse.Action) -> Word:
    return Word(
        flags=tuple(action.option_strings),
        value="" if action.nargs == 0 else str(action.metavar or action.dest.upper()),
        choices=tuple(map(str, action.choices or ())),
        help=(action.help or "") % {**vars(action), "prog": program},
        needed=action.required and action.nargs != "?",
    )
