"""The film dialog's state: what a person has chosen that the scene doesn't keep, as where, in which form, how large."""

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from lossstudio.films.deliver.export_job import ExportJob, Kind
from lossstudio.films.encode.formats import (
    BY_SUFFIX,
    DECK,
    MODELS,
    MP4,
    PAGE,
    PICTURE,
    SEQUENCE,
    STL,
    VECTORS,
    WEB_PAGE,
    Format,
    OutputKind,
)
from lossstudio.films.plan.background import THEME, TRANSPARENT
from lossstudio.films.plan.export_options import ExportOptions, FilmOptions
from lossstudio.films.plan.presets import PRESETS, Preset, Size
from lossstudio.films.plan.storyboard import Loop
from lossstudio.project.film_spec import Element
from lossstudio.project.scene import Scene

Form: TypeAlias = Literal["film", "kit", "pptx", "pptx_model", "clips", "frames", "page", "model"]

FORMS: tuple[tuple[Form, str], ...] = (
    ("film", "one film"),
    ("kit", "talk kit: film, poster, texts"),
    ("pptx", "PowerPoint slides"),
    ("pptx_model", "PowerPoint slides and model"),
    ("clips", "folder of slides and clips"),
    ("frames", "numbered pictures"),
    ("page", "web page to play and turn"),
    ("model", "model in three dimensions"),
)
POWERPOINT = ("pptx", "pptx_model")
DECKS = (*POWERPOINT, "clips")
STILL_FORMS: tuple[tuple[Form, str], ...] = (("film", "one picture"), FORMS[-1])
MOVING = (
    (".mp4", "MP4 (H.264)"),
    (".webm", "WebM (VP9)"),
    (".mov", "MOV (ProRes 4444)"),
    (".gif", "GIF"),
    (".webp", "WebP, animated"),
)
MODELLED = ((".glb", "GLB, for slides and web"), (".usdz", "USDZ, for iPhones"), (STL, "STL, to print"))
LOOPS = (("", "no: it ends"), *zip(get_args(Loop), ("once around, at one step", "there and back"), strict=True))
STILL = ((".png", "PNG"), (".svg", "SVG: charts, or a contour map"), (".pdf", "PDF: charts, or a contour map"))


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
    size, fps, seconds, max_bytes, title, loop, style, slide
        As an ExportOptions has them; the slide's colour counts where nothing stands behind the film.
    vary, triangles
        What the reader of a page can turn, and how fine a model is, likewise.
    """

    preset: str = "slides"
    form: Form = "film"
    suffix: str = ".mp4"
    size: Size | None = None
    fps: int | None = None
    seconds: float | None = None
    max_bytes: int | None = None
    loop: Loop | None = None
    title: str | None = None
    style: str | None = None
    slide: str | None = None
    vary: tuple[str, ...] = ()
    triangles: int | None = None

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
    def modelled(self) -> bool:
        """Whether it is a model in three dimensions."""
        return self.form == "model"

    @property
    def holds_model(self) -> bool:
        """Whether a model is made, alone or among slides."""
        return self.form in ("model", "pptx_model")

    @property
    def moving(self) -> bool:
        """Whether anything moves in it."""
        return not self.still and not self.paged and self.suffix != STL

    @property
    def formats(self) -> tuple[tuple[str, str], ...]:
        """The formats that it may have, each by its suffix and in words."""
        return MODELLED if self.modelled else STILL if self.still else MOVING

    @property
    def forms(self) -> tuple[tuple[Form, str], ...]:
        """What it may come as."""
        return STILL_FORMS if self.place.suffix in dict(STILL) else FORMS

    @property
    def paged(self) -> bool:
        """Whether it is a web page, which has neither a size nor a length."""
        return self.form == "page"

    @property
    def pictured(self) -> bool:
        """Whether it is made of pictures."""
        return not self.modelled and not self.paged

    @property
    def noun(self) -> str:
        """What it is called."""
        return "model" if self.modelled else "page" if self.paged else "picture" if self.still else "film"

    @property
    def vector(self) -> str:
        """The ending of a picture that holds lines and letters; "" for any other."""
        return self.suffix if self.form == "film" and self.suffix in VECTORS else ""

    @property
    def format(self) -> Format:
        """How frames become a file."""
        if self.modelled:
            return MP4 if self.moving else PICTURE
        if self.form in (*DECKS, "page"):  # the preview of a page is the film
            return MP4
        if self.form == "frames":
            return SEQUENCE
        return PICTURE if self.vector else BY_SUFFIX[self.suffix]

    @property
    def output(self) -> OutputKind:
        """What it becomes, which says what can be asked of it."""
        if self.form in (*POWERPOINT, "clips"):
            return DECK
        if self.paged:
            return WEB_PAGE
        if self.modelled:
            return MODELS[self.suffix]
        return VECTORS[self.suffix] if self.vector else self.format

    @property
    def pixels(self) -> Size:
        """Width and height."""
        return self.size or self.place.size

    @property
    def rate(self) -> int:
        """Frames a second."""
        return min(self.fps or self.place.fps, self.format.fastest)

    def clear(self, scene: Scene) -> bool:
        """Whether nothing stands behind its film of a scene."""
        said = self.place.background
        return (said if said != THEME else scene.film.background) == TRANSPARENT

    def film(self, scene: Scene, step: int, sample: int | None) -> ExportOptions:
        """Return what this means in a window that shows this scene, this step, and in its phases a sample's numbers.

        The look is left to the scene, as on the command line: so both make the same film.
        """
        still = self.still or self.loop == "turn" or self.suffix == STL
        phased = self.paged or (scene.film.layout == "phases" if still else scene.film.phased)
        said: FilmOptions = {
            "preset": self.preset,
            "size": self.size,
            "fps": None if self.rate == self.place.fps else self.rate,
            "seconds": self.seconds,
            "title": self.title,
            "still_step": step if still else None,
            "row": sample + 1 if phased and sample is not None else None,
            "max_size": self.max_bytes,
            "style": self.style,
            "slide": self.slide if self.clear(scene) else None,
            "loop": self.loop,
            "vary": self.vary or None,
            "triangles": self.triangles if self.holds_model else None,
            "deck_model": "morph" if self.form == "pptx_model" else None,
        }
        return ExportOptions(**self.output.having(said))

    def in_preview(self, film: ExportOptions) -> ExportOptions:
        """Return a film that shows what is made: of a model the surface alone, without writing; of a deck its clips."""
        if self.modelled:
            return replace(film, layout="surface", inset="none", hide=get_args(Element), triangles=None)
        if self.paged:  # its reader goes through the phases, and turns the settings
            return replace(film, row=None, vary=None)
        return replace(film, deck_model=None, triangles=None)

    def came_as(self, form: Form) -> "FilmDialogState":
        """Return it in another form, in a format that this can have."""
        if form == "page":
            return self.as_page()
        if form == "model":
            return FilmDialogState(form=form, suffix=MODELLED[0][0], seconds=self.seconds, title=self.title)
        usual = self.place.suffix if self.modelled else self.suffix
        return replace(self, form=form, suffix=".mp4" if form in DECKS else usual)

    def out(self, folder: Path, name: str) -> str:
        """Return where it goes."""
        if self.form == "kit":
            return str(folder / f"{name}-kit" / f"{name}{self.suffix}")
        if self.form in POWERPOINT:
            return str(folder / f"{name}.pptx")
        if self.form == "frames":
            return str(folder / f"{name}-frames") + os.sep
        if self.paged:
            return str(folder / f"{name}{PAGE}")
        return str(folder / (f"{name}-slides" if self.form == "clips" else f"{name}{self.suffix}"))

    def commission(self, scene: Scene, film: ExportOptions, folder: Path, name: str) -> ExportJob:
        """Return the order for it."""
        kind: Kind = "film"
        if self.form in ("kit", *DECKS):
            kind = "kit" if self.form == "kit" else "deck"
        return ExportJob(scene=scene, film=film, out=self.out(folder, name), kind=kind)

    def as_page(self) -> "FilmDialogState":
        """Return it as a web page."""
        return FilmDialogState(form="page", title=self.title, vary=self.vary)

    def shaped(self, wide: int, high: int) -> "FilmDialogState":
        """Return it with sides in this ratio, its shorter side as long as now."""
        short = min(self.pixels)
        longer = round(short * max(wide, high) / min(wide, high) / 2) * 2
        return replace(self, size=(longer, short) if wide >= high else (short, longer))
