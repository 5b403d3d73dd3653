"""The facts that views may read: the document, the run on show, the cursor, what is selected and what is known."""

from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Literal

from PySide6.QtCore import QObject

from lossstudio.core.array import Floats
from lossstudio.core.curvature import stability_limit
from lossstudio.core.landscape.landscape import Landscape
from lossstudio.core.landscape.plane import Plane, share_held
from lossstudio.core.objective.objective import Objective
from lossstudio.project.scene import Scene
from lossstudio.run.coach.advice import Advice
from lossstudio.run.course import Course
from lossstudio.run.explanation import Explanation
from lossstudio.run.folds import bends_evenly, folded
from lossstudio.run.planes import path_of
from lossstudio.run.settings import Settings
from lossstudio.run.standing_point import StandingPoint
from lossstudio.run.timeline import Timeline
from lossstudio.studio.announcing import Announcer
from lossstudio.studio.curve_points import Curves
from lossstudio.studio.history import History
from lossstudio.studio.planes import stand_in
from lossstudio.studio.player import Player
from lossstudio.studio.selection import Selection
from lossstudio.studio.speed import Phase, Speed
from lossstudio.studio.stage import Stage
from lossstudio.studio.surveyor import Surveyor

SETTLED = 4.0
"""What is left along a direction is exp(-rate x curvature x steps): at this exponent, a fiftieth."""

ActsFrom = Literal["start", "here"]


