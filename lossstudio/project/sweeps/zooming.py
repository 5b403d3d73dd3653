"""Zooming into a map of runs: its levels, each a sweep of its own, worked out as one work with one store."""

import hashlib
import json
import math
from collections.abc import Callable, Sequence
from contextlib import closing, nullcontext
from dataclasses import astuple, dataclass, replace
from functools import cached_property
from pathlib import Path

from lossstudio.core.pieces import Pieces, Told, unheard
from lossstudio.project.data_file import arrived, travelling
from lossstudio.project.engines.engine import AnyEngine
from lossstudio.project.engines.store import BlockStore
from lossstudio.project.engines.work import Found
from lossstudio.project.engines.working import Counted, Progress, found_by_block, never
from lossstudio.project.scene import Scene
from lossstudio.project.sweeps.request import SweepRequest
from lossstudio.project.sweeps.sweeping import joined, made
from lossstudio.run.sweep.axis import Range, SweepError
from lossstudio.run.sweep.measures import RunMeasure, measures_of_map
from lossstudio.run.sweep.sweep import BLOCK_RUNS, Swept
from lossstudio.run.sweep.zoom import PART, SEARCH_SIDE, Zoom, check_zoom, finest, magnifications, part

FINER = 2
"""A level has so many times as many values a side as are seen at least, until the next one takes its place."""


@dataclass(frozen=True)
class ZoomRequest:
    """What is asked for.

    Attributes
    ----------
    scene
        Whose first runner is trained.
    ranges
        What the whole map goes over; at every moment at least so many values a side are to be seen.
    times, at
        As `Zoom` has them; at None: where the border is finest.
    seeds, measure, steps
        With how many seeds, what colours a run, and how many updates it has.
    found
        Where that is, once it is known.

    Raises
    ------
    SweepError
        If there is nothing to zoom into.
    SceneError
        If the scene can't be built.
    """

    scene: Scene
    ranges: tuple[Range, ...]
    times: float
    at: tuple[float, ...] | None = None
    seeds: int | None = None
    measure: str = "last_loss"
    steps: int | None = None
    found: tuple[float, ...] | None = None

    def __post_init__(self) -> None:
        check_zoom(self.scene.recipe, self.ranges, self.times, self.at)
        _ = self._over(self.ranges).sweep
        try:
            _ = self.whole.sweep
        except SweepError as error:
            sides = " x ".join(f"{each.count}" for each in self.whole.ranges)
            said = f"each map of a film that zooms in has {FINER} times as many values a side as is asked for"
            raise SweepError(f"{error}; {said}, here {sides}") from None

    @cached_property
    def whole(self) -> SweepRequest:
        """The whole map, which is the first level."""
        return self._over(tuple(replace(each, count=FINER * each.count) for each in self.ranges))

    @cached_property
    def zoom(self) -> Zoom:
        """The way, once it is known where it goes."""
        at = self.at or self.found
        assert at is not None
        return Zoom(self.whole.ranges, self.times, at)

    @cached_property
    def levels(self) -> tuple[SweepRequest, ...]:
        """The sweeps of all levels, from the whole map on."""
        return tuple(self._over(self.zoom.level(number)) for number in range(len(magnifications(self.times))))

    def searched(self, ranges: tuple[Range, ...]) -> SweepRequest:
        """Return the sweep in which it is looked where the border is finest."""
        return self._over(tuple(replace(each, count=SEARCH_SIDE) for each in ranges))

    @property
    def searches(self) -> int:
        """In how many maps it is looked where the border is finest, each within the one before; 0 where it is said."""
        return 0 if self.at is not None else 1 + math.ceil(math.log(self.times, PART) - 1e-9)

    @property
    def searched_runs(self) -> int:
        """How many runs these have."""
        return self.searches * len(self.searched(self.ranges).sweep)

    @property
    def noun(self) -> str:
        """What it is for people."""
        return "zoom"

    @property
    def runs(self) -> int:
        """How many runs all levels have."""
        return len(self.whole.sweep) * len(magnifications(self.times))

    @property
    def blocks(self) -> int:
        """How many blocks of runs all levels have; each has the same number of them."""
        return len(magnifications(self.times)) * self.whole.blocks

    @property
    def expected_s(self) -> None:
        """Nobody knows before the first block how long it takes."""

    def block(self, number: int, told: Told = unheard, /) -> Pieces[Found]:
        """Train the runs of a block; each measure ``(n,)`` by its name.

        Raises
        ------
        SceneError
            If the scene can't be built with a value.
        """
        level, block = divmod(number, self.whole.blocks)
        return self.levels[level].block(block, told)

    def to_text(self) -> str:
        """Return it as JSON, from which `from_text` makes it again."""
        return json.dumps(self._said | {"found": self.found})

    @classmethod
    def from_text(cls, text: str) -> "ZoomRequest":
        """Read what `to_text` has written."""
        said = json.loads(text)
        ranges = tuple(Range(*each) for each in said.pop("over"))
        pairs = {name: said[name] and tuple(said[name]) for name in ("at", "found")}
        return cls(arrived(said.pop("scene")), ranges, **said | pairs)

    @cached_property
    def digest(self) -> str:
        """What two requests have in common only if all their runs are the same, in the same blocks.

        Where the border is finest follows from the rest.
        """
        return hashlib.sha256(f"{BLOCK_RUNS} {json.dumps(self._said)}".encode()).hexdigest()

    @property
    def _said(self) -> dict[str, object]:
        over = [list(astuple(each)) for each in self.ranges]
        said = {"scene": travelling(self.scene), "over": over, "times": self.times, "at": self.at}
        return said | {"seeds": self.seeds, "measure": self.measure, "steps": self.steps}

    def _over(self, ranges: tuple[Range, ...]) -> SweepRequest:
        return SweepRequest(self.scene, ranges, self.seeds, measures_of_map(self.measure), self.steps)


