"""What is left out of what is made, in a sentence for whoever makes it: letters of a film, surfaces of a page."""

import os
from pathlib import Path

from lossstudio.films.encode.formats import MODELS, PAGE
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.render.offscreen import ensure_application
from lossstudio.picture.text.drawable import undrawable
from lossstudio.project.scene import Scene

MOST_TOLD = 12
SIDE_BY_SIDE = {
    "runners": "a web page shows one surface at a time and no two of them side by side; as far as it has room, that of "
    "the runner whom its reader chooses",
    "train_test": "a web page shows one surface, not those of the training rows and of the test rows side by side",
}
"""What a page has instead of several panes, by what they are."""


def undrawn(scene: Scene, film: ExportOptions, out: str | os.PathLike[str]) -> str:
    """Say which letters of title, captions and cards are left out, or which surfaces; "" where nothing is."""
    suffix = Path(out).suffix.lower()
    if suffix in (*MODELS, PAGE):  # their letters are their reader's
        return _one_by_one(scene) if suffix == PAGE else ""
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
