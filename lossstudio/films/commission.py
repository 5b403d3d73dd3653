"""A Commission is what somebody has asked for: a film, a talk kit or a deck of one scene, and where it goes."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from lossstudio.films.film import Film
from lossstudio.films.formats import MP4, VECTORS, Format
from lossstudio.films.target import Target
from lossstudio.films.vector import vector_plan
from lossstudio.project.scene import Scene

Kind: TypeAlias = Literal["film", "kit", "deck"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Commission:
    """What is made, of what, and where.

    Attributes
    ----------
    scene
        What is shown.
    film
        What is wanted.
    out
        As `export` takes it. A kit is put into a folder, where the film is called as `out` is: "talk-kit/talk.mp4"; a
        deck is "talk.pptx", or a folder.
    kind
        A film or a picture, a talk kit, or a deck of slides.
    """

    scene: Scene
    film: Film
    out: str | os.PathLike[str]
    kind: Kind = "film"

    def check(self) -> None:
        """See that it can be made.

        Raises
        ------
        FilmUsageError
            If it can't.
        """
        if self._is_vector:
            vector_plan(self.scene, self.film)
        else:
            self.film.planned(self.scene, self._format)

    @property
    def place(self) -> Path:
        """What a person opens when it is made: a file, or a folder."""
        if self.kind == "kit":
            return Path(self.out).parent
        if self.kind == "deck" or self._is_vector:
            return Path(self.out)
        return Target.of(self.out).path

    @property
    def name(self) -> str:
        """What it is called."""
        return self.place.name or str(self.place)

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where its unfinished parts are while it is made."""
        if self.kind == "kit":
            return self.place, self.place.parent
        if self.kind == "deck":
            return (self.place, self.place.parent)
        return (self.place.parent,) if self._is_vector else (Target.of(self.out).part.parent,)

    def words(self, copy: Path) -> list[str]:
        """Return what the command line is told, given a copy of the scene."""
        out = _absolute(self.out)
        if self.kind == "kit":
            folder, name = os.path.split(out)
            return ["export", str(copy), f"./{name}", f"--kit={folder}", *self.film.arguments()]
        deck = ["--deck"] if self.kind == "deck" else []
        return ["export", str(copy), out, *deck, *self.film.arguments()]

    @property
    def _is_vector(self) -> bool:
        return Path(self.out).suffix.lower() in VECTORS

    @property
    def _format(self) -> Format:
        if self.kind == "deck":
            return MP4
        return Target.of(self.out).format


def _absolute(out: str | os.PathLike[str]) -> str:
    """Return the place as the command line takes it: a name may begin with a dash, a folder ends in a slash."""
    text = os.fspath(out)
    return os.path.join(os.path.abspath(text), "") if text.endswith(("/", os.sep)) else os.path.abspath(text)  # noqa: PTH100, PTH118 - Path drops the slash
