"""A run keeps to its budget of memory, and what it doesn't keep is made again to the last bit."""

import numpy as np
import pytest

from lossstudio.core.array import Floats
from lossstudio.core.catalogue import Spec
from lossstudio.project.runs import csv_parts
from lossstudio.run.analysis.curves import losses_at
from lossstudio.run.analysis.explanation import explain
from lossstudio.run.analysis.planes import fit_plane
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.recipe import Recipe, Runner, Training
from lossstudio.run.training.block import Block, Checkpoint
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.extending import extend, resume
from lossstudio.run.training.growing import Growing
from lossstudio.run.training.memory import USUAL, VARIABLE, in_bytes, memory_budget
from lossstudio.run.training.path_store import PathStore
from lossstudio.run.training.thetas import ReplayedThetas, stride_at_hand
from lossstudio.run.training.timeline import Timeline
from lossstudio.run.training.train import Run, train

STEPS = 700
BUDGET = 40_000
RECIPE = Recipe(
    task=Supervised(data=Spec.of("xor", samples=30), model=Spec.of("mlp", hidden=(2,)), loss=Spec("mse")),
    runners=(
        Runner(name="adam", optimizer=Spec("adam"), learning_rate=0.02),
        Runner(name="wild", optimizer=Spec("momentum"), learning_rate=1e9),
    ),
    training=Training(steps=STEPS, batch_size=7),
)


@pytest.fixture(scope="module")
def kept() -> Run:
    return train(RECIPE)


@pytest.fixture(scope="module")
def little() -> Run:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, f"{BUDGET / 1000} kB")
        run = train(RECIPE)
    assert run.timeline.replays
    return run


def test_any_step_in_any_order_is_the_same_bytes(kept: Run, little: Run) -> None:
    order = np.random.default_rng(0).permutation(STEPS + 1)
    assert all(little.theta[int(step)].tobytes() == kept.theta[int(step)].tobytes() for step in order[:40])
    assert np.asarray(little.theta).tobytes() == kept.theta.tobytes()
    assert little.stopped == kept.stopped
    assert little.stopped[1] is not None


INDICES = {
    "last": -1,
    "row of a runner": (5, 1),
    "number": (-3, 0, 2),
    "part": slice(10, 14),
    "part of a runner": (slice(3, 400, 50), 1),
    "runners": (slice(0, 3), slice(1, 2)),
    "backwards": slice(9, 3, -1),
    "steps": [4, 600, 4],
    "steps of a runner": (np.array([1, 2, 699]), 0),
    "steps of some runners": ([7, 8], slice(0, 1)),
    "each its own": ([700, 3], np.array([0, 1]), 2),
    "flags": np.arange(STEPS + 1) % 100 == 7,
}


@pytest.mark.parametrize("at", INDICES.values(), ids=INDICES)
def test_it_is_looked_into_as_an_array_is(kept: Run, little: Run, at: object) -> None:
    found = little.theta[at]
    assert np.shape(found) == kept.theta[at].shape
    assert np.array_equal(found, kept.theta[at])


def test_a_slice_that_is_too_large_replays_too(kept: Run, little: Run) -> None:
    own = little.theta[:, 0]
    assert isinstance(own, ReplayedThetas)
    assert (own.shape, len(own), own.ndim) == (kept.theta[:, 0].shape, STEPS + 1, 2)
    assert np.array_equal(own[::64], kept.theta[::64, 0])
    with pytest.raises(IndexError):
        little.theta[STEPS + 1]


