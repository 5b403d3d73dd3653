"""Making a web page: one file that holds a run, or a family of runs, and all that shows it."""

from functools import partial
from pathlib import Path

from lossstudio.films.deliver.output_target import OutputTarget
from lossstudio.films.deliver.waiting import AskCancelled, ShowProgress, stop_if
from lossstudio.films.encode.formats import PICTURE
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.webpage.document import document
from lossstudio.films.webpage.family import family_of
from lossstudio.films.webpage.payload import payload_of
from lossstudio.films.webpage.plan import page_plan
from lossstudio.project.scene import Scene

PARTS = 3
"""What there is to do of each run: it is trained, described and drawn. Then the whole is joined."""


def page_text(
    scene: Scene, film: ExportOptions, progress: ShowProgress | None = None, cancelled: AskCancelled | None = None
) -> str:
    """Return the page of a scene; its parameters and errors are those of `export`."""
    plan, between = page_plan(scene, film), partial(stop_if, cancelled)

    def told(before: int, done: int, runs: int) -> None:
        if progress is not None:
            progress(before * runs + done, PARTS * runs + 1)

    family = family_of(scene, plan, partial(told, 0), between)
    payload = payload_of(scene, plan, family, partial(told, 1), between)
    between()
    text = document(payload)
    told(PARTS, 1, len(family.runs))
    return text


def make_page(
    scene: Scene,
    out: Path,
    film: ExportOptions,
    progress: ShowProgress | None = None,
    cancelled: AskCancelled | None = None,
) -> Path:
    """Write the page of a scene; its parameters and errors are those of `export`."""
    page_plan(scene, film)
    target = OutputTarget.file(out, PICTURE)  # a single file, whatever its format is called
    target.prepare()
    try:
        target.write(page_text(scene, film, progress, cancelled).encode("utf-8"))
        stop_if(cancelled)
        return target.commit()
    except BaseException:
        target.discard()
        raise
