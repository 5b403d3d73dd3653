"""What is asked of a film but would be ignored is refused, before anything is made."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lossstudio.core.declared import declarations
from lossstudio.core.option import Option
from lossstudio.films.encode.formats import OUTPUTS, OutputKind
from lossstudio.films.errors import FilmUsageError

if TYPE_CHECKING:
    from lossstudio.films.plan.export_options import ExportOptions

GOES_SOMEWHERE = {"first": "--from", "last": "--to", "orbit": "--orbit", "push_in": "--push-in"}
"""What a loop that turns has no use for, and what it is called on the command line."""


def flag(option: Option) -> str:
    """Return the name of an option on the command line."""
    return f"--{option.name.replace('_', '-')}"


def refuse_what_would_be_ignored(film: "ExportOptions", kind: OutputKind) -> None:
    """Refuse each option that an output doesn't have, or that means nothing beside the others.

    Raises
    ------
    FilmUsageError
        If something is asked for that would change nothing; the text says where it would.
    """
    for each in declarations(type(film)):
        if each.field not in kind.options and getattr(film, each.field) != each.option.default:
            able = [suffix for suffix, other in OUTPUTS.items() if each.field in other.options]
            raise FilmUsageError(
                f"{flag(each.option)} is for {listed(able)}: it would change nothing in {kind.label}; leave it out"
            )
    if kind.of_one_step and film.still_step is not None and film.last is not None:
        raise FilmUsageError(f"--to: {kind.label} shows one step, which --still-step says; leave one of them out")
    if "loop" in kind.options:
        _refuse_beside_a_loop(film, kind)


def listed(words: Sequence[str]) -> str:
    """Return words in a row: ".mp4, .gif and .png"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _refuse_beside_a_loop(film: "ExportOptions", kind: OutputKind) -> None:
    if film.loop != "turn":
        if film.still_step is not None:
            raise FilmUsageError(f"--still-step is for a single picture, such as talk.png; {kind.label} moves")
        return
    said = (name for field, name in GOES_SOMEWHERE.items() if getattr(film, field) is not None)
    if name := next(said, ""):
        raise FilmUsageError(f"{name}: a loop that turns goes once around one step, which --still-step says")
