"""Making whatever is asked for of a scene: a film, a picture, charts, a talk kit or a deck of slides."""

import base64
import html
import os
import tempfile
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import Unpack

from lossstudio.films.deliver.deck import make_deck
from lossstudio.films.deliver.export_job import ExportJob
from lossstudio.films.deliver.job import make_film
from lossstudio.films.deliver.kit import make_kit
from lossstudio.films.deliver.map_film import make_map_film
from lossstudio.films.deliver.waiting import AskCancelled, ShowProgress, Tell
from lossstudio.films.encode.formats import MODELS, PAGE, PPTX, VECTORS
from lossstudio.films.errors import FilmUsageError
from lossstudio.films.inline_file import saved
from lossstudio.films.models.making import make_model
from lossstudio.films.plan.export_options import ExportOptions, FilmOptions
from lossstudio.films.render.undrawn import undrawn
from lossstudio.films.render.vector import make_vector
from lossstudio.films.webpage.making import make_page
from lossstudio.project.scene import Scene, a_scene

KIT_OR_DECK = "a film becomes a talk kit or a deck, not both: leave out --kit or --deck"
PAGE_OR_DECK = "--deck: a web page isn't cut into slides; leave it out, or name a folder or talk.pptx"


def export(
    scene: Scene,
    out: str | os.PathLike[str],
    *,
    kit: str | os.PathLike[str] | None = None,
    deck: bool = False,
    progress: ShowProgress | None = None,
    cancelled: AskCancelled | None = None,
    **film: Unpack[FilmOptions],
) -> Path:
    """Make a film, a picture, a web page, a kit or a deck of slides of a scene; neither a display nor a GPU is needed.

    Parameters
    ----------
    scene
        What is shown.
    out
        "talk.mp4", ".webm", ".mov", ".gif", ".webp" or ".png"; "frame-%04d.png" and "folder/" make a numbered sequence,
        ".svg" and ".pdf" hold the charts alone, ".pptx" is a deck, ".html" a web page; ".glb", ".usdz" and ".stl" are
        models in three dimensions.
    kit
        A folder: `out` is put there, with a poster, a sheet of key steps, a text for those who can't see it and the
        run's numbers.
    deck
        Whether it is cut at its pauses: `out` is a PPTX file then, or a folder of clips with slides for browsers,
        Quarto, LaTeX and Typst.
    progress
        Told how many frames are done, and of how many.
    cancelled
        Asked before each frame whether to give up.
    **film
        What is wanted, by the names of ExportOptions's fields.

    Returns
    -------
    Path
        The file, or the folder of a sequence, a kit or a deck.

    Raises
    ------
    FilmUsageError
        If it is asked for in a way that can't work.
    SceneError
        If the scene can't be built.
    FilmError
        If it can't be made; what was at `out` before is still there.
    FilmCancelledError
        If `cancelled` said so.
    """
    a_scene(scene)
    if kit is not None and deck:
        raise FilmUsageError(KIT_OR_DECK)
    if note := undrawn(scene, ExportOptions(**film), out):
        warnings.warn(note, stacklevel=2)
    if kit is not None:
        return make_kit(scene, kit, ExportOptions(**film), os.fspath(out), progress, cancelled)
    return make(scene, out, ExportOptions(**film), progress, cancelled, deck=deck, told=_warn)


def _warn(notice: str) -> None:
    warnings.warn(notice, stacklevel=2)


def make(
    scene: Scene,
    out: str | os.PathLike[str],
    film: ExportOptions,
    progress: ShowProgress | None = None,
    cancelled: AskCancelled | None = None,
    *,
    deck: bool = False,
    told: Tell | None = None,
) -> Path:
    """Make `film`; `told` hears what else a person should know of it, and all other is as `export` has it."""
    suffix = Path(out).suffix.lower()
    if suffix == PAGE:
        if deck:
            raise FilmUsageError(PAGE_OR_DECK)
        return make_page(scene, Path(out), film, progress, cancelled)
    if deck or suffix == PPTX:
        return make_deck(scene, out, film, progress, cancelled)
    if suffix in MODELS:
        return make_model(scene, Path(out), film, progress, cancelled)
    if suffix in VECTORS:
        made = make_vector(scene, Path(out), film, cancelled)
        if progress is not None:
            progress(1, 1)
        return made
    return make_film(scene, out, film, progress, cancelled, told)


def fulfil(
    commission: ExportJob,
    progress: ShowProgress | None = None,
    cancelled: AskCancelled | None = None,
    told: Tell | None = None,
) -> Path:
    """Make what a commission asks for; all else is as `make` has it."""
    scene, out, film = commission.scene, os.fspath(commission.out), commission.film
    if commission.map is not None:
        return make_map_film(scene, out, commission.map, progress, cancelled)
    if commission.kind == "kit":
        return make_kit(scene, commission.place, film, Path(out).name, progress, cancelled)
    return make(scene, out, film, progress, cancelled, deck=commission.kind == "deck", told=told)


@dataclass(frozen=True, slots=True)
class InlineFilm:
    """A film as bytes; a notebook shows it as a player.

    Attributes
    ----------
    data
        The MP4 file.
    size
        Of the picture, in pixels.
    title
        What it is, for people who can't see it.
    """

    data: bytes = field(repr=False)
    size: tuple[int, int]
    title: str = ""

    def save(self, path: str | Path) -> Path:
        """Write the MP4 file and return its path; FilmError if it can't be written."""
        return saved(self.data, path)

    def _repr_html_(self) -> str:
        width, height = self.size
        source = base64.b64encode(self.data).decode("ascii")
        return (
            f'<video controls loop muted playsinline width="{width}" height="{height}" style="max-width: 100%; '
            f'height: auto" aria-label="{html.escape(self.title)}" src="data:video/mp4;base64,{source}"></video>'
        )


def film(scene: Scene, **wanted: Unpack[FilmOptions]) -> InlineFilm:
    """Make a film of a scene for a notebook, 960 x 540 by default.

    Parameters
    ----------
    scene
        What is shown.
    **wanted
        As `export` has it.

    Raises
    ------
    FilmUsageError, SceneError, FilmError
        As `export` has them.
    """
    options: FilmOptions = {"preset": "web"}
    options.update(wanted)
    with tempfile.TemporaryDirectory(prefix="lossstudio-") as folder:
        path = export(scene, Path(folder) / "film.mp4", **options)
        data = path.read_bytes()
    return InlineFilm(data, _size(data), scene.title)


def _size(data: bytes) -> tuple[int, int]:
    """Return the size of the picture in an MP4 file."""
    import io

    import av

    with av.open(io.BytesIO(data)) as container:
        context = container.streams.video[0].codec_context
        return context.width, context.height
