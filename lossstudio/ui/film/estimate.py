"""How large a film will be and how long it will take, shown before it is begun."""

from lossstudio.films.deliver.estimate import estimated_bytes, estimated_seconds
from lossstudio.films.models.modelling import USUAL_TRIANGLES
from lossstudio.films.plan.render_plan import RenderPlan
from lossstudio.films.webpage.size_estimate import page_bytes
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.ui.film.dialog_state import FilmDialogState
from lossstudio.ui.film.words import duration

START_S = 2.0
"""Until the first frame is drawn: the program starts, the run is trained."""
KIT_S = 3.0
VECTOR_MB = 0.2
MODEL_MB = {".glb": 0.23, ".usdz": 0.65, ".stl": 0.45}
"""Of as many triangles as a model has by default."""
PAGE_S, RUN_S = 4.0, 0.25
"""A page, and one run more of it; more where it has many steps or runners."""


def estimate(
    dialog_state: FilmDialogState, plan: RenderPlan, drawing_s: float, compiled: CompiledRecipe, runs: int = 1
) -> str:
    """Return an estimate in words.

    Parameters
    ----------
    dialog_state
        What is wanted.
    plan
        What that means for the scene.
    drawing_s
        How long it takes to draw a million pixels, as the preview has measured.
    compiled
        What the scene's recipe means.
    runs
        How many a page holds.
    """
    if dialog_state.paged:
        seconds = START_S + PAGE_S + (runs - 1) * RUN_S
        about = f"about {page_bytes(compiled, runs) / 1e6:.1f} MB, ready in {duration(seconds)}"
        return f"{runs} runs, {about}" if runs > 1 else about
    kind = dialog_state.format
    seconds = START_S + (KIT_S if dialog_state.form == "kit" else 0.0)
    if dialog_state.modelled:
        size = MODEL_MB[dialog_state.suffix] * (dialog_state.triangles or USUAL_TRIANGLES) / USUAL_TRIANGLES
    elif dialog_state.vector:
        size = VECTOR_MB
    else:
        seconds += estimated_seconds(plan, kind, drawing_s)
        size = estimated_bytes(plan, kind) / 1e6
    about = f"{size:.0f} MB" if size >= 10 else f"{max(0.1, size):.1f} MB"
    return f"about {about}, ready in {duration(seconds)}"