def test_steps_at_the_stride_are_not_replayed(little: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    path = little.theta[:, 0]
    stride = stride_at_hand(path)
    assert stride > 1
    monkeypatch.setattr("lossstudio.run.training.path_store.Trainer", None)
    assert np.isfinite(path[::stride]).all()
    assert stride_at_hand(np.zeros((3, 1, 2))) == 1


def test_no_step_is_much_farther_from_where_it_is_replayed_than_others(kept: Run) -> None:
    theta, stopped = np.zeros((1, 1)), (None,)
    store = PathStore(CompiledRecipe.of(RECIPE), 4 * 20 * theta.nbytes)
    gaps = np.random.default_rng(0).choice([3, 30, 90], size=400, p=[0.6, 0.3, 0.1])
    for step in np.cumsum(gaps):
        made = (Checkpoint(int(step), theta, (None,), stopped),)
        store.append(Block(0, kept.theta[1:2], *(np.zeros((1, 2)) for _ in range(3)), made, (None, None)))
    found = sorted({store.checkpoint_before(step).step for step in range(int(gaps[0]), int(gaps.sum()) + 1)})
    assert len(found) == 20
    assert np.diff(found).max() < 2.2 * gaps.sum() / 20


def test_it_keeps_to_the_budget_however_long_it_is(little: Run) -> None:
    timeline = little.timeline.prefix(little.compiled, STEPS)
    for length in (STEPS, 2 * STEPS, 4 * STEPS):
        extend(timeline, length)
        assert all(np.isfinite(timeline.theta[step, 0]).all() for step in range(0, length, length // 9))
        assert timeline.nbytes - 3 * timeline.batch_loss.nbytes <= 2 * BUDGET, (
            "a stretch that is replayed may be larger than its quarter"
        )


def test_all_that_is_known_of_a_run_is_the_same(kept: Run, little: Run) -> None:
    steps = np.arange(0, STEPS + 1, 9)
    assert losses_at(little.timeline, steps).tobytes() == losses_at(kept.timeline, steps).tobytes()
    assert explain(little.timeline, 333).gradient.tobytes() == explain(kept.timeline, 333).gradient.tobytes()
    assert "".join(csv_parts(little)) == "".join(csv_parts(kept))
    assert little.point(step=400).kind == kept.point(step=400).kind
    assert np.isfinite(fit_plane(little.compiled, little.timeline).range).all()


def test_a_branch_shares_its_past_and_goes_on(kept: Run, little: Run) -> None:
    branch = little.timeline.prefix(CompiledRecipe.of(RECIPE), 450)
    assert (branch.length, branch.replays) == (450, True)
    extend(branch, STEPS)
    assert np.asarray(branch.theta).tobytes() == kept.theta.tobytes()
    assert resume(branch, 123).step == 123


def test_steps_that_are_at_hand_are_all_of_them_while_they_fit(kept: Run, little: Run) -> None:
    steps = np.arange(0, STEPS + 1, 13)
    assert kept.timeline.at_hand(steps) is steps
    near = little.timeline.at_hand(steps)
    assert (np.diff(near) > 0).all()
    assert set(near.tolist()) <= set(range(STEPS + 1))


def test_what_is_planned_is_reserved_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lossstudio.run.training.growing.RESERVED_FROM", 1000)
    timeline = Timeline(CompiledRecipe.of(RECIPE))
    extend(timeline, 100)
    view = timeline.theta
    extend(timeline, STEPS)
    assert np.shares_memory(view, timeline.theta), "nothing was copied while it grew"


def test_what_is_reserved_is_never_copied_while_it_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lossstudio.run.training.growing.RESERVED_FROM", 1000)
    monkeypatch.setattr("lossstudio.run.training.growing.MOVES_FROM", 100)
    growing = Growing(np.zeros((1, 3)), planned=1000)
    for _ in range(900):
        growing.append(np.ones((1, 3)))
    reserved, view = growing.copied, growing.view
    growing.append(np.ones((99, 3)))
    assert growing.copied == reserved < 200
    assert np.shares_memory(view, growing.view)
    growing.append(np.ones((5, 3)))
    assert growing.length == 1005, "more than was planned has room too"


def test_an_array_that_grows_is_moved_bit_by_bit_and_stays_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lossstudio.run.training.growing.MOVES_FROM", 1000)
    rng, growing = np.random.default_rng(4), Growing(np.zeros((1, 3)))
    parts, views = [growing.view], list[tuple[Floats, int]]()
    for size in [7] * 400 + [1, 900, 2, 30] * 8:
        parts.append(rng.normal(size=(size, 3)))
        before = growing.copied
        growing.append(parts[-1])
        views.append((growing.view, growing.length))
        if size == 7:
            assert growing.copied - before <= 4 * 7  # and not thousands at once: that frame would come late
    whole = np.concatenate(parts)
    assert np.array_equal(growing.view, whole)
    assert all(np.array_equal(view, whole[:length]) for view, length in views)


@pytest.mark.parametrize(
    ("said", "size"), [("", USUAL), ("300", 300_000_000), ("2 GB", 2 * 10**9), ("1.5kB", 1500), (" 7 mb ", 7_000_000)]
)
def test_the_budget_is_said_in_the_environment(monkeypatch: pytest.MonkeyPatch, said: str, size: int) -> None:
    monkeypatch.setenv(VARIABLE, said)
    assert memory_budget() == size


@pytest.mark.parametrize("said", ["much", "-3 MB", "0", "5 furlongs"])
def test_a_budget_that_is_none_is_refused_in_one_sentence(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv(VARIABLE, said)
    with pytest.raises(SceneError, match="LOSSSTUDIO_MEMORY must say an amount such as 512 MB or 2 GB"):
        memory_budget()


def test_amounts_are_written_for_people() -> None:
    assert [in_bytes(size) for size in (12, 3400, 5_200_000, 4_327_200_000)] == [
        "12 bytes",
        "3.4 kB",
        "5.2 MB",
        "4.33 GB",
    ]
