"""A zoom into a map: where it goes by itself, what its levels are, and which store is its own."""

from pathlib import Path

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.project.engines.errors import StoreError
from lossstudio.project.engines.store import BlockStore
from lossstudio.project.scene import Scene
from lossstudio.project.sweeps import zooming
from lossstudio.project.sweeps.zooming import Zoomed, ZoomRequest, zoomed
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import Recipe, Runner, Training
from lossstudio.run.sweep.axis import Range, SweepError

SCENE = Scene(
    recipe=Recipe(
        task=OnTerrain(terrain=Spec("bowl")), training=Training(steps=8), runners=(Runner(optimizer=Spec("momentum")),)
    )
)
RANGES = (Range("learning_rate", 0.1, 10.0, 12, "log"), Range("optimizer.momentum", 0.0, 0.9, 9))


def request(times: float = 6.0, at: tuple[float, float] | None = None) -> ZoomRequest:
    return ZoomRequest(SCENE, RANGES, times, at)


@pytest.fixture(scope="module")
def made() -> Zoomed:
    return zoomed(request())


def test_it_goes_by_itself_to_the_border_that_theory_knows(made: Zoomed) -> None:
    rate, momentum = made.zoom.at
    border = 2 * (1 + momentum) / 2.0  # of a bowl whose highest curvature is 2
    (low, high), _ = made.zoom.window(made.zoom.times)
    assert low <= np.log10(border) <= high, (rate, momentum)
    assert [each.sweep.shape for each in made.levels] == [(24, 18, 1)] * 4
    last = np.isfinite(made.levels[-1]["diverged_at"])
    assert 0.1 < last.mean() < 0.9, "the last picture still has both in it"


def test_another_process_knows_the_same_levels_and_what_is_asked_decides_the_store(made: Zoomed) -> None:
    asked = request()
    found = ZoomRequest.from_text(zooming.replace(asked, found=made.zoom.at).to_text())
    assert found.levels == zooming.replace(asked, found=made.zoom.at).levels
    assert found.digest == asked.digest != request(7.0).digest
    assert request(at=(1.0, 0.5)).digest != asked.digest
    assert (asked.runs, found.blocks) == (4 * 24 * 18, 4)


def test_values_that_can_no_longer_be_told_apart_are_refused() -> None:
    far = (Range("start.x", 1e9, 1e9 + 1.0, 12), RANGES[1])
    for at in ((1e9, 0.5), None):
        with pytest.raises(SweepError, match="can't be told apart"):
            zoomed(ZoomRequest(SCENE, far, 1e9, at))


def test_twice_as_many_values_as_are_asked_for_are_said_to_be_too_many() -> None:
    wide = (Range("learning_rate", 0.1, 10.0, 2000), Range("optimizer.momentum", 0.0, 0.9, 2000))
    with pytest.raises(SweepError, match=r"not 16,000,000; .* 2 times as many values a side .* here 4000 x 4000"):
        ZoomRequest(SCENE, wide, 4.0)


def test_where_it_goes_is_looked_for_once_and_tells_how_far_that_is(tmp_path: Path) -> None:
    asked, store, told, totals = request(), tmp_path / "blocks", list[int](), set[int]()

    def heed() -> None:
        if told and told[-1] >= 1024:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        zoomed(asked, folder=store, progress=lambda done, _: told.append(done), heed=heed)
    assert told[-1] == 1024, "the first of three maps"
    assert len(told) > 4
    assert told == sorted(set(told)), "within a map it goes on too"
    for other, resume, said in ((request(7.0), True, "belongs to another zoom"), (asked, False, "go on with --resume")):
        with pytest.raises(StoreError, match=said):
            zoomed(other, folder=store, progress=lambda *_: pytest.fail("it has begun to look"), resume=resume)
    told.clear()
    came = zoomed(asked, folder=store, progress=lambda done, total: told.append(done) or totals.add(total))
    assert totals == {3 * 1024 + 4 * 24 * 18}
    assert told[0] == 1024, "the first map is known"
    assert told == sorted(set(told))
    assert told[-1] in totals
    anew = zoomed(asked, folder=tmp_path / "new", resume=False)
    assert anew.zoom == came.zoom, "what it has noted itself is no other's"
    BlockStore(store, asked).note("nonsense")
    assert zoomed(asked, folder=store).zoom == came.zoom
