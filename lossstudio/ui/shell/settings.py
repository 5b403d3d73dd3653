"""What the window remembers from one day to the next: arrangement, look and recent files, never anything of a scene."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

from PySide6.QtCore import QSettings

from lossstudio.ui.appearance.theme import ThemeWish

MOST_RECENT = 10


class WindowSettings:
    """Typed access to the settings; what can't be read is as if it had never been written."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    @property
    def size(self) -> tuple[int, int] | None:
        """How large the window was."""
        value = self._read("window/size")
        good = isinstance(value, list) and len(value) == 2 and all(isinstance(side, int) for side in value)
        return (value[0], value[1]) if good else None

    @size.setter
    def size(self, value: tuple[int, int]) -> None:
        self._write("window/size", list(value))

    @property
    def maximized(self) -> bool:
        """Whether it filled the screen."""
        return self._read("window/maximized") is True

    @maximized.setter
    def maximized(self, value: bool) -> None:
        self._write("window/maximized", value)

    @property
    def points(self) -> float:
        """The size of writing."""
        value = self._read("look/points")
        return float(value) if isinstance(value, int | float) and 7 <= value <= 24 else 10.0

    @points.setter
    def points(self, value: float) -> None:
        self._write("look/points", value)

    @property
    def points_told(self) -> float | None:
        """The size of writing for which a person has been told that a window had no room."""
        value = self._read("look/points_told")
        return float(value) if isinstance(value, int | float) else None

    @points_told.setter
    def points_told(self, value: float) -> None:
        self._write("look/points_told", value)

    @property
    def theme(self) -> ThemeWish:
        """The look that the person wants, whatever the scene asks for; "scene" until somebody has chosen."""
        value = self._read("look/theme")
        return next((wish for wish in get_args(ThemeWish) if wish == value), "scene")

    @theme.setter
    def theme(self, value: ThemeWish) -> None:
        self._write("look/theme", value)

    @property
    def still(self) -> bool:
        """Whether nothing moves that needn't."""
        return self._read("look/still") is True

    @still.setter
    def still(self, value: bool) -> None:
        self._write("look/still", value)

    def widths(self, key: str) -> list[int] | None:
        """Return the remembered widths of a row of columns."""
        value = self._read(f"columns/{key}")
        good = isinstance(value, list) and value and all(isinstance(width, int) and width > 0 for width in value)
        return value if good else None

    def keep_widths(self, key: str, widths: Sequence[int]) -> None:
        """Remember the widths of a row of columns."""
        self._write(f"columns/{key}", list(widths))

    def words(self, key: str) -> set[str]:
        """Return a remembered set of words: hidden or folded cards."""
        value = self._read(f"cards/{key}")
        return {word for word in value if isinstance(word, str)} if isinstance(value, list) else set()

    def keep_words(self, key: str, words: set[str]) -> None:
        """Remember a set of words."""
        self._write(f"cards/{key}", sorted(words))

    @property
    def recent(self) -> list[Path]:
        """Files that were opened or saved lately, the latest first."""
        value = self._read("files/recent")
        return [Path(word) for word in value if isinstance(word, str)] if isinstance(value, list) else []

    def keep_recent(self, path: Path) -> None:
        """Put a file at the head of the recent ones."""
        paths = [path, *(other for other in self.recent if other != path)]
        self._write("files/recent", [str(other) for other in paths[:MOST_RECENT]])

    def forget_recent(self, path: Path) -> None:
        """Take a file that is gone from the recent ones."""
        self._write("files/recent", [str(other) for other in self.recent if other != path])

    def forget_arrangement(self) -> None:
        """Forget columns, cards and place of the window."""
        for group in ("columns", "cards", "window"):
            self._settings.remove(group)

    def _read(self, key: str) -> Any:
        text = self._settings.value(key)
        try:
            return json.loads(text) if isinstance(text, str) else None
        except ValueError:
            return None

    def _write(self, key: str, value: Any) -> None:
        self._settings.setValue(key, json.dumps(value))
