"""A Snapshot is all that commands and the background analysis need to know of the Studio at one moment."""

from dataclasses import dataclass

from lossstudio.core.objective.objective import Objective
from lossstudio.project.scene import Scene
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.settings import Settings
from lossstudio.run.training.timeline import Timeline
from lossstudio.studio.playback.speed import Cursor
from lossstudio.studio.session.history import PastScene, is_about
from lossstudio.studio.session.selection import Selection

START = Cursor()
NOBODY_CHOSE = Selection()


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The document, the run, the cursor and the selection as they are; only the timeline may still grow at its end.

    Attributes
    ----------
    timeline
        The run on show.
    end
        The last step that can be shown.
    playing, fast
        Whether the clock moves the cursor, and whether steps go by too fast to be read.
    acts_at
        The step from which changes of training act; None where they act from the start.
    past
        The scenes before, the oldest first.
    """

    scene: Scene
    timeline: Timeline
    end: int
    cursor: Cursor = START
    playing: bool = False
    fast: bool = False
    acts_at: int | None = None
    selection: Selection = NOBODY_CHOSE
    past: tuple[PastScene, ...] = ()

    @property
    def compiled(self) -> CompiledRecipe:
        """What the scene's recipe means, built."""
        return self.timeline.compiled

    @property
    def step(self) -> int:
        """The step on show."""
        return self.cursor.step

    @property
    def runner(self) -> int:
        """The selected runner."""
        return self.selection.runner

    @property
    def runner_name(self) -> str:
        """The selected runner's name."""
        return self.compiled.names[self.runner]

    @property
    def settings(self) -> Settings:
        """What is in force for the selected runner at the step on show."""
        return self.compiled.settings(self.step)[self.runner]

    @property
    def objective(self) -> Objective:
        """What the selected runner minimises at the step on show."""
        return self.compiled.objective(self.runner, self.step)

    @property
    def notes(self) -> str:
        """The document's notes, where they are about this very run; else ""."""
        return self.scene.notes if is_about(self.scene, self.past, "notes") else ""

    @property
    def surface(self) -> Objective:
        """What the surface on show is made of: what the selected runner minimises, or its loss on the test rows."""
        return self.compiled.surface(self.runner, self.step, self.scene.view.rows)
