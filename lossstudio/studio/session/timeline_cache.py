"""Recent timelines, kept by recipe, so that undoing an edit brings its run back at once."""

from collections import OrderedDict

from lossstudio.run.recipe.recipe import Recipe
from lossstudio.run.training.compiled_recipe import Course, shared_steps
from lossstudio.run.training.timeline import Timeline

MOST = 32
MOST_BYTES = 256 * 2**20


class TimelineCache:
    """The timelines used last, at most `MOST` of them and no more than `most_bytes` together."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._kept: OrderedDict[Recipe, Timeline] = OrderedDict()

    def keep(self, timeline: Timeline) -> None:
        """Put a timeline in front; those used longest ago make room."""
        self._kept[timeline.course.recipe] = timeline
        self._kept.move_to_end(timeline.course.recipe)
        while len(self._kept) > 1 and self._too_much():
            self._kept.popitem(last=False)

    def of(self, course: Course) -> Timeline:
        """Return the timeline of `course`: the one that is kept, else a new one that shares what it can."""
        same = self._kept.get(course.recipe)
        if same is not None:
            return same
        shared, nearest = 0, None
        for timeline in self._kept.values():
            common = min(shared_steps(timeline.course, course), timeline.length)
            if common > shared:
                shared, nearest = common, timeline
        return nearest.prefix(course, shared) if nearest else Timeline(course)

    def course_of(self, recipe: Recipe) -> Course | None:
        """Return the course of a recipe whose timeline is kept."""
        timeline = self._kept.get(recipe)
        return timeline.course if timeline else None

    def _too_much(self) -> bool:
        return len(self._kept) > MOST or sum(timeline.nbytes for timeline in self._kept.values()) > self._most_bytes
