"""A folder of scenes becomes a folder of films, where the work takes long by several workers at a time."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from lossstudio.films.deliver.captions import SRT, VTT, CaptionsBeside
from lossstudio.films.deliver.export_job import ExportJob
from lossstudio.films.deliver.film_folder import ERROR, FILM, FilmFolder
from lossstudio.films.deliver.waiting import stop_if
from lossstudio.films.errors import FilmError, FilmUsageError
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.plan.presets import PRESETS
from lossstudio.films.render.undrawn import undrawn
from lossstudio.project.engines.engine import AnyEngine
from lossstudio.project.engines.work import Found
from lossstudio.project.engines.working import found_by_block
from lossstudio.project.file import load
from lossstudio.project.replacing import failure_in_words, replace_file
from lossstudio.project.scene import Scene
from lossstudio.run.analysis.misfits import misfits
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.training.compiled_recipe import CompiledRecipe

SCENES = "*.lossstudio"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one film ended.

    Attributes
    ----------
    path
        The film, or the scene that there is none of.
    error
        Why it could not be made, without the path's name; empty where it was.
    notes
        What a person should know of what was made.
    """

    path: Path
    error: str = ""
    notes: tuple[str, ...] = ()


def make_all(
    folder: Path,
    out: Path,
    film: ExportOptions,
    cancelled: Callable[[], bool] = lambda: False,
    engine: AnyEngine = None,
) -> Iterator[Outcome]:
    """Make a film of each scene in a folder and yield how each ended, as they end; one that fails stops no other.

    Parameters
    ----------
    folder
        Where the scenes are.
    out
        Where the films go, under the scenes' names; it is made where it isn't there.
    film
        What is wanted of each; its preset decides the format.
    cancelled
        Asked now and then whether to give up.
    engine
        Where they are made; None: here, or in processes of this machine where it takes long.

    Raises
    ------
    FilmUsageError
        If they are asked for in a way that can't work.
    FilmError
        If there are no scenes, or the films' folder can't be made.
    FilmCancelledError
        If `cancelled` said so; finished films stay.
    EngineError
        If they can't be made on the engine; finished films stay.
    """
    paths = sorted(folder.glob(SCENES))
    if not paths:
        raise FilmError(f"{folder}: there are no scenes here; their names end in {SCENES[1:]}")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FilmError(f"{out}: can't be made: {(error.strerror or str(error)).lower()}") from error
    usable, outcomes = _usable(paths, out, film.checked())
    yield from outcomes
    made = found_by_block(usable, engine, heed=lambda: stop_if(cancelled))
    with closing(made):
        for number, found in made:
            path = out / f"{usable.names[number]}{usable.suffix}"
            if ERROR in found:
                yield Outcome(path, str(found[ERROR]))
            else:
                yield _written(path, found, _notes(usable.scenes[number], film, path))


def _usable(paths: list[Path], out: Path, film: ExportOptions) -> tuple[FilmFolder, list[Outcome]]:
    """Return the scenes that a film can be made of, and what is to be said of the others.

    Raises
    ------
    FilmUsageError
        If no film can be made so.
    """
    scenes, outcomes, refused = {}, list[Outcome](), list[FilmUsageError]()
    for path in paths:
        place = out / f"{path.stem}{PRESETS[film.preset].suffix}"
        try:
            scene = load(path)
            ExportJob(scene=scene, film=film, out=place).check()
            scenes[path.stem] = scene
        except SceneError as error:
            outcomes.append(Outcome(path, str(error).removeprefix(f"{path.name}: ")))
        except FilmUsageError as error:
            outcomes.append(Outcome(path, str(error)))
            refused.append(error)
    if refused and not scenes:
        raise refused[0]
    return FilmFolder(tuple(scenes), tuple(scenes.values()), film), outcomes


def _notes(scene: Scene, film: ExportOptions, path: Path) -> tuple[str, ...]:
    """Return what doesn't belong together in a scene, and what its film leaves out."""
    left_out = undrawn(scene, film, path)
    return (*misfits(CompiledRecipe.of(scene.recipe)), *([left_out] if left_out else []))


def _written(path: Path, found: Found, notes: tuple[str, ...]) -> Outcome:
    files = {suffix: found[suffix].tobytes() for suffix in (VTT, SRT) if suffix in found}
    captions = CaptionsBeside(path, files)
    try:
        captions.write()
        replace_file(path, [found[FILM].tobytes()])
        captions.commit()
    except FilmError as error:
        return Outcome(path, str(error).removeprefix(f"{path}: "))
    except OSError as error:
        return Outcome(path, f"can't be written: {failure_in_words(error)}")
    finally:
        captions.discard()
    return Outcome(path, notes=(*notes, *([captions.notice] if captions.notice else [])))
