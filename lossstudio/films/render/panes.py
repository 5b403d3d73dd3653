"""The panes of a film in one theme: from an instant to the surfaces that are seen, and to where each is seen from."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from lossstudio.films.plan.layouts import MOST_PANES
from lossstudio.films.plan.render_plan import RenderPlan
from lossstudio.films.plan.storyboard import Instant
from lossstudio.films.render.camera_work import CameraWork
from lossstudio.films.render.pane_headings import HALF, PaneHeadings
from lossstudio.films.render.trained_scene import RUNNER, TrainedScene
from lossstudio.picture.camera.camera import Camera
from lossstudio.picture.camera.moves import nearer, turned
from lossstudio.picture.charts.fit.fit_view import points_words
from lossstudio.picture.colors import Theme
from lossstudio.picture.map.map_camera import MapCamera
from lossstudio.picture.page.composition import Composition
from lossstudio.picture.page.pane import Pane
from lossstudio.picture.page.pane_spec import PaneSpec, each_runner, levelled, train_and_test
from lossstudio.picture.scene.frame import Frame, StaticScene
from lossstudio.picture.scene.frame_builder import FrameBuilder
from lossstudio.picture.scene.guests import sections_of, surface_words
from lossstudio.picture.scene.moment import Moment
from lossstudio.picture.scene.scene_builder import Ends, box_of
from lossstudio.picture.scene.surface_between import GivingWay, Shares, Surface, seen_shares
from lossstudio.picture.text.axis_names import axis_names
from lossstudio.project.film_spec import Layout


def pane_specs_of(trained: TrainedScene, layout: Layout) -> tuple[PaneSpec, ...]:
    """Return the panes of a layout.

    Raises
    ------
    FilmUsageError
        If there are no test rows after all: very few rows leave none.
    """
    if layout == "train_test":
        trained.surface(0, part="test")
        return train_and_test(trained.compiled)
    if layout != "runners":
        return (PaneSpec(range(len(trained.compiled.names)), trained.rows),)
    return each_runner(trained.compiled)[:MOST_PANES]


Focus = tuple[float, float, float]

LOOKED_AT = 48
"""At so many instants it is seen to that a camera which comes nearer doesn't lose the balls."""
GIVES_WAY = 0.85
"""Where it would, it comes nearer by this share of what it tried before."""
EDGE_SHARE = 0.08
"""How far from its pane's edge a ball is to stay, as a share of the pane."""
LEAST_SHARE = 0.08
"""A camera that could come nearer by less than this share of what was asked for tries no more."""