@dataclass(frozen=True, slots=True, eq=False)
class Zoomed:
    """What came of a zoom: the way, what colours a run, and each level."""

    zoom: Zoom
    measure: RunMeasure
    levels: tuple[Swept, ...]


def zoomed(
    request: ZoomRequest,
    chosen: AnyEngine = None,
    folder: Path | None = None,
    progress: Progress | None = None,
    *,
    heed: Callable[[], object] = never,
    resume: bool = True,
    may_be_long: bool = True,
) -> Zoomed:
    """Find where a zoom goes, and train the runs of all its levels; all is as `made` takes it.

    Raises
    ------
    SweepError
        If its values can't be told apart any more.
    StoreError, LongWorkError, EngineError, SceneError, OSError
        As `found_by_block` says.
    """
    searched, total = request.searched_runs, request.searched_runs + request.runs

    def told(done: int) -> None:
        if progress is not None:
            progress(done, total)

    if request.at is None:
        with nullcontext() if folder is None else BlockStore(folder, request).opened(resume=resume) as store:
            request = replace(request, found=_finest(request, chosen, store, told, heed, may_be_long=may_be_long))
        resume = True  # what is noted in the store is this work's own
    _check_fineness(request, request.levels, request.whole)
    each, found = request.whole.blocks, dict[int, Found]()
    counted = Counted(request.blocks, request.runs, lambda done, _: told(searched + done))
    work = found_by_block(request, chosen, folder, told=counted.part, heed=heed, resume=resume, may_be_long=may_be_long)
    with closing(work):
        for block, part in work:
            found[block] = part
            counted.one_more()
    levels = [
        joined(level.sweep, [found[number * each + block] for block in range(each)])
        for number, level in enumerate(request.levels)
    ]
    return Zoomed(request.zoom, RunMeasure.read(request.measure), tuple(levels))


def _finest(
    request: ZoomRequest,
    chosen: AnyEngine,
    store: BlockStore | None,
    told: Callable[[int], None],
    heed: Callable[[], object],
    *,
    may_be_long: bool,
) -> tuple[float, ...]:
    """Return the values where the border is finest, looked for in smaller and smaller parts of the map.

    What each of them has come to is noted in the store, so that it isn't looked for again.
    """
    places = [] if store is None else _places_in(store.noted)[: request.searches]
    ranges, runs = request.ranges, len(request.searched(request.ranges).sweep)
    told(len(places) * runs)
    for place in places:
        ranges = part(ranges, place)
    while len(places) < request.searches:
        searched, before = request.searched(ranges), len(places) * runs
        _check_fineness(request, (searched,), request.searched(request.ranges))
        swept = made(
            searched,
            chosen,
            progress=lambda done, _total, before=before: told(before + done),  # type: ignore[misc]
            heed=heed,
            may_be_long=may_be_long,
        )
        places.append(finest(swept, RunMeasure.read(request.measure)))
        if store is not None:
            store.note(places)
        ranges = part(ranges, places[-1])
    return places[-1]


def _places_in(noted: object) -> list[tuple[float, ...]]:
    """Return the places that a store has noted; none where that isn't as it was noted."""
    try:
        return [(float(across), float(up)) for across, up in noted]  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        return []


def _check_fineness(request: ZoomRequest, nearer: Sequence[SweepRequest], whole: SweepRequest) -> None:
    """See that a nearer part of a map has as many values as the whole.

    Raises
    ------
    SweepError
        If some of them are the same number.
    """
    if any(each.sweep.shape != whole.sweep.shape for each in nearer):
        raise SweepError(f"{request.times:g} times nearer the values can't be told apart any more; zoom in less")
