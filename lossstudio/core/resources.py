"""Where the shipped files are: inside the package when installed, beside it in a source tree."""

from functools import cache
from pathlib import Path


@cache
def resources() -> Path:
    """Return the folder that holds examples, data sets, icons and fonts."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"


def resource(*parts: str) -> Path:
    """Return the path of one shipped file: ``resource("fonts", "Inter-Regular.otf")``."""
    return resources().joinpath(*parts)
