"""A talk kit: the clip, a poster, a sheet of key steps, a text for those who can't see it, and the run in numbers."""

import csv
import io
import os
import re
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from lossstudio.core.evenly import evenly
from lossstudio.films.deliver.alt_text import film_in_words
from lossstudio.films.deliver.audience import for_audience
from lossstudio.films.deliver.captions import SRT, VTT
from lossstudio.films.deliver.earlier_export import refuse_foreign
from lossstudio.films.deliver.job import make_film
from lossstudio.films.deliver.output_target import OutputTarget
from lossstudio.films.deliver.waiting import AskCancelled, ShowProgress, stop_if
from lossstudio.films.deliver.whole_folder import beside, put_in_place, refuse_film_name
from lossstudio.films.errors import FilmError
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.plan.render_plan import RenderPlan
from lossstudio.films.plan.storyboard import Instant
from lossstudio.films.render.frame_renderer import FrameRenderer
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.picture.text.read_outs import loss_name, number_text
from lossstudio.project.parts import part_of, remove, sweep
from lossstudio.project.replacing import failure_in_words, followed, write_whole
from lossstudio.project.runs import text_cell
from lossstudio.project.scene import Scene
from lossstudio.run.analysis.step_view import step_views

KEY_STEPS = 6
COLUMNS = 3
SHEET_WIDTH = 1920
POSTER, SHEET, ALT_TEXT, TABLE, TRANSCRIPT = (
    "poster.png",
    "contact-sheet.png",
    "alt-text.txt",
    "transcript.csv",
    "transcript.md",
)


def make_kit(
    scene: Scene,
    folder: str | os.PathLike[str],
    film: ExportOptions,
    clip: str = "clip.mp4",
    progress: ShowProgress | None = None,
    cancelled: AskCancelled | None = None,
) -> Path:
    """Make everything into a folder, which is made where it isn't there; it comes whole or not at all.

    Parameters
    ----------
    scene, film, progress, cancelled
        As `export` has them.
    folder
        Where it all goes.
    clip
        The film's name there; its extension decides the format.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    FilmUsageError, SceneError, FilmError, FilmCancelledError
        As `export` has them.
    """
    place = Path(folder)
    refuse_film_name(place, "--kit: a talk kit is a folder")
    target = OutputTarget.of(place / Path(clip).name)
    plan = film.planned(scene, target.format)

    def fill(parts: Path) -> None:
        make_film(scene, parts / Path(clip).name, film, progress, cancelled)
        stop_if(cancelled)
        trained = TrainedScene(scene, plan.last_step, between=partial(stop_if, cancelled))
        _fill(parts, trained, plan, cancelled)

    spoken = [Path(clip).with_suffix(suffix).name for suffix in (VTT, SRT)]
    made = map(re.escape, (*spoken, POSTER, SHEET, ALT_TEXT, TABLE, TRANSCRIPT))
    ours = re.compile("|".join((target.names.pattern, *made)))
    return filled(place, fill, ours, ours.fullmatch)


def filled(folder: Path, fill: Callable[[Path], None], ours: re.Pattern[str], wanted: Callable[[str], object]) -> Path:
    """Return a folder into which everything that `fill` makes has been put at once.

    Parameters
    ----------
    ours
        What the files of such an export are called: those of an earlier one that aren't made again go.
    wanted
        Says whether a file of this name may be made; somebody else's is refused before the work.
    """
    with parts_for(folder, folder) as (parts, real):
        refuse_foreign(real, wanted)
        fill(parts)
        put_in_place(parts, real, ours)
    return folder


@contextmanager
def parts_for(path: Path, folder: Path) -> Iterator[tuple[Path, Path]]:
    """Make a folder in which something is made, which goes to `path`; at the end it is removed.

    Parameters
    ----------
    folder
        What errors name instead of that folder.

    Yields
    ------
    tuple[Path, Path]
        The folder, and the place that is written to: where `path` is a link, what it leads to.

    Raises
    ------
    FilmError
        If something can't be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        real = followed(path)
        place = beside(real)
        sweep(place)
        parts = part_of(place / real.name)
        parts.mkdir()
        try:
            yield parts, real
        except FilmError as error:
            raise FilmError(str(error).replace(str(parts), str(folder))) from error
        finally:
            remove(parts)
    except OSError as error:
        raise FilmError(f"{path}: can't be written: {failure_in_words(error)}") from error


def key_steps(plan: RenderPlan, end: int) -> list[int]:
    """Return the steps that a film shows at even times between its first and its last, as far as the run goes."""
    shown = [(each.step, each.fraction) for each in plan.storyboard.cut_at(end).instants() if not each.card]
    steps = [
        step for (step, fraction), before in zip(shown, [None, *shown], strict=False) if (step, fraction) != before
    ]
    return sorted({steps[place] for place in evenly(len(steps), KEY_STEPS)})


def key_frames(plan: RenderPlan, end: int) -> list[int]:
    """Return for each key step the film's frame that shows it best: where the balls rest, and no card stands."""
    shown = list(plan.storyboard.cut_at(end).instants())
    steps = key_steps(plan, end)
    return [min(_frames_at(step, shown), key=lambda at: (-shown[at].opened, shown[at].fraction)) for step in steps]


