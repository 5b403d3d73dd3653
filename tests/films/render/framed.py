"""What is wrong with the frames of a film: what is cut, covered or missing."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import combinations
from typing import Any
from unittest.mock import patch

import numpy as np
from PySide6.QtGui import QColor, QImage, QPainter

from lossstudio.core.resources import resource
from lossstudio.films.encode.formats import BY_SUFFIX, MP4
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.plan.presets import PRESETS
from lossstudio.films.plan.render_plan import RenderPlan
from lossstudio.films.render import frame_renderer
from lossstudio.films.render.frame_renderer import FrameRenderer
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.picture.camera.camera import Camera, outline
from lossstudio.picture.colors import DARK
from lossstudio.picture.page.composition import Composition, Shown
from lossstudio.project.file import load
from lossstudio.project.film_spec import Inset, Layout
from lossstudio.project.scene import Scene
from tests.picture.written import Paper, Writing

MORE = "+ "
UNIT = "  "


def race_of(count: int, name: str) -> Scene:
    """Return a race of so many runners whose names begin so."""
    scene = load(resource("examples", "learning-rates.lossstudio"))
    first = scene.recipe.runners[0]
    runners = tuple(replace(first, name=f"{name} {number + 1}") for number in range(count))
    return replace(scene, recipe=replace(scene.recipe, runners=runners))


class BlankHost:
    """Draws no surface."""

    def begin(self, _frame: object, _camera: object, width: int, height: int, *_how: object, **said: Any) -> None:
        self._size = (width, height) if said["part"] is None else said["part"][2:]

    def drawn(self) -> QImage:
        return QImage(*self._size, QImage.Format.Format_RGB32)

    def close(self) -> None:
        pass


def faults_of(
    scene: Scene,
    size: tuple[int, int],
    layout: Layout,
    *,
    charts: Inset | None = None,
    every: int | None = None,
    preset: str = "slides",
) -> list[str]:
    """Return what is wrong in the first frame, the middle one and the last, or in `every` so many."""
    kind = BY_SUFFIX[PRESETS[preset].suffix]
    plan = ExportOptions(size=size, layout=layout, inset=charts, preset=preset).planned(scene, kind)
    found: dict[str, None] = {}
    with renderer_of(scene, plan) as renderer:
        last = len(renderer) - 1
        for index in sorted({*range(0, last, every or max(1, (last + 1) // 2)), last}):
            shown = renderer.shown(index)
            found |= dict.fromkeys(_faults(scene, renderer.composition, shown, plan.size))
    return list(found)


def texts_of(scene: Scene, layout: Layout, **film: Any) -> list[str]:
    """Return what is written in the last frame of a scene's film."""
    plan = ExportOptions(layout=layout, **film).planned(scene, MP4)
    with renderer_of(scene, plan) as renderer:
        paper = painted(renderer.composition, renderer.shown(len(renderer) - 1), plan.size)
    return [writing.text for writing in paper.writings]


def height_of_surface(scene: Scene, layout: Layout, size: tuple[int, int]) -> float:
    """Return how much of its pane's height the first surface takes in the last frame."""
    plan = ExportOptions(size=size, layout=layout, inset="none").planned(scene, MP4)
    with renderer_of(scene, plan) as renderer:
        pane, composition = renderer.shown(len(renderer) - 1).panes[0], renderer.composition
        seen = pane.camera.project(outline(pane.frame.static_scene), composition.surface_size)[:, 1]
        return float(np.ptp(seen)) / composition.surface_size[1]


def pixels(image: QImage) -> np.ndarray:
    """Return a picture's red, green and blue ``(height, width, 3)``."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)


def edges_reached(film: FrameRenderer) -> list[str]:
    """Return at which edges of a dark film's first frame or last, above the line of its progress, anything is seen."""
    found = []
    canvas = np.array(QColor(DARK.canvas).getRgb()[:3])
    for name, index in (("first", 0), ("last", len(film) - 1)):
        shown = pixels(film.image(index))[: int(film.composition.layout.progress.top())]
        for side, edge in (("top", shown[:2]), ("left", shown[:, :2]), ("right", shown[:, -2:])):
            if np.abs(edge - canvas).max() > 2:
                found.append(f"the {side} of the {name} frame")
    return found


@contextmanager
def renderer_of(scene: Scene, plan: RenderPlan) -> Iterator[FrameRenderer]:
    trained = TrainedScene(scene, plan.last_step)
    with patch.object(frame_renderer, "ImageHost", BlankHost), closing(FrameRenderer(trained, plan)) as renderer:
        yield renderer


def painted(composition: Composition, shown: Shown, size: tuple[int, int]) -> Paper:
    """Return a paper with what is written in a moment."""
    paper = Paper(size)
    painter = QPainter(paper)
    composition.paint(painter, shown)
    painter.end()
    return paper


def _faults(scene: Scene, composition: Composition, shown: Shown, size: tuple[int, int]) -> Iterator[str]:
    paper = painted(composition, shown, size)
    yield from _of_writings(paper.writings)
    texts = [writing.text for writing in paper.writings]
    for pane, place in zip(shown.panes, composition.layout.panes, strict=True):
        yield from (
            f"no axis {name}" for name in pane.frame.static_scene.names if not _said(name.partition(UNIT)[0], texts)
        )
        if isinstance(pane.camera, Camera):
            seen = pane.camera.project(outline(pane.frame.static_scene), composition.surface_size)[:, :2]
            if (seen < -1).any() or (seen > [place.picture.width() + 1, place.picture.height() + 1]).any():
                yield "the surface is cut"
    names = [runner.name for runner in scene.recipe.runners] if len(scene.recipe.runners) > 1 else []
    if not any(text.startswith(MORE) for text in texts):
        yield from (f"nobody is called {name}" for name in names if not _said(name, texts))


def _of_writings(writings: list[Writing]) -> Iterator[str]:
    yield from (f"cut: {writing.text}" for writing in writings if writing.is_cut())
    yield from covered_in(writings)


def covered_in(writings: list[Writing]) -> list[str]:
    """Return which writings cover others."""
    return [f"{other.text} covers {one.text}" for one, other in combinations(writings, 2) if one.covers(other)]


def _said(name: str, texts: list[str]) -> bool:
    return any(name in text for text in texts) or name in "".join(texts)  # a letter of another typeface stands alone