class Facts(Announcer):
    """What is so. Everything here may be read at any time in the main thread, and is immutable.

    Parameters
    ----------
    scene
        The document to begin with.
    clock
        Seconds that only go forward.

    Raises
    ------
    SceneError
        If the scene can't be built.
    """

    def __init__(
        self, scene: Scene, parent: QObject | None = None, *, clock: Callable[[], float] = perf_counter
    ) -> None:
        course = Course.of(scene.recipe)
        super().__init__(parent)
        self._clock = clock
        self._history = History(scene)
        self._stage = Stage(course)
        self._player = Player()
        self._selection = Selection()
        self._surveyor = Surveyor()
        self._plane: Plane | None = None
        self._path: Path | None = None
        self._opened = 0
        self._advice: Advice | None = None
        self._chosen_from: ActsFrom = "start"
        self._frame = 0

    @property
    def scene(self) -> Scene:
        """The document."""
        return self._history.present

    @property
    def course(self) -> Course:
        """What the scene's recipe means, built."""
        return self._stage.course

    @property
    def timeline(self) -> Timeline:
        """Every step so far; it grows, and is replaced when the recipe changes."""
        return self._stage.timeline

    @property
    def ghost(self) -> Floats | None:
        """The future ``(n, R, P)`` that the last change gave up; None when there is none."""
        return self._stage.ghost

    @property
    def ghost_step(self) -> int:
        """The step at which the ghost begins."""
        return self._stage.ghost_step

    @property
    def plane(self) -> Plane:
        """The slice on show: that of the landscape, as soon as there is one."""
        return self.landscape.plane if self.landscape else self._plane or stand_in(self.course)

    @property
    def landscape(self) -> Landscape | None:
        """The surface on show; None until the first picture is there."""
        return self._surveyor.landscapes.shown

    @property
    def curves(self) -> Curves | None:
        """The losses along the run, for the chart."""
        return self._surveyor.curves

    @property
    def explanation(self) -> Explanation | None:
        """The numbers of the step on show (`explanation.step` says which) of the selected runner."""
        return self._surveyor.explanation

    @property
    def explained_course(self) -> Course:
        """What the explanation belongs to: until the next one comes, that may be the run before the last edit."""
        return self._surveyor.explained or self.course

    @property
    def step(self) -> int:
        """The step on show."""
        return self._player.place.step

    @property
    def fraction(self) -> float:
        """How far the ball has rolled towards the next step, 0 .. 1."""
        return self._player.place.fraction

    @property
    def phase(self) -> Phase:
        """0: none, 1: predict, 2: loss, 3: gradient, 4: update."""
        return self._player.place.phase

    @property
    def steps(self) -> int:
        """How many updates are planned."""
        return self.course.steps

    @property
    def end(self) -> int:
        """The last step that can be shown: the planned one, or where the last runner stopped."""
        return self._stage.end

    @property
    def frame(self) -> int:
        """How many display frames have been lived: views that needn't follow each of them take turns by it."""
        return self._frame

    @property
    def playing(self) -> bool:
        """Whether the clock moves the cursor."""
        return self._player.playing

    @property
    def speed(self) -> Speed:
        """How fast."""
        return self._player.speed

    @property
    def acts_from(self) -> ActsFrom:
        """Whether changes of training act from the start, or from the step on show; while playing always from here."""
        return "here" if self.playing else self._chosen_from

    @property
    def runner(self) -> int:
        """The selected runner."""
        return self._selection.runner

    @property
    def sample(self) -> int | None:
        """The selected training row; the one that costs most where nobody chose."""
        return self._selection.sample(self.explanation)

    @property
    def parameter(self) -> int:
        """The selected parameter; the one with the largest gradient where nobody chose."""
        return self._selection.parameter(self.explanation)

    @property
    def settings(self) -> Settings:
        """What is in force for the selected runner at the step on show."""
        return self.course.settings(self.step)[self.runner]

    @property
    def advice(self) -> Advice | None:
        """What the coach says."""
        return self._advice

    @property
    def limit(self) -> float | None:
        """The learning rate above which the selected runner explodes; None where no limit is that simple."""
        return self._limit_of(self.course.settings(self.step)[self.runner])

    @property
    def surface(self) -> Objective:
        """What the surface on show is made of: what the selected runner minimises, or its loss on the test rows."""
        return self.course.surface(self.runner, self.step, self.scene.view.rows)

    @property
    def limit_everywhere(self) -> bool:
        """Whether the limit is the same all over the selected runner's surface, as on a quadratic."""
        return bends_evenly(self.course.objective(self.runner, self.step))

    @property
    def arrives(self) -> bool:
        """Whether the planned steps suffice on a quadratic: plain ones leave a fiftieth of its flattest direction."""
        point, settings = self._surveyor.point, self.settings
        if point is None or not self.limit_everywhere:
            return False
        return settings.learning_rate * point.lowest * self.steps >= SETTLED

    @property
    def limits(self) -> tuple[float | None, ...]:
        """The limit of each runner that walks on the selected runner's surface; None for the others."""
        here = self.settings
        return tuple(
            self._limit_of(its) if (its.loss, its.penalty) == (here.loss, here.penalty) else None
            for its in self.course.settings(self.step)
        )

    @property
    def point(self) -> StandingPoint | None:
        """What kind of point the selected runner's ball is on, or just was while it rolls; None while nobody knows."""
        if self.playing:
            return self._surveyor.point_on(self.course.objective(self.runner, self.step))
        return self._surveyor.point_of(self.timeline, min(self.step, self.timeline.length), self.runner)

    @property
    def share_held(self) -> float:
        """How much of the selected runner's path the plane holds, 0 .. 1."""
        return share_held(self.plane, path_of(self.timeline, self.runner)[:, 0])

    @property
    def distance_off(self) -> float:
        """How far off the plane the selected runner's ball is."""
        return float(self.plane.project(self.timeline.theta[self.step, self.runner])[1])

    @property
    def opened(self) -> int:
        """How many documents have been opened so far, which tells one from the next."""
        return self._opened

    @property
    def path(self) -> Path | None:
        """The document's file; None when it has none yet."""
        return self._path

    @property
    def modified(self) -> bool:
        """Whether the document differs from what was opened or saved."""
        return self._history.modified

    @property
    def losable(self) -> bool:
        """Whether work would be lost without saving; an example that was only looked at from elsewhere is none."""
        return self.modified and not (self._path is None and self._history.only_looked_at)

    @property
    def can_undo(self) -> bool:
        """Whether there is something to undo."""
        return bool(self._history.undo_text)

    @property
    def can_redo(self) -> bool:
        """Whether there is something to do again."""
        return bool(self._history.redo_text)

    @property
    def undo_text(self) -> str:
        """What would be undone."""
        return self._history.undo_text

    @property
    def redo_text(self) -> str:
        """What would be done again."""
        return self._history.redo_text

    def _limit_of(self, settings: Settings) -> float | None:
        highest, rows = self._surveyor.highest_curvature, self.course.problem.rows
        whole_batch = settings.batch_size is None or settings.batch_size >= rows
        if highest is None or not whole_batch or folded(self.course.objective(self.runner, self.step)):
            return None
        return stability_limit(settings.optimizer_entry, settings.optimizer_options, highest)
