"""Making a film from a scene: drawn, encoded beside it, read back, and only then put at its place."""

import os
import queue
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Thread

import av

from lossstudio.films.deliver.captions import CaptionsBeside, caption_files, refuse_foreign, timed_captions
from lossstudio.films.deliver.output_target import OutputTarget
from lossstudio.films.deliver.size_limit import Attempt, SizeLimit, TooLarge
from lossstudio.films.deliver.waiting import AskCancelled, ShowProgress, Tell, stop_if
from lossstudio.films.encode.writer import EncoderSettings, Pixels, Writer
from lossstudio.films.errors import FilmError
from lossstudio.films.plan.chapters import chapters_of
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.plan.render_plan import RenderPlan
from lossstudio.films.render.frame_renderer import FrameRenderer
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.project.scene import Scene

FRAMES_WAITING = 3


class Pipeline:
    """A Writer in front of another one; its queue is short, so memory stays flat.

    An error of the other writer is raised by the next `write` or by `close`; frames that come after it are dropped, so
    that no call waits for a thread that has given up.
    """

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._frames: queue.Queue[Pixels | None] = queue.Queue(FRAMES_WAITING)
        self._error: Exception | None = None
        self._abandoned = False
        self._thread = Thread(target=self._work, name="film encoder", daemon=True)
        self._thread.start()

    def write(self, pixels: Pixels) -> None:
        """Hand a frame ``(height, width, 4)`` to the encoder; waits while it is three frames behind.

        The frame must not be changed later.
        """
        self._raise()
        self._frames.put(pixels)

    def close(self) -> None:
        """Wait until everything is encoded and complete the film."""
        self._end()
        self._raise()
        self._writer.close()

    def abandon(self) -> None:
        """Stop at once and let go of the file."""
        self._abandoned = True
        self._end()
        self._writer.abandon()

    def _end(self) -> None:
        if self._thread.is_alive():
            self._frames.put(None)
            self._thread.join()

    def _work(self) -> None:
        while (pixels := self._frames.get()) is not None:
            if self._error is None and not self._abandoned:
                self._encode(pixels)

    def _encode(self, pixels: Pixels) -> None:
        try:
            self._writer.write(pixels)
        except Exception as error:  # whatever it is, it belongs to the thread that draws
            self._error = error

    def _raise(self) -> None:
        if self._error is not None:
            raise self._error


def make_film(
    scene: Scene,
    out: str | os.PathLike[str],
    film: ExportOptions,
    progress: ShowProgress | None = None,
    cancelled: AskCancelled | None = None,
    told: Tell | None = None,
) -> Path:
    """Make a film, a picture or a numbered sequence; all is as `make` has it."""
    target = OutputTarget.of(out)
    plan = film.planned(scene, target.format)
    budget = None if plan.max_bytes is None else SizeLimit(plan, target.format, plan.max_bytes)
    try:
        if plan.captions and target.captioned:
            refuse_foreign(target.path)
        target.prepare()
        trained = TrainedScene(scene, plan.last_step, between=partial(stop_if, cancelled))
        if plan.captions and target.captioned:
            refuse_foreign(target.path, _captions(plan, trained, target))
        if budget is None:
            _draw(Attempt(plan, 0), trained, target, None, progress, cancelled)
        else:
            plan = _fitted(budget, film, trained, target, progress, cancelled)
        _read_back(_settings(plan, trained), target)
        stop_if(cancelled)
        return _delivered(plan, trained, target, told)
    finally:
        target.discard()


def _delivered(plan: RenderPlan, trained: TrainedScene, target: OutputTarget, told: Tell | None) -> Path:
    """Put the film at its place, and its captions beside it."""
    if not target.captioned:
        return target.commit()
    captions = CaptionsBeside(target.path, _captions(plan, trained, target))
    try:
        captions.write()
        path = target.commit()
        captions.commit()
    finally:
        captions.discard()
    if captions.notice and told is not None:
        told(captions.notice)
    return path


def _captions(plan: RenderPlan, trained: TrainedScene, target: OutputTarget) -> dict[str, bytes]:
    return caption_files(timed_captions(plan, trained.paced(plan.storyboard).instants()), target.path.name)


