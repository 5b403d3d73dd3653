"""A scene's notes for people who watch a film: without what is said to somebody who sits at the program."""

import re

_KEY = r"(?:Space|Home|Enter|Esc|Shift|Ctrl|Right|Left|Up|Down|PgUp|PgDn|F\d{1,2}|[A-Z])\b"
_PREFIX = re.compile(rf"^[Pp]ress {_KEY}[^:.;,]*: *(\w)")
"""Before a colon: what comes after it is about the picture."""
_ASKED = re.compile(rf"\b[Pp]ress {_KEY}|\bwith {_KEY}(?: and {_KEY})*")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def for_audience(notes: str) -> str:
    """Return notes without the sentences that ask for keys to be pressed."""
    return "\n".join(filter(None, (_line(line) for line in notes.strip().splitlines())))


def _line(line: str) -> str:
    said = (_part(_PREFIX.sub(lambda begun: begun[1].upper(), sentence)) for sentence in _SENTENCE.split(line.strip()))
    return " ".join(filter(None, said))


def _part(sentence: str) -> str:
    """Return what is left of a sentence: nothing, or what comes before or after the colon."""
    if not _ASKED.search(sentence):
        return sentence
    before, colon, after = sentence.partition(":")
    if not colon:
        return ""
    kept = (part.strip() for part in (before, after) if not _ASKED.search(part))
    return next((f"{part[0].upper()}{part[1:].rstrip('.')}." for part in kept if part), "")
