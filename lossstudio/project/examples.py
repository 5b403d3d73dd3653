"""The scenes that come with the program."""

from dataclasses import dataclass
from pathlib import Path

from lossstudio.core.option import nearest
from lossstudio.core.resources import resource
from lossstudio.project.file import load
from lossstudio.project.json_text import parse
from lossstudio.project.scene import Scene
from lossstudio.run.recipe.errors import SceneError

SUFFIX = ".lossstudio"


GROUPS: dict[str, tuple[str, ...]] = {
    "First steps": ("penguins", "by-hand", "darts", "fog", "knobs"),
    "Learning rates and optimizers": ("learning-rates", "mini-batches", "ravine", "rosenbrock", "four-minima"),
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
"""The examples' keys in the order in which they are shown, by what they are about; the first opens by itself."""


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
        title: str = parse(self.path.read_text(encoding="utf-8"))["title"]
        return title

    def load(self) -> Scene:
        """Return its scene."""
        return load(self.path)


EXAMPLES: dict[str, Example] = {key: Example(key=key, group=group) for group, keys in GROUPS.items() for key in keys}
"""By key, in the order of their groups."""

DEFAULT = "penguins"


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
