"""A film's captions as files beside it, WebVTT and SubRip: for players, for search, for who can't read the picture."""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from lossstudio.films.deliver.output_target import OutputTarget
from lossstudio.films.encode.formats import PICTURE
from lossstudio.films.errors import FilmError
from lossstudio.films.plain_line import plain_line
from lossstudio.films.plan.render_plan import RenderPlan
from lossstudio.films.plan.storyboard import Instant
from lossstudio.project.parts import remove
from lossstudio.project.replacing import followed

VTT, SRT = ".vtt", ".srt"
BLANK = b"\n\n"
"""What stands between the parts of a WebVTT file: its name, our note, the captions."""


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


def caption_files(captions: tuple[TimedCaption, ...], film: str) -> dict[str, bytes]:
    """Return the files that say them, by what their names end in; none where nothing is said.

    Parameters
    ----------
    film
        What the film is called that they stand beside.
    """
    return {VTT: vtt(captions, film), SRT: srt(captions)} if captions else {}


def vtt(captions: tuple[TimedCaption, ...], film: str) -> bytes:
    """Return captions as WebVTT (https://www.w3.org/TR/webvtt1/), in which marks of markup are written as entities.

    A note says of which film they are, and digests of what is written into both files: as long as these agree, the
    files may be written anew, or removed.
    """
    cues = (f"{_clock(each.start_s, '.')} --> {_clock(each.end_s, '.')}\n{_entities(each.text)}\n" for each in captions)
    text = "\n".join(cues).encode()
    note = "\n".join((_beside(film), _digest(VTT, text), _digest(SRT, srt(captions))))
    return BLANK.join((b"WEBVTT", note.encode(), text))


def srt(captions: tuple[TimedCaption, ...]) -> bytes:
    """Return captions as SubRip, which has no entities: a space without width keeps players from seeing markup."""
    cues = (
        f"{number}\n{_clock(each.start_s, ',')} --> {_clock(each.end_s, ',')}\n{_broken(each.text)}\n"
        for number, each in enumerate(captions, start=1)
    )
    return "\n".join(cues).encode()


class CaptionsBeside:
    """The captions of a film on their way to their places beside it.

    They are written before the film is put at its place, and put at theirs after it: on a full disk nothing changes.

    Parameters
    ----------
    film
        Where the film goes.
    files
        What they are, by what their names end in. Where there are none, those of an earlier film go.
    """

    def __init__(self, film: Path, files: Mapping[str, bytes]) -> None:
        self._film, self._files = film, files
        self._targets = [OutputTarget.file(film.with_suffix(suffix), PICTURE) for suffix in files]

    def write(self) -> None:
        """Write them aside.

        Raises
        ------
        FilmError
            If they can't be written, or somebody else's are there.
        """
        refuse_foreign(self._film, tuple(self._files))
        for target, data in zip(self._targets, self._files.values(), strict=True):
            target.prepare()
            target.write(data)

    def commit(self) -> None:
        """Put them at their places.

        Raises
        ------
        FilmError
            If that can't be done; the film is there all the same.
        """
        for target in self._targets:
            try:
                target.part.replace(followed(target.path))  # it is on the disk since it was written
            except OSError as error:
                raise target.failure(error) from error
        for suffix in () if self._targets else _ours(self._film):
            remove(self._film.with_suffix(suffix))

    def discard(self) -> None:
        """Remove what isn't at its place."""
        for target in self._targets:
            target.discard()


def refuse_foreign(film: Path, suffixes: tuple[str, ...] = (VTT, SRT)) -> None:
    """See that captions can be written beside a film.

    Raises
    ------
    FilmError
        If somebody else's are there.
    """
    ours = _ours(film)
    for suffix in suffixes:
        path = film.with_suffix(suffix)
        if suffix not in ours and path.exists():
            raise FilmError(
                f"{path}: is there, and isn't what Loss Studio has written beside {film.name}; move it, or choose "
                "another name"
            )


def _ours(film: Path) -> frozenset[str]:
    """Return which captions beside a film are there as they were written here, for this film."""
    said = _content(film, VTT).split(BLANK, 2)
    if len(said) < 3:
        return frozenset()
    beside, *digests = said[1].decode(errors="replace").splitlines()
    texts = {VTT: said[2], SRT: _content(film, SRT)}
    if beside != _beside(film.name):
        return frozenset()
    return frozenset(suffix for suffix, text in texts.items() if _digest(suffix, text) in digests)


def _content(film: Path, suffix: str) -> bytes:
    """Return what is in a file beside a film, or nothing where it can't be read."""
    with suppress(OSError):
        return film.with_suffix(suffix).read_bytes()
    return b""


def _beside(film: str) -> str:
    return f"NOTE Written by Loss Studio, beside {_broken(plain_line(film))}"


def _digest(suffix: str, text: bytes) -> str:
    return f"{suffix} sha256 {sha256(text).hexdigest()}"


def _clock(seconds: float, point: str) -> str:
    milliseconds = round(1000 * seconds)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}{point}{rest % 1000:03d}"


def _entities(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _broken(text: str) -> str:
    return re.sub(r"([<{]|--(?=>))", "\\1\N{ZERO WIDTH SPACE}", text)
