"""The scenes that come with the program."""

from dataclasses import dataclass
from pathlib import Path

from lossstudio.core.option import nearest
from lossstudio.core.resources import resource
from lossstudio.project.file import load
from lossstudio.project.json_reading import parse
from lossstudio.project.scene import Scene
from lossstudio.run.errors import SceneError

SUFFIX = ".lossstudio"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One shipped scene, by its key."""

    key: str

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


EXAMPLES: dict[str, Example] = {
    key: Example(key=key) for key in ("penguins", "outlier", "learning-rates", "xor", "spiral", "rosenbrock")
}
"""By key, in the order in which they are shown; the first is the one that opens by itself."""

DEFAULT = "penguins"


def find(name: str) -> Path:
    """Return the path that a word on the command line means: a file, or a shipped example.

    Raises
    ------
    SceneError
        If it is neither.
    """
    path = Path(name)
    if path.exists():
        return path
    if name in EXAMPLES:
        return EXAMPLES[name].path
    if path.suffix or path.name != name:
        raise SceneError("", f"{name}: there is no such file")
    raise SceneError("", f"no file or example is called {name!r}{nearest(name, list(EXAMPLES))}")
