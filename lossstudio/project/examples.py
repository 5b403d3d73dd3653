"""The scenes that come with the program."""

import re
from dataclasses import dataclass
from pathlib import Path

from lossstudio.core.option import nearest
from lossstudio.core.resources import resource
from lossstudio.project.file import load
from lossstudio.project.json_text import parse
from lossstudio.project.scene import Scene
from lossstudio.run.recipe.errors import SceneError

SUFFIX = ".lossstudio"
PICTURE_SUFFIX = ".jpg"
_SENTENCE = re.compile(r"[.?!](?=\s|$)")

GROUPS: dict[str, tuple[str, ...]] = {
    "First steps": ("penguins", "darts", "by-hand", "fog", "knobs"),
    "Learning rates and optimizers": (
        "learning-rates",
        "mini-batches",
        "ravine",
        "rosenbrock",
        "four-minima",
        "map-of-rates",
        "basins",
    ),
    "Which loss": ("outlier", "houses", "understocking", "percentages", "weighted-sum", "typed-loss", "switch-loss"),
    "Yes or no, and one of many": (
        "spam",
        "margin",
        "xor",
        "circle",
        "moons",
        "spiral",
        "blobs",
        "screening",
        "loss-and-metric",
    ),
    "When it goes wrong": (
        "unscaled",
        "saddle",
        "plateau",
        "too-simple",
        "overfitting",
        "wrong-loss",
        "softmax-twice",
        "rare-class",
        "calibration",
    ),
    "Distributions, likeness and games": ("two-bells", "embedding", "dirac-gan"),
}
"""The examples' keys in the order of a course, by what they are about; the first opens by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One shipped scene, by its key; `group` is what it is about."""

    key: str
    group: str

    @property
    def path(self) -> Path:
        """Where its file is."""
        return resource("examples", self.key + SUFFIX)

    @property
    def title(self) -> str:
        """What it shows, in a few words: the title that stands in its file."""
        return self._said("title")

    @property
    def sentence(self) -> str:
        """What there is to see, in one sentence: the first of the notes in its file."""
        notes = self._said("notes")
        end = _SENTENCE.search(notes)
        return notes[: end.end()].strip() if end else notes

    @property
    def picture(self) -> Path:
        """Where its small picture is."""
        return resource("examples", "pictures", self.key + PICTURE_SUFFIX)

    def _said(self, key: str) -> str:
        said: str = parse(self.path.read_text(encoding="utf-8"))[key]
        return said

    def load(self) -> Scene:
        """Return its scene."""
        return load(self.path)


EXAMPLES: dict[str, Example] = {key: Example(key=key, group=group) for group, keys in GROUPS.items() for key in keys}
"""By key, in the order of their groups."""

DEFAULT = "penguins"


def titled(title: str) -> str | None:
    """Return the key of the example of this title."""
    return next((key for key, example in EXAMPLES.items() if example.title == title), None)


def following(key: str | None) -> str | None:
    """Return the key of the next example of the course; None after the last, the first for no key."""
    keys = list(EXAMPLES)
    if key is None:
        return keys[0]
    at = keys.index(key) + 1
    return keys[at] if at < len(keys) else None


def find(name: str) -> Path:
    """Return the path that a word on the command line means: a file, or a shipped example.

    Raises
    ------
    SceneError
        If it is neither.
    """
    path = Path(name)
    if name and path.exists():
        return path
    if name in EXAMPLES:
        return EXAMPLES[name].path
    if path.suffix or path.name != name:
        raise SceneError("", f"{name}: there is no such file")
    raise SceneError("", f"no file or example is called {name!r}{nearest(name, list(EXAMPLES))}")
