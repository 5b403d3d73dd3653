"""The film dialog's state: what a person has chosen that the scene doesn't keep, as where, in which form, how large."""

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeAlias

from lossstudio.films.deliver.export_job import ExportJob, Kind
from lossstudio.films.encode.formats import (
    BY_SUFFIX,
    MP4,
    PAGE,
    PICTURE,
    SEQUENCE,
    VECTORS,
    Format,
)
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.plan.presets import PRESETS, Preset, Size
from lossstudio.project.scene import Scene

Form: TypeAlias = Literal["film", "kit", "pptx", "clips", "frames", "page"]

FORMS: tuple[tuple[Form, str], ...] = (
    ("film", "one film"),
    ("kit", "talk kit: film, poster, texts"),
    ("pptx", "PowerPoint slides"),
    ("clips", "folder of clips and notes"),
    ("frames", "numbered pictures"),
    ("page", "web page to play and turn"),
)
MOVING = (
    (".mp4", "MP4 (H.264)"),
    (".webm", "WebM (VP9)"),
    (".mov", "MOV (ProRes 4444)"),
    (".gif", "GIF"),
    (".webp", "WebP, animated"),
)
STILL = ((".png", "PNG"), (".svg", "SVG, the charts alone"), (".pdf", "PDF, the charts alone"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmDialogState:
    """What is chosen; None leaves it to the preset or to how the scene's film is directed.

    Attributes
    ----------
    preset
        Where it will be shown.
    form
        What it comes as.
    suffix
        Which format a single film or picture has.
    size, fps, seconds, max_bytes, title
        As an ExportOptions has them.
    """

    preset: str = "slides"
    form: Form = "film"
    suffix: str = ".mp4"
    size: Size | None = None
    fps: int | None = None
    seconds: float | None = None
    max_bytes: int | None = None
    title: str | None = None

    @classmethod
    def of(cls, preset: Preset) -> "FilmDialogState":
        """Return what a preset proposes."""
        return cls(preset=preset.key, suffix=preset.suffix)

    @property
    def place(self) -> Preset:
        """The preset."""
        return PRESETS[self.preset]

    @property
    def still(self) -> bool:
        """Whether it is a single picture."""
        return self.suffix in dict(STILL)

    @property
    def paged(self) -> bool:
        """Whether it is a web page, which has neither a size nor a length."""
        return self.form == "page"

    @property
    def charts_alone(self) -> bool:
        """Whether it holds the charts alone, as lines and letters."""
        return self.form == "film" and self.suffix in VECTORS

    @property
    def format(self) -> Format:
        """How frames become a file."""
        if self.form in ("pptx", "clips", "page"):  # the preview of a page is the film
            return MP4
        if self.form == "frames":
            return SEQUENCE
        return PICTURE if self.charts_alone else BY_SUFFIX[self.suffix]

    @property
    def pixels(self) -> Size:
        """Width and height."""
        return self.size or self.place.size

    @property
    def rate(self) -> int:
        """Frames a second."""
        return min(self.fps or self.place.fps, self.format.fastest)

    def film(self, step: int, sample: int | None) -> ExportOptions:
        """Return what this means in a window that shows this step, and these numbers of a sample.

        The look is left to the scene, as on the command line: so both make the same film.
        """
        if self.paged:
            return ExportOptions(title=self.title, row=None if sample is None else sample + 1)
        return ExportOptions(
            preset=self.preset,
            size=self.size,
            fps=None if self.rate == self.place.fps else self.rate,
            seconds=None if self.still else self.seconds,
            title=self.title,
            still_step=step if self.still else None,
            row=None if sample is None else sample + 1,
            max_size=self.max_bytes if self.format.grades > 1 and self.form in ("film", "kit") else None,
        )

    def out(self, folder: Path, name: str) -> str:
        """Return where it goes."""
        if self.form == "kit":
            return str(folder / f"{name}-kit" / f"{name}{self.suffix}")
        if self.form == "pptx":
            return str(folder / f"{name}.pptx")
        if self.form == "frames":
            return str(folder / f"{name}-frames") + os.sep
        if self.paged:
            return str(folder / f"{name}{PAGE}")
        return str(folder / (f"{name}-slides" if self.form == "clips" else f"{name}{self.suffix}"))

    def commission(self, scene: Scene, film: ExportOptions, folder: Path, name: str) -> ExportJob:
        """Return the order for it."""
        kind: Kind = "film"
        if self.form in ("kit", "pptx", "clips"):
            kind = "kit" if self.form == "kit" else "deck"
        return ExportJob(scene=scene, film=film, out=self.out(folder, name), kind=kind)

    def as_page(self) -> "FilmDialogState":
        """Return it as a web page."""
        return FilmDialogState(form="page", title=self.title)

    def shaped(self, wide: int, high: int) -> "FilmDialogState":
        """Return it with sides in this ratio, its shorter side as long as now."""
        short = min(self.pixels)
        longer = round(short * max(wide, high) / min(wide, high) / 2) * 2
        return replace(self, size=(longer, short) if wide >= high else (short, longer))
