"""What is left out of what is made, in a sentence for whoever makes it: letters and surfaces."""

import os
from pathlib import Path

from lossstudio.films.encode.formats import MODELS, PAGE, VECTORS
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.plan.layouts import MOST_PANES, layout_of
from lossstudio.films.render.offscreen import ensure_application
from lossstudio.films.webpage.own_surfaces import few_surfaces, has_room
from lossstudio.films.webpage.plan import page_plan
from lossstudio.picture.text.drawable import undrawable
from lossstudio.project.scene import Scene
from lossstudio.run.training.compiled_recipe import CompiledRecipe

MOST_TOLD = 12
SIDE_BY_SIDE = {
    "runners": "a web page shows one surface at a time and no two of them side by side; as far as it has room, that of "
    "the runner whom its reader chooses",
    "train_test": "a web page shows one surface, not those of the training rows and of the test rows side by side",
}
"""What a page has instead of several panes, by what they are."""


def undrawn(scene: Scene, film: ExportOptions, out: str | os.PathLike[str]) -> str:
    """Say which letters of title, captions and cards are left out, and which surfaces; "" where nothing is.

    Raises
    ------
    FilmUsageError
        If it is a page that can't be made so.
    SceneError
        If it is a page, and the scene can't be built.
    """
    suffix = Path(out).suffix.lower()
    if suffix == PAGE:  # its letters are its reader's, as a model's are
        said = (_one_by_one(scene), _beyond_page(scene, film))
    else:
        said = ("", "") if suffix in MODELS else (_undrawn_letters(scene, film), _beyond_film(scene, film, suffix))
    return "; ".join(filter(None, said))


def _undrawn_letters(scene: Scene, film: ExportOptions) -> str:
    spec = scene.film
    title = scene.title if film.title is None else film.title
    text = "".join((title, spec.title_card, spec.end_card, *(caption.text for caption in spec.captions)))
    if text.isascii():
        return ""
    ensure_application()
    lost = undrawable(text)
    if not lost:
        return ""
    more = f" and {len(lost) - MOST_TOLD} more" if len(lost) > MOST_TOLD else ""
    return (
        f"no typeface here draws {' '.join(lost[:MOST_TOLD])}{more}, so the film leaves them out; on Debian and Ubuntu "
        "fonts-noto-color-emoji and fonts-noto-cjk have them"
    )


def _one_by_one(scene: Scene) -> str:
    """Say which surfaces aren't side by side on a page, as the scene wants them in its film or in the window."""
    return SIDE_BY_SIDE.get(scene.film.layout or "", SIDE_BY_SIDE.get(scene.view.panes, ""))


def _beyond_page(scene: Scene, film: ExportOptions) -> str:
    """Say that a page has no room for the surfaces of all runners."""
    runs = page_plan(scene, film).runs if film.vary else 1
    if has_room(len(scene.recipe.runners), runs):
        return ""
    few = few_surfaces(CompiledRecipe.of(scene.recipe), runs)
    return f"a web page has room for {few}; the other runners are shown upon the first one" if few else ""


def _beyond_film(scene: Scene, film: ExportOptions, suffix: str) -> str:
    """Say that a picture has no room for all runners beside each other."""
    runners = len(scene.recipe.runners)
    if suffix in VECTORS or runners <= MOST_PANES or (film.layout or layout_of(scene)) != "runners":
        return ""
    return f"{MOST_PANES} of the {runners} runners are shown side by side, the first ones"
