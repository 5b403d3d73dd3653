"""A film's captions as files beside it, WebVTT and SubRip: for players, for search, for who can't read the picture."""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from lossstudio.films.errors import FilmError
from lossstudio.films.plain_line import plain_line
from lossstudio.films.plan.render_plan import RenderPlan
from lossstudio.films.plan.storyboard import Instant
from lossstudio.project.replacing import failure_in_words, replace_file

VTT, SRT = ".vtt", ".srt"
SIGNED = b"WEBVTT\n\nNOTE Written by Loss Studio, beside its film\n"
"""How a file begins that may be written anew, or removed, with the SubRip file beside it."""


@dataclass(frozen=True, slots=True)
class TimedCaption:
    """What is said from one second of a film to another."""

    start_s: float
    end_s: float
    text: str


def timed_captions(plan: RenderPlan, instants: Iterable[Instant]) -> tuple[TimedCaption, ...]:
    """Return what a film says when, given what each of its frames shows."""
    said = [plain_line(plan.caption(instant)) if not instant.card else "" for instant in instants]
    made, frame, fps = [], 0, float(plan.storyboard.fps)
    for text, group in groupby(said):
        end = frame + len(list(group))
        if text:
            made.append(TimedCaption(frame / fps, end / fps, text))
        frame = end
    return tuple(made)


def caption_files(captions: tuple[TimedCaption, ...]) -> dict[str, bytes]:
    """Return the files that say them, by what their names end in; none where nothing is said."""
    return {VTT: vtt(captions), SRT: srt(captions)} if captions else {}


def vtt(captions: tuple[TimedCaption, ...]) -> bytes:
    """Return captions as WebVTT (https://www.w3.org/TR/webvtt1/), in which marks of markup are written as entities."""
    cues = (f"{_clock(each.start_s, '.')} --> {_clock(each.end_s, '.')}\n{_entities(each.text)}\n" for each in captions)
    return SIGNED + "".join(f"\n{cue}" for cue in cues).encode()


def srt(captions: tuple[TimedCaption, ...]) -> bytes:
    """Return captions as SubRip, which has no entities: a space without width keeps players from seeing markup."""
    cues = (
        f"{number}\n{_clock(each.start_s, ',')} --> {_clock(each.end_s, ',')}\n{_broken(each.text)}\n"
        for number, each in enumerate(captions, start=1)
    )
    return "\n".join(cues).encode()


def refuse_foreign(film: Path) -> None:
    """See that captions can be written beside a film.

    Raises
    ------
    FilmError
        If somebody else's are there.
    """
    if _ours(film):
        return
    for suffix in (VTT, SRT):
        if film.with_suffix(suffix).exists():
            raise FilmError(
                f"{film.with_suffix(suffix)}: is there, and isn't what Loss Studio writes beside a film that has "
                "captions; move it, or choose another name"
            )


def put_beside(film: Path, files: Mapping[str, bytes]) -> None:
    """Write a film's captions beside it; where it has none, those of an earlier film go.

    Raises
    ------
    FilmError
        If they can't be written.
    """
    try:
        if not files and _ours(film):
            for suffix in (SRT, VTT):
                film.with_suffix(suffix).unlink(missing_ok=True)
        for suffix in files:
            replace_file(film.with_suffix(suffix), [files[suffix]])
    except OSError as error:
        raise FilmError(f"{film}: was made, but its captions can't be written: {failure_in_words(error)}") from error


def _ours(film: Path) -> bool:
    """Say whether captions beside a film were written here."""
    with suppress(OSError), film.with_suffix(VTT).open("rb") as file:
        return file.read(len(SIGNED)) == SIGNED
    return False


def _clock(seconds: float, point: str) -> str:
    milliseconds = round(1000 * seconds)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}{point}{rest % 1000:03d}"


def _entities(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _broken(text: str) -> str:
    return re.sub(r"([<{]|--(?=>))", "\\1\N{ZERO WIDTH SPACE}", text)
