"""What is left out of what is made, in a sentence for whoever makes it: letters of a film, surfaces of a page."""

import os
from pathlib import Path

from lossstudio.films.encode.formats import MODELS, PAGE
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.render.offscreen import ensure_application
from lossstudio.picture.text.drawable import undrawable
from lossstudio.project.scene import Scene

MOST_TOLD = 12
ONE_SURFACE = "a web page shows one surface with all runners upon it, not the several side by side that a film has"


def undrawn(scene: Scene, film: ExportOptions, out: str | os.PathLike[str]) -> str:
    """Say which letters of title, captions and cards are left out, or which surfaces; "" where nothing is."""
    suffix = Path(out).suffix.lower()
    if suffix in (*MODELS, PAGE):  # their letters are their reader's
        return ONE_SURFACE if suffix == PAGE and scene.view.panes != "one" else ""
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
