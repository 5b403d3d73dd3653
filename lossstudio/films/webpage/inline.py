"""A web page in a notebook: the whole page in a frame of the cell that made it."""

import html
from dataclasses import dataclass, field
from pathlib import Path
from typing import Unpack

from lossstudio.films.inline_file import saved
from lossstudio.films.plan.export_options import ExportOptions, FilmOptions
from lossstudio.films.webpage.making import page_text
from lossstudio.project.scene import Scene

HEIGHT_PX = 680


@dataclass(frozen=True, slots=True)
class InlinePage:
    """A web page as text; a notebook shows it in a frame.

    Attributes
    ----------
    text
        The HTML document.
    title
        What it is, for people who can't see it.
    """

    text: str = field(repr=False)
    title: str = ""

    def save(self, path: str | Path) -> Path:
        """Write the page and return its path; FilmError if it can't be written."""
        return saved(self.text.encode("utf-8"), path)

    def _repr_html_(self) -> str:
        """Return a frame that holds the page itself: it may run its script, and nothing else."""
        return (
            f'<iframe sandbox="allow-scripts" allow="fullscreen" title="{html.escape(self.title)}" width="100%" '
            f'height="{HEIGHT_PX}" style="border: 0; border-radius: 8px" srcdoc="{html.escape(self.text)}"></iframe>'
        )


def page(scene: Scene, **wanted: Unpack[FilmOptions]) -> InlinePage:
    """Make a web page of a scene for a notebook.

    Parameters
    ----------
    scene
        What is shown.
    **wanted
        As `export` has it, of which a page heeds `title`, `theme`, `still_step`, `row` and `vary`.

    Raises
    ------
    FilmUsageError, SceneError
        As `export` has them.
    """
    film = ExportOptions(**wanted)
    return InlinePage(page_text(scene, film), scene.title if film.title is None else film.title)
