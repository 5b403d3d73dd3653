"""What is asked of a film but would be ignored is refused, before anything is made."""

from typing import TYPE_CHECKING

from lossstudio.films.encode.formats import Format
from lossstudio.films.errors import FilmUsageError

if TYPE_CHECKING:
    from lossstudio.films.plan.export_options import ExportOptions

GOES_SOMEWHERE = {"first": "--from", "last": "--to", "orbit": "--orbit", "push_in": "--push-in"}
"""What a loop that turns has no use for, and what it is called on the command line."""


def refuse_what_would_be_ignored(film: "ExportOptions", kind: Format) -> None:
    """See that a format has a use for everything that is asked for.

    Raises
    ------
    FilmUsageError
        If it hasn't.
    """
    if film.deck_model is not None:
        raise FilmUsageError("--deck-model is for a deck as .pptx")
    if film.triangles is not None:
        raise FilmUsageError("--triangles is for models: .glb, .usdz and .stl, and --deck-model in a .pptx deck")
    if film.letters is not None:
        raise FilmUsageError("--letters is for SVG, where letters are outlines or text")
    if film.vary:
        raise FilmUsageError(f"--vary is for a web page, such as talk.html, whose reader turns it; {kind.label} can't")
    if film.loop is not None:
        _refuse_in_loops(film, kind)
    if kind.moving and film.still_step is not None and film.loop != "turn":
        raise FilmUsageError(f"--still-step is for a single picture, such as talk.png; {kind.label} moves")


def _refuse_in_loops(film: "ExportOptions", kind: Format) -> None:
    if not kind.moving:
        raise FilmUsageError(f"--loop is for films; {kind.label} doesn't move")
    said = (name for field, name in GOES_SOMEWHERE.items() if getattr(film, field) is not None)
    if film.loop == "turn" and (name := next(said, "")):
        raise FilmUsageError(f"{name}: a loop that turns goes once around one step, which --still-step says")
