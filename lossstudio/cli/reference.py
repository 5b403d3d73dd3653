"""Print all that can stand in a scene file and in a style, and all options of a film, as Markdown."""

import argparse
from dataclasses import replace

from lossstudio.cli.codes import DONE
from lossstudio.core.declared import declarations
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.plan.refusals import flag
from lossstudio.project.reference import scene_reference, style_reference, table, value_in_words

FILMS = """\
# Films

What `lossstudio export FILE OUT` takes, and `lossstudio.export(scene, out, ...)` by the names for Python. What isn't
said is as the preset, the scene or its [film](#film) has it. What would change nothing in a kind of `OUT` is refused.
`lossstudio export --help` names the kinds of `OUT`, and talk kits and decks."""
HEAD = ("option", "in Python", "value", "meaning")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments: it takes none."""


def run(_arguments: argparse.Namespace) -> int:
    """Print it."""
    print(reference(), end="")
    return DONE


def reference() -> str:
    """Return the whole reference as Markdown."""
    rows = [
        (
            f"`{flag(option)} {option.placeholder}`",
            f"`{field}`",
            value_in_words(replace(option, optional=False)),
            option.help,
        )
        for field, option in ((each.field, each.option) for each in declarations(ExportOptions))
    ]
    return "\n\n".join([scene_reference().rstrip(), FILMS, table(rows, HEAD), style_reference().rstrip()]) + "\n"