def _frames_at(step: int, shown: list[Instant]) -> list[int]:
    return [frame for frame, instant in enumerate(shown) if instant.step == step and not instant.card]


def _fill(folder: Path, trained: TrainedScene, plan: RenderPlan, cancelled: AskCancelled | None) -> None:
    plan = replace(plan, storyboard=trained.paced(plan.storyboard))
    steps, pictures = key_steps(plan, trained.end), []
    with closing(FrameRenderer(trained, plan)) as renderer:
        for frame in key_frames(plan, trained.end):
            stop_if(cancelled)
            pictures.append(renderer.image(frame))
    save_picture(pictures[-1], folder / POSTER)
    save_picture(contact_sheet(pictures), folder / SHEET)
    last = plan.storyboard.cut_at(trained.end).shots[-1].last
    texts = {
        ALT_TEXT: alt_text(trained, plan),
        TABLE: _table(trained, list(range(min(trained.end, plan.last_step) + 1))),
        TRANSCRIPT: transcript(trained, plan, sorted({*steps, last})),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def contact_sheet(pictures: list[QImage]) -> QImage:
    """Return pictures beside and below each other, smaller."""
    columns = min(COLUMNS, len(pictures))
    rows = -(-len(pictures) // columns)
    width = SHEET_WIDTH // columns
    height = round(width * pictures[0].height() / pictures[0].width())
    sheet = QImage(columns * width, rows * height, QImage.Format.Format_ARGB32)
    sheet.fill(QColor(0, 0, 0, 0) if pictures[0].hasAlphaChannel() else pictures[0].pixelColor(0, 0))
    painter = QPainter(sheet)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for number, picture in enumerate(pictures):
        small = picture.scaled(
            width, height, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        place = QRectF(number % columns * width, number // columns * height, width, height)
        painter.drawImage(place, small)
    painter.end()
    return sheet


def alt_text(trained: TrainedScene, plan: RenderPlan) -> str:
    """Return a description of the film, for people who can't see it."""
    steps = [instant.step for instant in plan.storyboard.cut_at(trained.end).forward()]
    what, board = plan.title or trained.scene.title or "Gradient descent", plan.storyboard
    return f"{what}. {film_in_words(trained, board.seconds, steps[0], steps[-1], board.loop)}\n"


def transcript(trained: TrainedScene, plan: RenderPlan, steps: list[int]) -> str:
    """Return the key steps as a Markdown table, with a text about each."""
    names, loss = trained.compiled.names, loss_name(trained.compiled)
    heads = ["step", *([loss] if len(names) == 1 else [f"{loss}, {name}" for name in names]), "caption"]
    spoken = {
        step: next((each.text for each in plan.captions if each.first <= step <= each.last), "") for step in steps
    }
    rows = [
        [str(view.step), *(number_text(loss, view.digits) for loss in view.losses), spoken[view.step]]
        for view in step_views(trained.timeline, steps)
    ]
    lines = [heads, ["---"] * len(heads), *rows]
    table = "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
    said = for_audience(trained.scene.notes)
    notes = f"\n\n{said}" if said else ""
    return f"# {plan.title or trained.scene.title or 'Gradient descent'}\n\n{alt_text(trained, plan)}\n{table}{notes}\n"


def _table(trained: TrainedScene, steps: list[int]) -> str:
    """Return every step's losses and learning rates as comma-separated values."""
    text, names = io.StringIO(), trained.compiled.names
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["step", "runner", "loss", "learning_rate"])
    rates = trained.timeline.learning_rate
    for view in step_views(trained.timeline, steps):
        for runner, name in enumerate(names):
            rate = float(rates[view.step, runner]) if view.step < len(rates) else ""
            writer.writerow([view.step, text_cell(name), float(view.losses[runner]), rate])
    return text.getvalue()


def save_picture(image: QImage, path: Path) -> None:
    """Write a picture; Qt packs it in memory, since it reports no error when the disk is full."""
    memory = QBuffer()
    memory.open(QBuffer.OpenModeFlag.WriteOnly)
    if not QImageWriter(memory, QByteArray(b"PNG")).write(image):
        raise FilmError(f"{path.name}: can't be packed")
    write_whole(path, [bytes(memory.data().data())])
