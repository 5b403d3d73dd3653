"""Making a model of a scene: GLB and USDZ for slides and rooms, STL to print."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from lossstudio.core.declared import option_of
from lossstudio.films.deliver.output_target import OutputTarget
from lossstudio.films.deliver.waiting import AskCancelled, ShowProgress, stop_if
from lossstudio.films.encode.formats import MODELS, MP4, PICTURE, STL
from lossstudio.films.errors import FilmError, FilmUsageError
from lossstudio.films.models.glb import check_glb, glb_of
from lossstudio.films.models.modelling import model_of, most_triangles
from lossstudio.films.models.stl import check_stl, stl_of
from lossstudio.films.models.subject import subject_of
from lossstudio.films.models.usdz import check_usdz, usdz_of
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.plan.refusals import flag, refuse_what_would_be_ignored
from lossstudio.films.plan.render_plan import RenderPlan
from lossstudio.films.render.offscreen import ensure_application
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.project.scene import Scene

STAGES = 3


def make_model(
    scene: Scene,
    out: Path,
    film: ExportOptions,
    progress: ShowProgress | None = None,
    cancelled: AskCancelled | None = None,
) -> Path:
    """Make a model; its name decides which; all else is as `export` has it.

    Raises
    ------
    FilmUsageError, SceneError, FilmError, FilmCancelledError
        As `export` has them.
    """
    plan = model_plan(scene, film, out)
    target = OutputTarget.file(out, PICTURE)
    told = progress or _untold
    try:
        target.prepare()
        trained = TrainedScene(scene, plan.last_step, between=partial(stop_if, cancelled))
        stop_if(cancelled)
        told(1, STAGES)
        data = model_bytes(trained, plan, out.suffix.lower(), most_triangles(film))
        stop_if(cancelled)
        told(2, STAGES)
        target.write(data)
        stop_if(cancelled)
        told(STAGES, STAGES)
        return target.commit()
    except MemoryError as error:
        raise FilmError(
            f"{out}: so many triangles don't fit into the memory; ask for fewer with --triangles"
        ) from error
    finally:
        target.discard()


def model_bytes(trained: TrainedScene, plan: RenderPlan, suffix: str, most: int) -> bytes:
    """Return a model's file of at most so many triangles, read back.

    Raises
    ------
    FilmError
        If it can't be read back.
    """
    ensure_application()
    if suffix == STL:
        data = stl_of(subject_of(trained, plan), plan.last_step, most)
        check_stl(data, most)
        return data
    model = model_of(trained, plan, most)
    write, check = (usdz_of, check_usdz) if suffix == ".usdz" else (glb_of, check_glb)
    data = write(model)
    check(data, model)
    return data


def model_plan(scene: Scene, film: ExportOptions, out: Path) -> RenderPlan:
    """Return what a film means as a model.

    Raises
    ------
    FilmUsageError
        If something is asked for that the model can't have.
    """
    printed = out.suffix.lower() == STL
    if film.layout not in (None, "surface"):
        raise FilmUsageError(f"{flag(option_of(ExportOptions, 'layout'))} {film.layout}: a model is of one surface")
    refuse_what_would_be_ignored(replace(film, layout=None), MODELS[out.suffix.lower()])
    surface = replace(film.checked(), layout="surface", triangles=None)
    return surface.planned(scene, PICTURE if printed else MP4)


def _untold(done: int, total: int) -> None:
    """Tell nobody."""
