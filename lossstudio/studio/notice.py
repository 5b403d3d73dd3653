"""A Notice is something that a person should know without being interrupted: a quiet banner in the window."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Notice:
    """What happened, in one or two sentences; `details` is for those who ask (a traceback)."""

    level: Level
    text: str
    details: str = ""
