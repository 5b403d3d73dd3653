"""A film's captions as files beside it, WebVTT and SubRip: for players, for search, for who can't read the picture."""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from lossstudio.films.deliver.output_target import OutputTarget
from lossstudio.films.encode.formats import BY_SUFFIX, PICTURE
from lossstudio.films.errors import FilmError
from lossstudio.films.plain_line import plain_line
from lossstudio.films.plan.render_plan import RenderPlan
from lossstudio.films.plan.storyboard import Instant
from lossstudio.project.parts import remove
from lossstudio.project.replacing import followed

VTT, SRT = ".vtt", ".srt"
FILMS = tuple(suffix for suffix, kind in BY_SUFFIX.items() if kind.captioned)
FIRST, NEXT = "NOTE Written by Loss Studio, beside ", "and beside "
"""What the lines of a note begin with that name films."""
SAME_S = 0.1
"""Films say the same at the same time if it differs by less: frames of other rates begin at other moments."""
_CUE = re.compile(rb"(\d+):(\d\d):(\d\d[.,]\d{3}) --> (\d+):(\d\d):(\d\d[.,]\d{3})\n([^\n]*)")
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
    files may be written anew, or removed. Films of one name but for its ending share the files if they say the same;
    then the note names all of them. Where one of these is made anew and says something else, they are its alone.
    """
    cues = (f"{_clock(each.start_s, '.')} --> {_clock(each.end_s, '.')}\n{_entities(each.text)}\n" for each in captions)
    text = "\n".join(cues).encode()
    return _with_note((_noted(film),), (_digest(VTT, text), _digest(SRT, srt(captions))), text)


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
        What they are, by what their names end in. Where there are none, those of an earlier film go, unless they are
        another film's, too.

    Attributes
    ----------
    notice
        Which other films lose their captions to this one, which says something else; "" where none does.
    """

    def __init__(self, film: Path, files: Mapping[str, bytes]) -> None:
        self.notice = _taken(film, files)
        self._film, self._files = film, _shared(film, files)
        self._targets = [OutputTarget.file(film.with_suffix(suffix), PICTURE) for suffix in self._files]

    def write(self) -> None:
        """Write them aside.

        Raises
        ------
        FilmError
            If they can't be written, or somebody else's are there.
        """
        refuse_foreign(self._film, self._files)
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


def refuse_foreign(film: Path, files: Mapping[str, bytes] | None = None) -> None:
    """See that captions can be written beside a film.

    Parameters
    ----------
    files
        What they are; None: that isn't known yet.

    Raises
    ------
    FilmError
        If somebody else's are there, or only another film's that say something else.
    """
    said = _said_beside(film)
    others = () if _name(film) in said.films else said.others(film)
    for suffix in (VTT, SRT) if files is None else files:
        path = film.with_suffix(suffix)
        if suffix not in said.unedited and path.exists():
            raise FilmError(
                f"{path}: is there, and isn't what Loss Studio has written beside {film.name}; move it, or choose "
                "another name"
            )
        if others and files is not None and not _same(film, files):
            raise FilmError(
                f"{path}: holds the captions of {_all(others)}, which say something else; choose another name, "
                f"or remove {_all(others)}"
            )


def shared_captions(film: Path) -> str:
    """Say of which other films the captions beside a film are, too, before it is made anew; "" where of none."""
    if film.suffix.lower() not in FILMS:
        return ""
    said = _said_beside(film)
    others = said.others(film)
    if _name(film) not in said.films or not others:
        return ""
    return f"{_captions(film)} are also those of {_all(others)}; what {film.name} says instead takes their place"


def _taken(film: Path, files: Mapping[str, bytes]) -> str:
    """Say who loses the captions beside a film when these take their place."""
    others = _said_beside(film).others(film)
    if not files or not others or _same(film, files):
        return ""
    return f"{_captions(film)} were also those of {_all(others)}, and say what {film.name} alone says now"


def _captions(film: Path) -> str:
    return f"the captions {film.with_suffix(VTT).name} and {film.with_suffix(SRT).name}"


def _all(names: Iterable[str]) -> str:
    return " and ".join(names)


