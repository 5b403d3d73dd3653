"""A deck of slides: the film cut at its pauses, one clip a slide, as a folder or as PPTX with speaker notes."""

import os
import re
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path

from PIL import Image

from lossstudio.films.deliver.alt_text import film_in_words
from lossstudio.films.deliver.audience import for_audience
from lossstudio.films.deliver.captions import caption_files, timed_captions
from lossstudio.films.deliver.deck_model import slide_model
from lossstudio.films.deliver.deck_pages import LATEX, PAGE, QUARTO, TYPST, deck_pages
from lossstudio.films.deliver.kit import filled, key_steps, parts_for
from lossstudio.films.deliver.slides import Slide, write_pptx
from lossstudio.films.deliver.waiting import AskCancelled, ShowProgress, stop_if
from lossstudio.films.deliver.whole_folder import refuse_film_name
from lossstudio.films.encode.formats import DECK, MP4, PPTX
from lossstudio.films.encode.writer import Pixels
from lossstudio.films.errors import FilmUsageError
from lossstudio.films.models.modelling import most_triangles
from lossstudio.films.plain_line import plain_line
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.plan.refusals import refuse_what_would_be_ignored
from lossstudio.films.plan.render_plan import RenderPlan
from lossstudio.films.plan.storyboard import Instant, Storyboard
from lossstudio.films.render.frame_renderer import FrameRenderer
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.picture.text.read_outs import loss_name, number_text
from lossstudio.project.film_spec import FilmPause
from lossstudio.project.replacing import bring_to_disk, keep_names
from lossstudio.project.scene import Scene
from lossstudio.run.analysis.step_view import step_views

NOTES, UNTITLED = "notes.md", "Gradient descent"
SUFFIXES, WRITTEN = ("mp4", "png", "vtt", "srt"), (NOTES, PAGE, QUARTO, LATEX, TYPST)
OURS = re.compile("|".join((rf"\d+\.({'|'.join(SUFFIXES)})", *map(re.escape, WRITTEN))))
"""What the files of a deck are called."""
PAUSE_S = 0.5
OPENING = ".first.png"
"""What the first picture of a clip is called until the deck is written."""


def make_deck(
    scene: Scene,
    out: str | os.PathLike[str],
    film: ExportOptions,
    progress: ShowProgress | None = None,
    cancelled: AskCancelled | None = None,
) -> Path:
    """Make a deck: a folder, or PPTX where `out` is one; where the film has no pauses, it rests at key steps.

    Raises
    ------
    FilmUsageError, SceneError, FilmError, FilmCancelledError
        As `export` has them.
    """
    path = Path(out)
    as_pptx = path.suffix.lower() == PPTX
    plan = deck_plan(scene, film, path)
    trained = TrainedScene(scene, plan.last_step, between=partial(stop_if, cancelled))
    if not scene.film.pauses and film.loop is None:
        steps = key_steps(replace(plan, storyboard=trained.paced(plan.storyboard)), trained.end)[1:-1]
        pauses = tuple(FilmPause(step=step, seconds=PAUSE_S) for step in steps)
        plan = deck_plan(replace(scene, film=replace(scene.film, pauses=pauses)), film, path)

    def fill(parts: Path) -> None:
        slides = _slides(parts, trained, plan, progress, cancelled, as_pptx=as_pptx)
        stop_if(cancelled)
        title, repeats = plan.title or scene.title or UNTITLED, film.loop is not None
        if as_pptx:
            model = None
            if film.deck_model is not None:
                model = slide_model(trained, plan, film.deck_model, most_triangles(film), parts, len(slides) + 1)
            write_pptx(slides, plan.size, title, parts / path.name, repeats=repeats, model=model)
        else:
            _write_pages(parts, slides, deck_pages(slides, plan.size, title, repeats=repeats))
        for made in list(parts.iterdir()):
            if made.name != path.name if as_pptx else made.name.endswith(OPENING):
                made.unlink()

    if as_pptx:
        with parts_for(path, path.parent) as (parts, real):
            fill(parts)
            bring_to_disk(parts / path.name)
            (parts / path.name).replace(real)
            keep_names(real.parent)
        return path
    return filled(path, fill, OURS, _wanted(len(cuts(trained.paced(plan.storyboard)))).__contains__)


def _wanted(slides: int) -> frozenset[str]:
    """Return what the files of a deck of so many slides are called."""
    clips = (f"{_stem(number)}.{suffix}" for number in range(1, slides + 1) for suffix in SUFFIXES)
    return frozenset((*clips, *WRITTEN))


def _stem(number: int) -> str:
    """Return what the files of a slide are called, which are counted from 1."""
    return f"{number:02d}"


def _write_pages(parts: Path, slides: Sequence[Slide], pages: Mapping[str, str]) -> None:
    """Write the notes, and the slides in other languages."""
    notes = "\n\n".join(f"## {slide.clip.name}\n\n{slide.notes}" for slide in slides)
    for name, text in {NOTES: f"{notes}\n", **pages}.items():
        (parts / name).write_text(text, encoding="utf-8", newline="\n")


def deck_plan(scene: Scene, film: ExportOptions, out: Path) -> RenderPlan:
    """Return what a film means as a deck.

    Raises
    ------
    FilmUsageError
        If it can't be one.
    """
    film = film.checked()
    if out.suffix.lower() != PPTX:
        refuse_film_name(out, "--deck: a deck is a folder or a .pptx file")
    refuse_what_would_be_ignored(film, DECK)
    if film.deck_model is not None and out.suffix.lower() != PPTX:
        raise FilmUsageError("--deck-model is for a deck as .pptx")
    if film.triangles is not None and film.deck_model is None:
        raise FilmUsageError("--triangles is for models: .glb, .usdz and .stl, and --deck-model in a .pptx deck")
    return _unopened(replace(film, deck_model=None, triangles=None).planned(scene, MP4))