class Panes:
    """Makes the panes of each instant. Cameras are found in the first picture and kept, whatever the surface.

    Surfaces of one loss reach equally high and are seen from equally far, so that they can be compared.

    Parameters
    ----------
    trained, plan
        What is shown, and how.
    pane_specs
        Who is in each pane.
    theme
        Its colours.
    composition
        In which they stand.
    """

    def __init__(
        self,
        trained: TrainedScene,
        plan: RenderPlan,
        pane_specs: tuple[PaneSpec, ...],
        theme: Theme,
        composition: Composition,
    ) -> None:
        self._trained, self._plan, self._pane_specs, self._composition = trained, plan, pane_specs, composition
        runners = len(trained.compiled.names)
        beyond = max(0, runners - MOST_PANES) if plan.layout == "runners" else 0
        self._beyond = f"the first {MOST_PANES} of {runners} runners" if beyond else ""
        self._points = points_words(trained.compiled) if plan.inset in ("both", "data") else ""
        self._themes = tuple(theme if len(pane_specs) == 1 else pane_spec.theme(theme) for pane_spec in pane_specs)
        by_runner = plan.layout == "runners"
        self._headings = PaneHeadings(trained.compiled, pane_specs, self._themes, by_runner=by_runner)
        steps = (0, *trained.compiled.changes_at)
        self._remarked = any(self._badge(pane_specs[0], Instant(step)) for step in steps)
        self._framers = tuple(FrameBuilder() for _ in pane_specs)
        self._ends_of: dict[tuple[int, ...], Sequence[tuple[float, float]]] = {}
        self._maps: dict[StaticScene, MapCamera] = {}
        self._places: list[Camera] = []
        self._work: CameraWork | None = None
        self._focuses: list[Focus] = []
        self._between: tuple[object, Surface] | None = None
        self._share = 1.0
        self._settled = False

    def at(self, instant: Instant) -> tuple[Pane, ...]:
        """Return the panes of an instant."""
        frames = self._frames(instant)
        cameras, ink = self._cameras(frames, instant), self._remark_ink(instant)
        return tuple(
            Pane(frame=frame, camera=camera, heading=heading, remark_ink=ink, remarked=self._remarked)
            for frame, camera, heading in zip(frames, cameras, self._headings.at(instant), strict=True)
        )

    def _frames(self, instant: Instant) -> list[Frame]:
        every = zip(self._framers, self._pane_specs, self._themes, self._ends(instant), strict=True)
        with np.errstate(over="ignore", invalid="ignore"):  # a run that explodes goes far
            return [
                self._tagged(framer.frame(self._moment(pane_spec, theme, instant, ends)))
                for framer, pane_spec, theme, ends in every
            ]

    def _tagged(self, frame: Frame) -> Frame:
        """Return a frame without the names beside balls, where these are left out."""
        if "tags" not in self._plan.hidden:
            return frame
        return replace(frame, labels=tuple(label for label in frame.labels if label.kind not in ("name", "mark")))

    def _moment(self, pane_spec: PaneSpec, theme: Theme, instant: Instant, ends: Ends) -> Moment:
        trained, view = self._trained, self._trained.scene.view
        runners = slice(pane_spec.runners.start, pane_spec.runners.stop)
        objective, landscape = self._surface(pane_spec, instant)
        return Moment(
            landscape=landscape,
            objective=objective,
            theta=trained.timeline.theta[:, runners],
            names=trained.compiled.names[runners],
            theme=theme,
            colormap=view.colormap,
            scale=view.height,
            step=instant.step,
            fraction=instant.fraction,
            phase=instant.phase,
            explanation=trained.explainer.told(instant) if RUNNER in pane_spec.runners else None,
            axis_names=axis_names(trained.compiled, trained.plane),
            badge=self._badge(pane_spec, instant),
            floor=ends[0],
            top=ends[1],
            curvature=view.curvature,
            sections=sections_of(
                trained.compiled, pane_spec.runners, pane_spec.runners.start, instant.step, pane_spec.part
            ),
            fog=view.fog,
            digits=trained.timeline.loss_digits,
            entered=instant.entered,
            left=instant.left,
        )

    def _badge(self, pane_spec: PaneSpec, instant: Instant) -> str:
        """Return the remark; where it changes the old one goes before the new one comes."""
        came_from = instant.came_from
        whose = self._whose(pane_spec, instant.step if came_from is None or instant.arrived >= HALF else came_from)
        return "; ".join(filter(None, (self._beyond, whose, self._trained.badge, self._points)))

    def _remark_ink(self, instant: Instant) -> float:
        """Return how much (0..1) of the first pane's remark is there."""
        spec, came_from = self._pane_specs[0], instant.came_from
        if came_from is None or self._whose(spec, came_from) == self._whose(spec, instant.step):
            return 1.0
        return abs(1.0 - instant.arrived / HALF)

    def _whose(self, pane_spec: PaneSpec, step: int) -> str:
        """Say whose surface it is where the runners of a pane minimise different things."""
        return surface_words(self._trained.compiled, pane_spec.runners.start, step, pane_spec.runners)

    def _surface(self, pane_spec: PaneSpec, instant: Instant) -> Surface:
        """Return the surface of an instant, or what lies between the one before and it while that gives way."""
        runner, part = pane_spec.runners.start, pane_spec.part
        now = self._trained.surface(instant.step, runner, part)
        if instant.came_from is None:
            return now
        key = (runner, part, instant.step, instant.came_from, instant.arrived)
        if self._between is None or self._between[0] != key:
            before = self._trained.surface(instant.came_from, runner, part)
            same = before[0] is now[0]
            self._between = key, now if same else GivingWay(before, now).at(self._shares_of(instant))
        return self._between[1]

    def _shares_of(self, instant: Instant) -> Shares:
        """Return how much of the surface before and of this one makes what is seen; all panes keep pace."""
        if instant.came_from is None:
            return Shares(0.0, 1.0)
        return seen_shares(self._ends_at(instant.came_from)[0], self._ends_at(instant.step)[0], instant.arrived)

    def _ends(self, instant: Instant) -> Sequence[Ends]:
        """Return the losses at the bottom and the top of each box; None: as suits it.

        From surface to surface they change as these do.
        """
        alone = len(self._pane_specs) == 1
        if instant.came_from is None:
            return ((None, None),) if alone else [(None, top) for _, top in self._ends_at(instant.step)]
        shares, before, now = self._shares_of(instant), self._ends_at(instant.came_from), self._ends_at(instant.step)
        return [
            (shares.of(floor, new_floor), shares.of(top, new_top))
            for (floor, top), (new_floor, new_top) in zip(before, now, strict=True)
        ]

    def _ends_at(self, step: int) -> Sequence[tuple[float, float]]:
        surfaces = [
            self._trained.surface(step, pane_spec.runners.start, pane_spec.part) for pane_spec in self._pane_specs
        ]
        key = tuple(id(landscape) for _, landscape in surfaces)
        if key not in self._ends_of:
            theta, scale = self._trained.timeline.theta[0], self._trained.scene.view.height
            every = list(zip(surfaces, self._pane_specs, strict=True))
            with np.errstate(all="ignore"):
                starts = [
                    objective.values(theta[each.runners.start : each.runners.stop]) for (objective, _), each in every
                ]
                shown = list(zip((landscape for _, landscape in surfaces), starts, strict=True))
                tops = [box_of(*each, scale).top for each in shown]
                tops = list(levelled(self._trained.compiled, self._pane_specs, step, tops))
                boxes = [box_of(*each, scale, (None, top)) for each, top in zip(shown, tops, strict=True)]
            self._ends_of[key] = [(box.floor, box.top) for box in boxes]
        return self._ends_of[key]

    def _cameras(self, frames: list[Frame], instant: Instant) -> Sequence[Camera | MapCamera]:
        if self._plan.layout == "contour":
            return [self._map_camera(frame.static_scene) for frame in frames]
        if not self._settled:
            self._settle(frames)
        return [self._camera(number, instant) for number in range(len(frames))]

    def _map_camera(self, static_scene: StaticScene) -> MapCamera:
        if static_scene not in self._maps:
            self._maps[static_scene] = self._composition.map_camera(static_scene)
        return self._maps[static_scene]

    def _camera(self, number: int, instant: Instant) -> Camera:
        if self._work is not None:
            camera = self._work.camera(number, instant)
        else:
            camera = turned(self._places[number], instant.turn_deg)
        return nearer(camera, instant.nearer * self._share, self._focuses[number]) if instant.nearer else camera

    def _settle(self, frames: list[Frame]) -> None:
        """Find where the cameras stand, and how near they can come."""
        self._settled = True
        stages, plan = [frame.static_scene for frame in frames], self._plan
        if plan.camera:
            self._work = CameraWork(
                self._trained,
                self._composition,
                plan.camera,
                stages,
                [pane_spec.runners.start for pane_spec in self._pane_specs],
                instants=[each for each in self._trained.paced(plan.storyboard).instants() if not each.card],
                fps=plan.storyboard.fps,
                turn_deg=plan.storyboard.turn_deg,
            )
        else:
            self._places = self._found(stages)
        if not self._plan.storyboard.push_in:
            return
        instants = [each for each in self._trained.paced(self._plan.storyboard).instants() if not each.card]
        self._focuses = [_focus(frame) for frame in self._frames(instants[-1])]
        seen = instants[:: max(1, len(instants) // LOOKED_AT)]
        shown = [(instant, self._frames(instant)) for instant in (*seen, instants[-1])]
        while self._share > LEAST_SHARE and not all(self._in_picture(frames, instant) for instant, frames in shown):
            self._share *= GIVES_WAY

    def _in_picture(self, frames: list[Frame], instant: Instant) -> bool:
        """Say whether the selected balls are well inside their panes."""
        size = self._composition.surface_size
        for number, frame in enumerate(frames):
            x, y, _ = self._camera(number, instant).project(frame.balls[-1].place, size)
            if not all(EDGE_SHARE < share < 1 - EDGE_SHARE for share in (x / size[0], y / size[1])):
                return False
        return True

    def _found(self, stages: list[StaticScene]) -> list[Camera]:
        """Return where each pane's camera stands, each as far away as the farthest pane's."""
        spec, turn, camera = self._trained.scene.view.camera, self._plan.storyboard.turn_deg, self._composition.camera
        azimuth, elevation = stages[0].view if spec is None else (spec.azimuth, spec.elevation)
        distance = None if spec is None else spec.distance
        fitted = [camera(static_scene, azimuth, elevation, distance, turn) for static_scene in stages]
        farthest = max(each.distance for each in fitted)
        return [
            camera(static_scene, azimuth, elevation, farthest, turn) if place.distance < farthest else place
            for static_scene, place in zip(stages, fitted, strict=True)
        ]


def _focus(frame: Frame) -> Focus:
    x, y, z = (float(part) for part in frame.balls[-1].place)
    return x, y, z