@dataclass(frozen=True, slots=True)
class _Said:
    """What the note of captions says: of which films they are, and which of the files are as they were written."""

    films: tuple[str, ...] = ()
    unedited: frozenset[str] = frozenset()

    def others(self, film: Path) -> tuple[str, ...]:
        """Return the other films that they are of, as far as these are still there."""
        beside = (film.with_suffix(suffix) for suffix in FILMS)
        there = {_name(other) for other in beside if other != film and other.exists()}
        return tuple(name for name in self.films if name in there)


def _said_beside(film: Path) -> _Said:
    """Return what is said of the captions beside a film; of somebody else's nothing."""
    said = _content(film, VTT).split(BLANK, 2)
    lines = said[1].decode(errors="replace").splitlines() if len(said) == 3 else []
    if not lines or not lines[0].startswith(FIRST):
        return _Said()
    names = (lines[0].removeprefix(FIRST), *(line.removeprefix(NEXT) for line in lines if line.startswith(NEXT)))
    texts = {VTT: said[2], SRT: _content(film, SRT)}
    return _Said(names, frozenset(suffix for suffix, text in texts.items() if _digest(suffix, text) in lines))


def _ours(film: Path) -> frozenset[str]:
    """Return which captions beside a film are there as they were written here, for this film."""
    said = _said_beside(film)
    return said.unedited if _name(film) in said.films else frozenset()


def _shared(film: Path, files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Return what is written beside a film, given its captions, where those of another film may be there.

    The same captions become those of both; where there are none any more, what is there stays the other film's.
    """
    said = _said_beside(film)
    others = said.others(film)
    if not others or VTT not in said.unedited:
        return files
    if not files:
        return {VTT: _noting(others, _content(film, VTT))} if _name(film) in said.films else files
    return {**files, VTT: _noting((*others, _name(film)), files[VTT])} if _same(film, files) else files


def _same(film: Path, files: Mapping[str, bytes]) -> bool:
    """Say whether captions are those that are beside a film, as far as there are some."""
    there = (suffix for suffix in files if film.with_suffix(suffix).exists())
    return all(_alike(_cues(files[suffix]), _cues(_content(film, suffix))) for suffix in there)


def _cues(captions: bytes) -> list[tuple[float, float, bytes]]:
    """Return what WebVTT or SubRip that was written here says: from and until which second, and its text."""
    found = (cue.groups() for cue in _CUE.finditer(captions))
    return [(_seconds(*cue[:3]), _seconds(*cue[3:6]), cue[6]) for cue in found]


def _seconds(hours: bytes, minutes: bytes, rest: bytes) -> float:
    return 3600 * int(hours) + 60 * int(minutes) + float(rest.replace(b",", b"."))


def _alike(one: list[tuple[float, float, bytes]], other: list[tuple[float, float, bytes]]) -> bool:
    """Say whether the same is said at the same time, within what is a frame or two."""
    return len(one) == len(other) and all(
        first[2] == second[2] and max(abs(first[0] - second[0]), abs(first[1] - second[1])) < SAME_S
        for first, second in zip(one, other, strict=True)
    )


def _noting(films: tuple[str, ...], captions: bytes) -> bytes:
    """Return captions as WebVTT with the names of these films in their note."""
    _, note, text = captions.split(BLANK, 2)
    digests = [line for line in note.decode().splitlines() if not line.startswith((FIRST, NEXT))]
    return _with_note(films, digests, text)


def _with_note(films: tuple[str, ...], digests: Iterable[str], text: bytes) -> bytes:
    lines = (FIRST + films[0], *(NEXT + name for name in films[1:]), *digests)
    return BLANK.join((b"WEBVTT", "\n".join(lines).encode(), text))


def _content(film: Path, suffix: str) -> bytes:
    """Return what is in a file beside a film, or nothing where it can't be read."""
    with suppress(OSError):
        return film.with_suffix(suffix).read_bytes()
    return b""


def _name(film: Path) -> str:
    """Return a film's name as it stands in a note."""
    return _noted(film.name)


def _noted(name: str) -> str:
    return _broken(plain_line(name))


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