def _unopened(plan: RenderPlan) -> RenderPlan:
    """Return a plan whose first picture is whole: it stands on a slide before the clip plays."""
    return replace(plan, storyboard=replace(plan.storyboard, opens=False))


def cuts(storyboard: Storyboard) -> list[int]:
    """Return the frames at which a slide ends: after each rest on the way, before and after cards; a loop is one."""
    if storyboard.loop is not None:
        return [len(storyboard)]
    shots, ends = storyboard.shots, storyboard.ends()
    made = []
    for number, (shot, after) in enumerate(pairwise(shots)):
        rested = shot.first == shot.last and after.first != after.last and number > 0
        if (rested and not _opening(number, storyboard)) or bool(shot.card) != bool(after.card):
            made.append(ends[number])
    return sorted({*made, len(storyboard)} - {0})


def _opening(number: int, storyboard: Storyboard) -> bool:
    """Say whether nothing has moved before a shot, cards aside."""
    return all(shot.card or shot.first == shot.last for shot in storyboard.shots[:number])


def _slides(
    folder: Path,
    trained: TrainedScene,
    plan: RenderPlan,
    progress: ShowProgress | None,
    cancelled: AskCancelled | None,
    *,
    as_pptx: bool,
) -> list[Slide]:
    plan = replace(plan, storyboard=trained.paced(plan.storyboard))
    instants, slides, drawn = plan.instants(), [], 0
    with closing(FrameRenderer(trained, plan)) as renderer:
        frames = renderer.frames()
        for number, (start, end) in enumerate(spans(plan), start=1):
            clip = folder / f"{_stem(number)}.mp4"
            settings = replace(plan.encoder_settings(), frames=end - start)
            writer = MP4.open(clip, settings)
            try:
                for done in range(start, end):
                    stop_if(cancelled)
                    if done == drawn:
                        pixels, drawn = next(frames), drawn + 1
                    if done == start:
                        opening = _save(pixels, clip.with_suffix(OPENING))
                    writer.write(pixels)
                    if progress is not None:
                        progress(done + 1, len(instants))
                writer.close()
            finally:
                writer.abandon()
            MP4.check(clip, settings)
            poster = _save(pixels, clip.with_suffix(".png"))
            notes = _notes(trained, plan, instants[start:end], number == 1)
            seconds = float(settings.frames / settings.fps)
            title, alt = _words(trained, plan, instants[start:end], seconds)
            slides.append(Slide(clip, opening, poster, seconds, notes, f"{number}. {title}", alt))
            if not as_pptx:
                _caption(clip, plan, instants[start:end])
    return slides


def spans(plan: RenderPlan) -> list[tuple[int, int]]:
    """Return the frames of each slide, from the first to before the last.

    It begins with the one that the slide before ended with, so that no step lies between two slides and the picture
    rests while one gives way to the other; but not where a card comes or goes.
    """
    ends, instants = cuts(plan.storyboard), plan.instants()
    starts = [end - 1 if instants[end - 1].card == instants[end].card else end for end in ends[:-1]]
    return list(zip([0, *starts], ends, strict=True))


def _words(trained: TrainedScene, plan: RenderPlan, instants: Sequence[Instant], seconds: float) -> tuple[str, str]:
    """Return what a slide is called, and what it shows, in words."""
    card = plain_line(instants[0].card)
    if card:
        return card, f"A card: {card}"
    first, last = _ends(plan, instants)
    title = f"step {last}" if first == last else f"steps {first} to {last}"
    name = plan.title or trained.scene.title
    alt = film_in_words(trained, seconds, first, last, plan.storyboard.loop)
    return f"{plain_line(name)}: {title}" if name else title.capitalize(), alt


def _ends(plan: RenderPlan, instants: Sequence[Instant]) -> tuple[int, int]:
    """Return the first step that a slide shows, and the one that it goes to; a loop comes back from there."""
    return instants[0].step, instants[len(instants) // 2 if plan.storyboard.loop else -1].step


def _caption(clip: Path, plan: RenderPlan, instants: Sequence[Instant]) -> None:
    """Write a clip's captions beside it, where it has some; its first picture is still the one of the clip before."""
    own = instants[1:] or instants
    for suffix, data in caption_files(timed_captions(plan, [own[0], *own]), clip.name).items():
        clip.with_suffix(suffix).write_bytes(data)


def _save(pixels: Pixels, path: Path) -> Path:
    height, width = pixels.shape[:2]
    Image.frombuffer("RGB", (width, height), pixels, "raw", "BGRX", 0, 1).save(path, "PNG")
    return path


def _notes(trained: TrainedScene, plan: RenderPlan, instants: Sequence[Instant], opening: bool) -> str:
    """Return what to say: the scene's notes, the steps and their losses, the sentences in the picture."""
    notes = for_audience(trained.scene.notes) if opening else ""
    lines = [notes] if notes else []
    if instants[0].card:
        return "\n".join([*lines, instants[0].card])
    first, last = _ends(plan, instants)
    starts, ends = (view.losses for view in step_views(trained.timeline, [first, last]))
    loss, digits = loss_name(trained.compiled), trained.timeline.loss_digits
    for name, start, end in zip(trained.compiled.names, starts, ends, strict=True):
        who = f"{name}: {loss}" if len(starts) > 1 else loss.capitalize()
        lines.append(f"{who} {number_text(start, digits)} at step {first}, {number_text(end, digits)} at step {last}.")
    lines += dict.fromkeys(text for text in map(plan.caption, instants[1:]) if text)
    return "\n".join(lines)
