"""Writes the manual page from what the command line declares: ``packaging/desktop/manual_page.py > lossstudio.1``."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from command_line import Command, Word, command_line

from lossstudio import __version__
from lossstudio.cli import codes

METAINFO = Path(__file__).with_name("org.lossstudio.LossStudio.metainfo.xml")
NAME = "lossstudio"
SUMMARY = "see gradient descent, step by step, and out as a film"
EXAMPLES = (
    ("lossstudio", "open the window on the first example"),
    ("lossstudio data.csv", "import a table and learn from it"),
    ("lossstudio export penguins talk.mp4", "make a film"),
    ("lossstudio train learning-rates --csv steps.csv", "train, and keep every step"),
)
FILES = (
    ("~/.config/lossstudio/", "how the window is arranged"),
    ("~/.local/state/lossstudio/", "work that isn't saved, for the next start after a crash"),
)


def main() -> None:
    """Print the page."""
    print("\n".join(_page(command_line())))


def _page(commands: list[Command]) -> Iterator[str]:
    window, *others = commands
    yield f'.TH {NAME.upper()} 1 {_released()} "Loss Studio {__version__}" "User Commands"'
    yield from (".SH NAME", rf"{NAME} \- {SUMMARY}")
    yield from (".SH SYNOPSIS", *_synopsis(window))
    for command in others:
        yield from (".br", *_synopsis(command))
    yield from (".SH DESCRIPTION", _plain(window.text), _plain("Without a command the window opens on FILE."))
    yield from (".SH OPTIONS", *_groups(window))
    for command in others:
        yield from (f".SH {command.name.upper()}", _plain(command.text))
        yield from _groups(command)
    yield from (".SH EXAMPLES", *_table(EXAMPLES))
    yield from (".SH FILES", *_table(FILES))
    yield from (".SH EXIT STATUS", _plain((codes.__doc__ or "").strip().rpartition("\n\n")[2]))
    yield from (".SH SEE ALSO", _plain("lossstudio reference prints all that can stand in a scene file."))


def _released() -> str:
    """Return the day of the newest release."""
    root = ET.parse(METAINFO).getroot()  # noqa: S314 - our own file
    newest = root.find("releases/release")
    return "" if newest is None else newest.get("date", "")


def _synopsis(command: Command) -> Iterator[str]:
    arguments = " ".join(word.value if word.needed else f"[{word.value}]" for word in command.arguments)
    yield rf".B {NAME}{' ' * bool(command.name)}{command.name}"
    yield _plain(" ".join(filter(None, ("[OPTION ...]", arguments))))


def _groups(command: Command) -> Iterator[str]:
    for group in command.groups:
        if group.text:
            yield from (f".SS {_plain(group.title.capitalize())}", _plain(group.text))
        for word in group.words:
            choices = f" (one of {', '.join(word.choices)})" if word.choices else ""
            yield from (".TP", _head(word), _plain(word.help + choices))


def _head(word: Word) -> str:
    """Return how a word is written."""
    flags = ", ".join(rf"\fB{_plain(flag)}\fR" for flag in word.flags)
    value = rf"\fI{_plain(word.value)}\fR" if word.value else ""
    return " ".join(filter(None, (flags, value)))


def _table(rows: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for left, right in rows:
        yield from (".TP", rf"\fB{_plain(left)}\fR", _plain(right))


def _plain(text: str) -> str:
    r"""Return a text in which nothing is a request or an escape: ``\-`` is the sign of options, to be copied."""
    line = re.sub(r"\s+", " ", text).strip().replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{line}" if line.startswith((".", "'")) else line


if __name__ == "__main__":
    main()
