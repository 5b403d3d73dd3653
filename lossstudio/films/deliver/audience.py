"""A scene's notes for people who watch a film: without what is said to somebody who sits at the program."""

import re

_KEY = r"(?:Space|Home|Enter|Esc|Shift|Ctrl|Right|Left|Up|Down|PgUp|PgDn|F\d{1,2}|[A-Z])\b"
_PREFIX = re.compile(rf"^[Pp]ress {_KEY}[^:.;,]*: *(\w)")
"""Before a colon: what comes after it is about the picture."""
_HANDS = r"\b(?:[Dd]rag|[Cc]lick|[Pp]oint at|[Mm]ove the|[Mm]ake the film)\b"
_PARTS = r"\b(?:(?:loss|data|fit|model) card|coach|button|selected)\b"
"""What somebody does at the program, and what only its window has."""
_ASKED = re.compile(rf"\b[Pp]ress {_KEY}|\bwith {_KEY}(?: and {_KEY})*|{_HANDS}|{_PARTS}")
_HALVES = re.compile(r"[:;]\s*")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def for_audience(notes: str) -> str:
    """Return notes without the sentences that ask for keys or hands, or tell of what only the window has."""
    return "\n".join(filter(None, (_line(line) for line in notes.strip().splitlines())))


def _line(line: str) -> str:
    said = (_part(_PREFIX.sub(lambda begun: begun[1].upper(), sentence)) for sentence in _SENTENCE.split(line.strip()))
    return " ".join(filter(None, said))


def _part(sentence: str) -> str:
    """Return what is left of a sentence: nothing, or what comes before or after a colon or semicolon."""
    if not _ASKED.search(sentence):
        return sentence
    before, *after = _HALVES.split(sentence, maxsplit=1)
    kept = (part.strip() for part in (before, *after) if after and not _ASKED.search(part))
    return next((f"{part[0].upper()}{part[1:].rstrip('.')}." for part in kept if part), "")
