"""A folder of scenes as work for engines: each film is a block, and travels as its file's bytes."""

import hashlib
import json
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from lossstudio.core.pieces import Pieces, Told, unheard
from lossstudio.films.deliver.captions import SRT, VTT
from lossstudio.films.deliver.export_job import ExportJob
from lossstudio.films.deliver.process import ExportProcess
from lossstudio.films.errors import FilmUsageError
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.plan.presets import PRESETS
from lossstudio.project.data_file import arrived, travelling
from lossstudio.project.decode import Decoder
from lossstudio.project.document_value import DocumentValue
from lossstudio.project.engines.work import Found
from lossstudio.project.scene import Scene
from lossstudio.run.recipe.errors import SceneError

FILM, ERROR = "film", "error"
ENDED = "The program that makes the film was told to end."
POLL_S = 0.05
BEGINNING_S, PIXEL_S = 2.0, 1e-8
"""About what a film takes: to begin, and for each pixel of each frame."""


@dataclass(frozen=True)
class FilmFolder:
    """What is asked for.

    Attributes
    ----------
    names, scenes
        What each film is called, without its suffix, and what it shows.
    film
        What is wanted of each.
    """

    names: tuple[str, ...]
    scenes: tuple[Scene, ...]
    film: ExportOptions

    @property
    def noun(self) -> str:
        """What it is for people."""
        return "folder of films"

    @property
    def blocks(self) -> int:
        """How many films there are."""
        return len(self.scenes)

    @property
    def suffix(self) -> str:
        """What the films' names end in."""
        return PRESETS[self.film.preset].suffix

    @property
    def expected_s(self) -> float:
        """About how long it takes in one process, from how many pixels there are."""
        preset = PRESETS[self.film.preset]
        size = self.film.size or preset.size
        assert not isinstance(size, str), "a size in words was read by its option"
        width, height = size
        frames = (self.film.seconds or preset.seconds) * (self.film.fps or preset.fps)
        return self.blocks * (BEGINNING_S + frames * width * height * PIXEL_S)

    def block(self, number: int, _told: Told = unheard, /) -> Pieces[Found]:
        """Make a film in a process of its own: its file's bytes ``(n,)``, or why it could not be made."""
        with TemporaryDirectory(prefix="lossstudio-") as folder:
            out = Path(folder) / f"{self.names[number]}{self.suffix}"
            try:
                child = ExportProcess(ExportJob(scene=self.scenes[number], out=out, film=self.film))
            except (FilmUsageError, SceneError, OSError) as error:
                return {ERROR: np.array(str(error))}
            try:
                while child.state == "running":
                    yield
                    time.sleep(POLL_S)
                if child.state != "done":
                    return {ERROR: np.array(child.error or ENDED)}
                beside = (out.with_suffix(suffix) for suffix in (VTT, SRT))
                return {FILM: np.fromfile(out, np.uint8)} | {
                    path.suffix: np.fromfile(path, np.uint8) for path in beside if path.exists()
                }
            finally:
                child.cancel()

    def to_text(self) -> str:
        """Return it as JSON, from which `from_text` makes it again."""
        said = {"names": self.names, "scenes": [travelling(scene) for scene in self.scenes]}
        return json.dumps(said | {"film": Decoder().write(self.film)}, default=lambda number: number.tolist())

    @classmethod
    def from_text(cls, text: str) -> "FilmFolder":
        """Read what `to_text` has written."""
        said = json.loads(text)
        film = Decoder().read(DocumentValue("film", said["film"]), ExportOptions)
        return cls(tuple(said["names"]), tuple(map(arrived, said["scenes"])), film)

    @property
    def digest(self) -> str:
        """What two folders have in common only if all their films are the same."""
        return hashlib.sha256(self.to_text().encode()).hexdigest()
