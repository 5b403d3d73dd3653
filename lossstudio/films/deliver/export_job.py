"""An ExportJob is what somebody has asked for: a film, a talk kit, a deck or a map's film of a scene, and its place."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias, get_args

from lossstudio.core.declared import Record
from lossstudio.core.option import Choice, Custom, OptionError, describe
from lossstudio.films.deliver.deck import deck_plan
from lossstudio.films.deliver.map_film import MapFilm
from lossstudio.films.deliver.output_target import OutputTarget
from lossstudio.films.encode.formats import MODELS, MP4, PAGE, VECTORS, Format
from lossstudio.films.models.making import model_plan
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.render.vector import vector_plan
from lossstudio.films.webpage.plan import page_plan
from lossstudio.project.decode import Decoder
from lossstudio.project.document_value import DocumentValue
from lossstudio.project.engines.store import store_of
from lossstudio.project.file import load
from lossstudio.project.replacing import followed
from lossstudio.project.scene import Scene

Kind: TypeAlias = Literal["film", "kit", "deck", "map"]


def _checked_path(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise OptionError(f"must be a path, not {describe(value)}")
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """An ExportJob as data, for another process."""

    scene: Annotated[str, Custom(form="a path", checker=_checked_path, help="The scene's file.")]
    out: Annotated[str, Custom(form="a path", checker=_checked_path, help="Where it goes.")]
    kind: Annotated[Kind, Choice(choices=get_args(Kind), help="What it becomes.")] = "film"
    film: Annotated[ExportOptions, Record(kinds=(ExportOptions,), help="What is wanted.")]
    map: Annotated[MapFilm | None, Record(kinds=(MapFilm,), optional=True, help="What is wanted of a map.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportJob:
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
        A film or a picture, a talk kit, a deck of slides, or the film of a map of runs, of which `film` says nothing.
    map
        What is wanted of the film of a map; None for everything else.
    """

    scene: Scene
    film: ExportOptions
    out: str | os.PathLike[str]
    kind: Kind = "film"
    map: MapFilm | None = None

    def check(self) -> None:
        """See that it can be made.

        Raises
        ------
        FilmUsageError
            If it can't.
        """
        if self.map is not None:
            self.map.request(self.scene)
        elif self.kind == "deck":
            deck_plan(self.scene, self.film, Path(self.out))
        elif self._is_model:
            model_plan(self.scene, self.film, Path(self.out))
        elif self._is_vector:
            vector_plan(self.scene, self.film, Path(self.out).suffix.lower())
        elif self._is_page:
            page_plan(self.scene, self.film)
        else:
            self.film.planned(self.scene, self._format)

    @property
    def place(self) -> Path:
        """What a person opens when it is made: a file, or a folder."""
        if self.kind == "kit":
            return Path(self.out).parent
        if self.kind in ("deck", "map") or self._is_vector or self._is_model or self._is_page:
            return Path(self.out)
        return OutputTarget.of(self.out).path

    @property
    def store(self) -> Path | None:
        """Where what is finished of it is kept while it isn't made, so that it goes on; None where nothing is kept."""
        return store_of(self.place) if self.kind == "map" else None

    @property
    def digest(self) -> str:
        """What it has in common with what is kept of it; a map's film alone has one."""
        return "" if self.map is None else self.map.request(self.scene).digest

    @property
    def name(self) -> str:
        """What it is called."""
        return self.place.name or str(self.place)

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where its unfinished parts are while it is made."""
        if self._is_vector or self._is_model or self._is_page or self.kind != "film":
            real = followed(self.place)
            return real, real.parent
        return (OutputTarget.of(self.out).part.parent,)

    def request(self, copy: Path) -> str:
        """Return the line that asks a child process for it, given a copy of the scene."""
        asked = Request(
            scene=str(copy),
            out=_absolute(self.out),
            kind=self.kind,
            film=self.film,
            map=self.map,
        )
        return json.dumps(Decoder().write(asked), default=lambda number: number.tolist())  # NumPy's own numbers

    @classmethod
    def requested(cls, line: str | bytes) -> "ExportJob":
        """Return what the line of a `request` asks for.

        Raises
        ------
        SceneError
            If it asks for nothing, or its scene can't be used.
        """
        asked = Decoder().read(DocumentValue("request", json.loads(line)), Request)
        return cls(
            scene=load(asked.scene),
            film=asked.film,
            out=asked.out,
            kind=asked.kind,
            map=asked.map,
        )

    @property
    def _is_vector(self) -> bool:
        return Path(self.out).suffix.lower() in VECTORS

    @property
    def _is_model(self) -> bool:
        return Path(self.out).suffix.lower() in MODELS

    @property
    def _is_page(self) -> bool:
        return self.kind == "film" and Path(self.out).suffix.lower() == PAGE

    @property
    def _format(self) -> Format:
        if self.kind == "deck":
            return MP4
        return OutputTarget.of(self.out).format


def _absolute(out: str | os.PathLike[str]) -> str:
    """Return the place for a process that may be elsewhere; a folder still ends in a slash."""
    text = os.fspath(out)
    return os.path.join(os.path.abspath(text), "") if text.endswith(("/", os.sep)) else os.path.abspath(text)  # noqa: PTH100, PTH118 - Path drops the slash