def _fitted(
    budget: SizeLimit,
    film: ExportOptions,
    trained: TrainedScene,
    target: OutputTarget,
    progress: ShowProgress | None,
    cancelled: AskCancelled | None,
) -> RenderPlan:
    """Make the film as good as its size allows and return what it became.

    Raises
    ------
    FilmError
        If it is too large however coarse it is; what is advised was tried.
    """
    draw = partial(_draw, trained=trained, target=target, most=budget.most, progress=progress, cancelled=cancelled)
    plan = _first_that_fits(budget.attempts(), budget, draw)
    size, tried = None, budget
    while plan is None and (size := tried.next_size()) is not None:
        tried = SizeLimit(replace(film, size=size).planned(trained.scene, target.format), target.format, budget.most)
        if _first_that_fits([tried.last_attempt()], tried, draw) is not None:
            break
    if plan is None:
        raise budget.failure(size)
    return plan


def _first_that_fits(
    attempts: Iterable[Attempt], budget: SizeLimit, draw: Callable[[Attempt], object]
) -> RenderPlan | None:
    """Make the film at the first attempt at which it is small enough; None where it is at none."""
    for attempt in attempts:
        try:
            draw(attempt)
        except TooLarge as missed:
            budget.miss(missed)
        else:
            return attempt.plan
    return None


def _draw(
    attempt: Attempt,
    trained: TrainedScene,
    target: OutputTarget,
    most: int | None,
    progress: ShowProgress | None,
    cancelled: AskCancelled | None,
) -> None:
    """Draw and encode a film; raises TooLarge as soon as it has more than `most` bytes."""
    with closing(FrameRenderer(trained, attempt.plan)) as renderer:
        frames = _watched(renderer.frames(), len(renderer), progress, cancelled)
        settings = _settings(attempt.plan, trained, target.pattern, attempt.grade)
        _write(frames if most is None else _weighed(frames, len(renderer), target, most), settings, target)
    if most is not None and (size := target.part.stat().st_size) > most:
        raise TooLarge(size, 1.0)


def _weighed(frames: Iterable[Pixels], total: int, target: OutputTarget, most: int) -> Iterable[Pixels]:
    """Yield the frames until the file is too large."""
    for done, pixels in enumerate(frames):
        if done % 10 == 9 and (size := target.part.stat().st_size) > most:
            raise TooLarge(size, done / total)
        yield pixels


def _watched(
    frames: Iterable[Pixels], total: int, progress: ShowProgress | None, cancelled: AskCancelled | None
) -> Iterable[Pixels]:
    """Yield the frames, reporting the progress and asking whether to stop."""
    stop_if(cancelled)
    for done, pixels in enumerate(frames, start=1):
        stop_if(cancelled)
        yield pixels
        if progress is not None:
            progress(done, total)


def _settings(plan: RenderPlan, trained: TrainedScene, pattern: str = "", grade: int = 0) -> EncoderSettings:
    """Return what is asked of the encoder, with the chapters that the film has as it is paced."""
    return replace(plan.encoder_settings(pattern, grade), chapters=chapters_of(plan, trained.paced(plan.storyboard)))


def _write(frames: Iterable[Pixels], settings: EncoderSettings, target: OutputTarget) -> None:
    """Encode the frames into the target's part."""
    writer = _opened(settings, target)
    try:
        for pixels in frames:
            _tried(target, partial(writer.write, pixels))
        _tried(target, writer.close)
    finally:
        writer.abandon()


def _opened(settings: EncoderSettings, target: OutputTarget) -> Writer:
    try:
        return Pipeline(target.format.open(target.part, settings))
    except (OSError, av.FFmpegError) as error:
        raise target.failure(error) from error


def _tried(target: OutputTarget, act: Callable[[], None]) -> None:
    try:
        act()
    except (OSError, av.FFmpegError) as error:
        raise target.failure(error) from error


def _read_back(settings: EncoderSettings, target: OutputTarget) -> None:
    try:
        target.format.check(target.part, settings)
    except (OSError, av.FFmpegError) as error:
        raise FilmError(f"{target.path}: was made but can't be read back: {error}") from error
