"""A deck of slides: the film cut at its pauses, one clip a slide, as a folder or as PPTX with speaker notes."""

import io
import os
import zipfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

import numpy as np
from PIL import Image

from lossstudio.films.errors import FilmError, FilmUsageError
from lossstudio.films.film import Film, Plan
from lossstudio.films.footage import Footage
from lossstudio.films.formats import MP4
from lossstudio.films.job import AskCancelled, ShowProgress, stop_if
from lossstudio.films.kit import filled, key_steps, loss_said
from lossstudio.films.storyboard import Instant, Storyboard
from lossstudio.films.take import Take
from lossstudio.films.writer import Pixels
from lossstudio.project.scene import FilmPause, Scene
from lossstudio.run.curves import losses_at

PPTX = ".pptx"
NOTES = "notes.md"
SLIDE_WIDTH_EMU = 12_192_000
"""33.9 cm: as wide as slide programs make 16:9."""
PAUSE_S = 0.5
BLANK_LAYOUT = 6
ZIP_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Slide:
    """One clip, the picture that it ends with, and what to say."""

    clip: Path
    poster: Path
    notes: str


def make_deck(
    scene: Scene,
    out: str | os.PathLike[str],
    film: Film,
    progress: ShowProgress | None = None,
    cancelled: AskCancelled | None = None,
) -> Path:
    """Make a deck: a folder, or PPTX where `out` says so; where the film has no pauses, it rests at key steps.

    Raises
    ------
    FilmUsageError, SceneError, FilmError, FilmCancelledError
        As `make` has them; also where PPTX is wanted and python-pptx isn't installed.
    """
    path = Path(out)
    as_pptx = path.suffix.lower() == PPTX
    if as_pptx:
        _need_pptx()
    plan = film.planned(scene, MP4)
    take = Take(scene, plan.last_step)
    if not scene.film.pauses:
        steps = key_steps(plan, take.end)[1:-1]
        pauses = tuple(FilmPause(step=step, seconds=PAUSE_S) for step in steps)
        plan = film.planned(replace(scene, film=replace(scene.film, pauses=pauses)), MP4)

    def fill(parts: Path) -> None:
        slides = _slides(parts, take, plan, progress, cancelled)
        if as_pptx:
            write_pptx(slides, plan, parts / path.name)
            for slide in slides:
                slide.clip.unlink()
                slide.poster.unlink()
        else:
            notes = "\n\n".join(f"## {slide.clip.name}\n\n{slide.notes}" for slide in slides)
            (parts / NOTES).write_text(f"{notes}\n", encoding="utf-8", newline="\n")

    if as_pptx:
        filled(path.parent, fill)
        return path
    return filled(path, fill)


def cuts(storyboard: Storyboard) -> list[int]:
    """Return the frames at which a slide ends: after each rest on the way, and before and after cards."""
    shots, ends = storyboard.shots, storyboard.ends()
    made = []
    for shot, after, end in zip(shots, shots[1:], ends, strict=False):
        rested = shot.first == shot.last and after.first != after.last and end > 0 and shot is not shots[0]
        if (rested and not _opening(shots.index(shot), storyboard)) or bool(shot.card) != bool(after.card):
            made.append(end)
    return sorted({*made, len(storyboard)} - {0})


def _opening(number: int, storyboard: Storyboard) -> bool:
    """Say whether nothing has moved before a shot, cards aside."""
    return all(shot.card or shot.first == shot.last for shot in storyboard.shots[:number])


def _slides(
    folder: Path, take: Take, plan: Plan, progress: ShowProgress | None, cancelled: AskCancelled | None
) -> list[Slide]:
    plan = replace(plan, storyboard=plan.storyboard.cut_at(take.end))
    instants, slides, start = plan.instants(), [], 0
    with closing(Footage(take, plan)) as footage:
        frames = footage.frames()
        for number, end in enumerate(cuts(plan.storyboard), start=1):
            clip = folder / f"{number:02d}.mp4"
            order = replace(plan.order(), frames=end - start)
            writer = MP4.open(clip, order)
            try:
                for done in range(start, end):
                    stop_if(cancelled)
                    pixels = next(frames)
                    writer.write(pixels)
                    if progress is not None:
                        progress(done + 1, len(instants))
                writer.close()
            finally:
                writer.abandon()
            MP4.check(clip, order)
            poster = _poster(pixels, clip.with_suffix(".png"))
            slides.append(Slide(clip, poster, _notes(take, plan, instants[start:end], number == 1)))
            start = end
    return slides


def _poster(pixels: Pixels, path: Path) -> Path:
    height, width = pixels.shape[:2]
    Image.frombuffer("RGB", (width, height), pixels, "raw", "BGRX", 0, 1).save(path, "PNG")
    return path


def _notes(take: Take, plan: Plan, instants: Sequence[Instant], opening: bool) -> str:
    """Return what to say: the scene's notes, the steps and their losses, the sentences in the picture."""
    lines = [take.scene.notes.strip()] if opening and take.scene.notes.strip() else []
    if instants[0].card:
        return "\n".join([*lines, instants[0].card])
    first, last = instants[0].step, instants[-1].step
    losses = losses_at(take.timeline, np.array([first, last], dtype=np.intp))
    for name, start, end in zip(take.course.names, losses[0], losses[1], strict=True):
        who = f"{name}: loss" if len(losses[0]) > 1 else "Loss"
        lines.append(f"{who} {loss_said(start)} at step {first}, {loss_said(end)} at step {last}.")
    lines += dict.fromkeys(text for text in map(plan.caption, instants) if text)
    return "\n".join(lines)


def _need_pptx() -> None:
    try:
        import pptx  # noqa: F401 - only asked whether it is there
    except ImportError:
        raise FilmUsageError(
            "PPTX needs python-pptx: pip install 'lossstudio[slides]'. A folder (slides/ with --deck) needs nothing"
        ) from None


def write_pptx(slides: Sequence[Slide], plan: Plan, path: Path) -> None:
    """Write the slides, each filled by its clip; the same slides give the same bytes."""
    from pptx import Presentation
    from pptx.util import Emu

    width, height = plan.size
    deck = Presentation()
    wide, tall = Emu(SLIDE_WIDTH_EMU), Emu(round(SLIDE_WIDTH_EMU * height / width))
    deck.slide_width, deck.slide_height = wide, tall
    for slide in slides:
        page = deck.slides.add_slide(deck.slide_layouts[BLANK_LAYOUT])
        page.shapes.add_movie(
            str(slide.clip), Emu(0), Emu(0), wide, tall, poster_frame_image=str(slide.poster), mime_type="video/mp4"
        )
        frame = page.notes_slide.notes_text_frame
        if frame is None:
            raise FilmError("the slides have no place for notes")
        frame.text = slide.notes
    packed = io.BytesIO()
    deck.save(packed)
    with path.open("wb") as file:
        _undated(packed, file)


def _undated(packed: IO[bytes], out: IO[bytes]) -> None:
    """Copy a ZIP file without the times at which its parts were written."""
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            copy.writestr(zipfile.ZipInfo(name, ZIP_DATE), source.read(name), zipfile.ZIP_DEFLATED)
