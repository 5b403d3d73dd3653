"""Draw the small picture of a scene that file managers show, with little of the machine whatever the file is.

Nobody asks for it: looking into a folder is enough. So the process bounds itself first; where a scene takes more, the
system ends it, and the file manager shows the file's icon instead.
"""

import argparse
import io
import os
import signal
import sys
from pathlib import Path

from lossstudio.cli.codes import DONE

CPU_S, WALL_S = 20, 60
"""Processor time and time that it may take: ten times what the slowest example does."""
MEMORY_BYTES = 1_000_000_000
"""What it may hold; the examples need a third of it."""
NICENESS = 19
DRAWN_PX = (480, 300)
"""The scene is drawn as large as its letters need, and then made small."""
LARGEST_PX = 1024


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments, which the thumbnailer entry of the desktop fills in."""
    parser.add_argument("file", metavar="FILE", type=Path, help="a scene file")
    parser.add_argument("out", metavar="OUT", type=Path, help="the picture, a PNG file")
    parser.add_argument("side", metavar="PIXELS", type=int, help="how wide it may be")


def run(arguments: argparse.Namespace) -> int:
    """Draw it."""
    limit_resources()
    from lossstudio.project.replacing import replace_file

    replace_file(arguments.out, [thumbnail(arguments.file, arguments.side)])
    return DONE


def limit_resources() -> None:
    """Bound the time and the memory of this process, where the system can."""
    if sys.platform == "win32":
        return
    import resource

    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S + 1))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
    signal.alarm(WALL_S)


def thumbnail(file: Path, side: int) -> bytes:
    """Return the picture of a scene's last step as a PNG file, at most `side` pixels wide.

    Raises
    ------
    SceneError
        If the file can't be used.
    FilmError
        If there is nothing to draw with.
    """
    from PIL import Image

    from lossstudio.films.encode.formats import PICTURE
    from lossstudio.films.plan.export_options import ExportOptions
    from lossstudio.films.render.frame_renderer import FrameRenderer
    from lossstudio.films.render.trained_scene import TrainedScene
    from lossstudio.project.file import load

    scene = load(file)
    plan = ExportOptions(preset="picture", size=DRAWN_PX, title="", inset="none").planned(scene, PICTURE)
    renderer = FrameRenderer(TrainedScene(scene, plan.last_step), plan)
    try:
        (pixels,) = renderer.frames()
    finally:
        renderer.close()
    picture = Image.fromarray(pixels[..., 2::-1])  # blue, green, red, nothing
    picture.thumbnail((min(side, LARGEST_PX),) * 2, Image.Resampling.LANCZOS)
    packed = io.BytesIO()
    picture.save(packed, "PNG")
    return packed.getvalue()
