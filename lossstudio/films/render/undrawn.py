"""What a film leaves out because no typeface of this machine has it, in a sentence for whoever makes it."""

import os
from pathlib import Path

from lossstudio.films.encode.formats import MODELS, PAGE
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.render.offscreen import ensure_application
from lossstudio.picture.text.drawable import undrawable
from lossstudio.project.scene import Scene

MOST_TOLD = 12


def undrawn(scene: Scene, film: ExportOptions, out: str | os.PathLike[str]) -> str:
    """Say which letters of title, captions and cards are left out; "" where all can be drawn, or none is."""
    if Path(out).suffix.lower() in (*MODELS, PAGE):  # their letters are their reader's
        return ""
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
