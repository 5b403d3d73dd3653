"""A film inside a notebook: made once, shown by the browser's own player."""

import base64
import html
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Unpack

from lossstudio.films.deliver.exporting import export
from lossstudio.films.plan.export_options import FilmOptions
from lossstudio.project.scene import Scene


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
        """Write the MP4 file and return its path."""
        Path(path).write_bytes(self.data)
        return Path(path)

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
