"""Loss Studio: see gradient descent.

The public names are imported when they are first used, so that a script that only trains never loads Qt, and
``lossstudio --version`` answers at once.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lossstudio.films.deliver.exporting import export, film
    from lossstudio.films.errors import FilmCancelledError, FilmError, FilmUsageError
    from lossstudio.project.engines.engine import engine
    from lossstudio.project.file import load, save
    from lossstudio.project.own_data import table
    from lossstudio.project.runs import objective, train
    from lossstudio.project.scene import Scene
    from lossstudio.project.surveys.surveying import survey
    from lossstudio.project.sweeps.sweeping import sweep
    from lossstudio.run.recipe.errors import SceneError

__version__ = "0.1.0"

__all__ = [
    "FilmCancelledError",
    "FilmError",
    "FilmUsageError",
    "Scene",
    "SceneError",
    "__version__",
    "engine",
    "export",
    "film",
    "load",
    "objective",
    "save",
    "survey",
    "sweep",
    "table",
    "train",
]

_HOMES = {
    "FilmCancelledError": "lossstudio.films.errors",
    "FilmError": "lossstudio.films.errors",
    "FilmUsageError": "lossstudio.films.errors",
    "Scene": "lossstudio.project.scene",
    "SceneError": "lossstudio.run.recipe.errors",
    "engine": "lossstudio.project.engines.engine",
    "export": "lossstudio.films.deliver.exporting",
    "film": "lossstudio.films.deliver.exporting",
    "load": "lossstudio.project.file",
    "objective": "lossstudio.project.runs",
    "save": "lossstudio.project.file",
    "survey": "lossstudio.project.surveys.surveying",
    "sweep": "lossstudio.project.sweeps.sweeping",
    "table": "lossstudio.project.own_data",
    "train": "lossstudio.project.runs",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'lossstudio' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
