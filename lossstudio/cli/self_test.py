"""Try the program's parts where it is installed: train, explain, draw, encode each format, read back.

Whoever has packed the program, or runs it on a machine of an unusual kind, sees here whether all of it has come along.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from lossstudio.cli.codes import DONE, FAULT

Part = Callable[[Path], str]
"""Tries one thing in an empty folder and says what came out; raises where it doesn't work."""

SCENE = "penguins"
SMALL_PX = (160, 90)
FPS, SECONDS = 10, 0.4
"""Of the films, which are as small and short as films can be that move."""
LONGEST_S = 600.0
"""So long the film of a child process may take, which is a matter of seconds: machines may be busy."""


class SelfTestError(RuntimeError):
    """A part doesn't do what it should; the text says what it did."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments: it takes none."""


def run(_arguments: argparse.Namespace) -> int:
    """Try every part."""
    return tried(parts())


def parts() -> dict[str, Part]:
    """Return all that is tried, by name."""
    from lossstudio.films.encode.formats import BY_SUFFIX, PPTX, VECTORS

    films = {f"encode {suffix}": partial(_encode, suffix) for suffix in (*BY_SUFFIX, *VECTORS, PPTX)}
    return {"scenes": _scenes, "train": _train, "explain": _explain, "render": _render, **films, "child": _child}


def tried(wanted: Mapping[str, Part]) -> int:
    """Try parts one after another, print a line for each, and return the exit code."""
    outcomes = [_outcome(name, part) for name, part in wanted.items()]
    print(f"{sum(outcomes)} of {len(outcomes)} parts work")
    return DONE if all(outcomes) else FAULT


def _outcome(name: str, part: Part) -> bool:
    """Try a part, print how it went, and say whether it works."""
    began, works = time.monotonic(), False
    with tempfile.TemporaryDirectory(prefix="lossstudio-", ignore_cleanup_errors=True) as folder:
        try:
            said, works = part(Path(folder)), True
        except Exception as error:  # whatever it is, the other parts are tried too
            said = f"{type(error).__name__}: {error}"
    print(f"{'ok' if works else 'FAILED':<8}{name:<14}{said} ({time.monotonic() - began:.1f} s)", flush=True)
    return works


def _scenes(folder: Path) -> str:
    from lossstudio.project.examples import EXAMPLES
    from lossstudio.project.file import load, save

    copy = folder / "copy.lossstudio"
    for key, example in EXAMPLES.items():
        scene = example.load()
        save(scene, copy)
        _hold(load(copy) == scene, f"{key} reads back as another scene")
    return f"{len(EXAMPLES)} examples are written and read back"


def _train(_folder: Path) -> str:
    from lossstudio.project.examples import EXAMPLES
    from lossstudio.project.runs import train

    run = train(EXAMPLES[SCENE].load())
    first, last = run.loss[0, 0], run.loss[-1, 0]
    words = f"{run.steps} steps, loss {first:.4g} to {last:.4g}"
    _hold(last < first, words)
    return words


def _explain(_folder: Path) -> str:
    from lossstudio.project.examples import EXAMPLES
    from lossstudio.project.runs import train

    run = train(EXAMPLES[SCENE].load(), 2)
    told = run.explain(1)
    _hold(told.next_theta is not None and (told.next_theta == run.theta[2, 0]).all(), "its update leads elsewhere")
    return f"step 1 of {SCENE}, from its gradient to its update"


def _render(_folder: Path) -> str:
    from lossstudio.films.encode.formats import PICTURE
    from lossstudio.films.plan.export_options import ExportOptions
    from lossstudio.films.render.frame_renderer import FrameRenderer
    from lossstudio.films.render.trained_scene import TrainedScene
    from lossstudio.project.examples import EXAMPLES

    scene = EXAMPLES[SCENE].load()
    plan = ExportOptions(size=SMALL_PX).planned(scene, PICTURE)
    renderer = FrameRenderer(TrainedScene(scene, plan.last_step), plan)
    try:
        (pixels,) = renderer.frames()
    finally:
        renderer.close()
    colors = len({tuple(pixel) for row in pixels.tolist() for pixel in row})
    _hold(colors > 100, f"the picture has {colors} colours")  # an empty one has a handful
    return f"a picture of {colors} colours"


def _encode(suffix: str, folder: Path) -> str:
    """Make a film or picture; what is made is read back before it is handed over."""
    from lossstudio.films.deliver.exporting import export
    from lossstudio.films.encode.formats import OUTPUTS
    from lossstudio.project.examples import EXAMPLES

    path = folder / f"film{suffix}"
    film = OUTPUTS[suffix].having({"size": SMALL_PX, "fps": FPS, "seconds": SECONDS})
    export(EXAMPLES[SCENE].load(), path, **film)
    return f"{path.stat().st_size:,} bytes"


def _child(folder: Path) -> str:
    """Make a film as the window does: by the program, started again."""
    from lossstudio.films.deliver.export_job import ExportJob
    from lossstudio.films.deliver.process import ExportProcess
    from lossstudio.films.plan.export_options import ExportOptions
    from lossstudio.project.examples import EXAMPLES

    film = ExportOptions(size=SMALL_PX, fps=FPS, seconds=SECONDS)
    process = ExportProcess(ExportJob(scene=EXAMPLES[SCENE].load(), out=folder / "film.mp4", film=film))
    try:
        state = process.wait(LONGEST_S)
        _hold(state == "done", process.error or f"its film was {state} after {LONGEST_S:.0f} s")
    finally:
        process.cancel()
    return "a film made by another process"


def _hold(so: bool, otherwise: str) -> None:
    if not so:
        raise SelfTestError(otherwise)
