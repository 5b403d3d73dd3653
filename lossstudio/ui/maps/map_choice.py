"""What the map of runs on show goes over, as the document has it or as is usual."""

from dataclasses import replace

from lossstudio.core.option import OptionError
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.recipe import Recipe
from lossstudio.run.sweep.axis import Range, SweepAxis, SweepError
from lossstudio.run.sweep.map_settings import of_runner, paths_of, usual_range, value_now
from lossstudio.run.sweep.map_spec import MapSpec
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.studio.background.map_work import MapWork
from lossstudio.studio.changes import Notice
from lossstudio.studio.commands.command import Effect
from lossstudio.studio.commands.maps import set_map
from lossstudio.studio.studio import Studio


class MapChoice:
    """The choice of a map, for the selected runner; what it takes to know it is kept as long as the scene stays."""

    def __init__(self, studio: Studio, work: MapWork) -> None:
        self._studio, self._work = studio, work
        self._built: tuple[object, int, CompiledRecipe] | None = None
        self._usual = studio.inquiry("the usual range of a setting", self._take_usual)

    @property
    def spec(self) -> MapSpec:
        """What the document says of it, or what it means by saying nothing."""
        return self._studio.document.scene.map or MapSpec()

    @property
    def recipe(self) -> Recipe:
        """What it is a map of: the selected runner alone."""
        return self.compiled.recipe

    @property
    def compiled(self) -> CompiledRecipe:
        """The same, built."""
        scene, runner = self._studio.document.scene, self._studio.selection.runner
        if self._built is None or self._built[0] is not scene or self._built[1] != runner:
            compiled = CompiledRecipe(of_runner(scene.recipe, runner), self._studio.run.compiled.problem)
            self._built = scene, runner, compiled
        return self._built[2]

    @property
    def ranges(self) -> tuple[Range, Range] | None:
        """What it goes over, across and up; None while the worker looks for what is usual."""
        plan = self._work.plan
        if self.spec.ranges is not None or plan is None:
            return self.spec.ranges
        across, up = plan.sweep.ranges
        return across, up

    @property
    def paths(self) -> tuple[str, ...]:
        """The settings that it could go over."""
        return paths_of(self.compiled)

    @property
    def knows_minima(self) -> bool:
        """Whether it is known where the minima are."""
        return bool(self.compiled.objective().minima)

    @property
    def now(self) -> tuple[float | None, float | None]:
        """Where the runner itself stands, across and up."""
        first, second = (
            None if self.ranges is None else value_now(self.ranges[side].path, self.compiled) for side in (0, 1)
        )
        return first, second

    def take_path(self, side: int, path: str) -> None:
        """Let the map go over another setting; where it is on the other side, they change places."""
        ranges = self.ranges
        if ranges is None:
            return
        if ranges[1 - side].path == path:
            self._take_and_end(ranges[1], ranges[0])
            return
        compiled = self.compiled
        self._usual.ask(lambda: (side, usual_range(path, compiled)))

    def _take_usual(self, found: tuple[int, Range]) -> None:
        ranges, (side, wanted) = self.ranges, found
        if ranges is not None:
            self._take_and_end(*((wanted, ranges[1]) if side == 0 else (ranges[0], wanted)))

    def _take_and_end(self, across: Range, up: Range) -> None:
        self.take_ranges(across, up)
        self._studio.document.end_change()

    def take_ranges(self, across: Range, up: Range) -> None:
        """Let the map go over other values; what can't be is told."""
        try:
            for wanted in (across, up):
                SweepAxis.of(wanted, self.recipe)
            spec = replace(self.spec, over=(across.text, up.text))
        except (SweepError, OptionError, SceneError) as error:
            notice = Notice("warning", f"{str(error)[:1].upper()}{str(error)[1:]}.", about="scene")
            self._studio.apply(lambda _now: Effect(notice=notice))
            return
        self._studio.apply(set_map(spec))
