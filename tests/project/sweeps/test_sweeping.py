"""Sweeps as a whole: engines that agree to the byte, workers and parents that end, and stores that go on."""

import json
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import numpy as np
import pytest

import lossstudio
from lossstudio.project.engines import working
from lossstudio.project.engines.errors import LongWorkError, StoreError
from lossstudio.project.engines.inline import Inline
from lossstudio.project.engines.processes import Processes
from lossstudio.project.engines.store import BlockStore, remove_store
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.scene import Scene
from lossstudio.project.sweeps.request import SweepRequest, ranges_of
from lossstudio.project.sweeps.sweeping import made
from lossstudio.project.sweeps.tables import csv_parts, npz_parts
from lossstudio.run.sweep.axis import SweepError

OVER = {"learning_rate": ("log", 1e-3, 1.0, 6), "optimizer.momentum": (0.0, 0.9, 4)}


@pytest.fixture
def scene() -> Scene:
    return EXAMPLES["penguins"].load()


@pytest.fixture
def request_(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> SweepRequest:
    monkeypatch.setattr("lossstudio.run.sweep.sweep.BLOCK_RUNS", 8)
    return SweepRequest(scene, ranges_of(OVER), steps=9)


def test_what_is_swept_over_is_one_text_several_or_ranges_by_their_settings() -> None:
    wanted = ranges_of({"learning_rate": ("log", 1e-3, 1.0, 6)})
    assert ranges_of("learning_rate=1e-3..1:log:6") == ranges_of(["learning_rate=1e-3..1:log:6"]) == wanted
    assert ranges_of(wanted) == wanted
    for said, why in (((0.0, 1.0, 2.5), "a whole number of values, not 2.5"), ((0.0, 1.0), r"must be \(low, high")):
        with pytest.raises(SweepError, match=why):
            ranges_of({"learning_rate": said})


def bytes_of(found: object) -> dict[str, bytes]:
    return {name: values.tobytes() for name, values in found.items()}  # type: ignore[attr-defined]


def test_the_public_names_make_a_sweep(scene: Scene) -> None:
    seen: list[tuple[int, int]] = []
    swept = lossstudio.sweep(scene, OVER, seeds=2, steps=5, progress=lambda *done: seen.append(done))
    assert {name: len(values) for name, values in swept.axes.items()} == {"learning_rate": 6, "optimizer.momentum": 4}
    assert swept["last_loss"].shape == (6, 4, 2)
    assert seen[-1] == (48, 48)
    assert [done for done, _ in seen] == sorted({done for done, _ in seen})
    same = lossstudio.sweep(scene, ["learning_rate=1e-3..1:log:6", "optimizer.momentum=0..0.9:4"], seeds=2, steps=5)
    assert same["best_loss"].tobytes() == swept["best_loss"].tobytes()
    assert lossstudio.engine(workers=1) == Inline()
    assert lossstudio.engine(workers=3) == Processes(3)
    with pytest.raises(ValueError, match="at least 1 worker"):
        lossstudio.engine(workers=0)
    for wrong in ({"learning_rate": ("log", 1)}, {"learning_rate": ("cubic", 1, 2, 3)}):
        with pytest.raises(ValueError, match="learning_rate: must be"):
            lossstudio.sweep(scene, wrong)


def test_tables_have_a_row_for_each_run_and_arrays_all_that_is_needed(scene: Scene, tmp_path: Path) -> None:
    request = SweepRequest(scene, ranges_of(OVER), 2, ("last_loss", "diverged_at"), 5)
    swept = made(request)
    lines = b"".join(csv_parts(swept)).decode().splitlines()
    assert lines[0] == "learning_rate,optimizer.momentum,seed,last_loss,diverged_at"
    assert len(lines) == 1 + 48
    values = lines[1].split(",")
    assert (float(values[0]), float(values[1]), values[2], values[4]) == (1e-3, 0.0, "0", "")
    assert float(values[3]) == swept["last_loss"][0, 0, 0]
    (tmp_path / "a.npz").write_bytes(b"".join(npz_parts(swept, request)))
    with np.load(tmp_path / "a.npz") as kept:
        assert kept["last_loss"].shape == (6, 4, 2)
        assert kept["learning_rate"].tolist() == list(swept.sweep.axes[0].values)
        assert json.loads(str(kept["meta"]))["axes"] == ["learning_rate", "optimizer.momentum"]
    assert SweepRequest.from_text(request.to_text()).digest == request.digest


def test_an_interrupted_sweep_goes_on_where_it_was(request_: SweepRequest, tmp_path: Path) -> None:
    whole, folder = made(request_), tmp_path / "store"
    assert request_.sweep.blocks == 3

    def enough(done: int, _total: int) -> None:
        if done >= 16:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        made(request_, folder=folder, progress=enough)
    store = BlockStore(folder, request_)
    assert store.finished == {0, 1}
    kept = {path: path.stat().st_mtime_ns for path in folder.glob("*.npz")}
    again = made(request_, folder=folder)
    assert store.finished == {0, 1, 2}
    assert {path: path.stat().st_mtime_ns for path in kept} == kept, "only what was missing was worked out"
    assert bytes_of(again.found) == bytes_of(whole.found)
    store.remove()
    assert not folder.exists()


@pytest.mark.parametrize("damage", ["a flipped bit", "cut off", "empty", "something else"])
def test_a_damaged_block_is_worked_out_again(request_: SweepRequest, tmp_path: Path, damage: str) -> None:
    whole, folder = made(request_, folder=tmp_path / "store"), tmp_path / "store"
    block = folder / "000001.npz"
    content = block.read_bytes()
    middle = len(content) // 2
    flipped = content[:middle] + bytes([content[middle] ^ 16]) + content[middle + 1 :]
    made_of = {"a flipped bit": flipped, "cut off": content[:middle], "empty": b"", "something else": b"work" * 99}
    block.write_bytes(made_of[damage])
    assert bytes_of(made(request_, folder=folder).found) == bytes_of(whole.found)
    assert block.read_bytes() == content


def test_a_store_of_another_sweep_is_left_alone(request_: SweepRequest, scene: Scene, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    made(request_, folder=folder)
    with pytest.raises(StoreError, match="belongs to another sweep"):
        made(SweepRequest(scene, ranges_of(OVER), steps=10), folder=folder)
    with pytest.raises(StoreError, match="go on with --resume, or delete it"):
        made(request_, folder=folder, resume=False)
    with (
        BlockStore(folder, request_).opened(resume=True),
        pytest.raises(StoreError, match="is used by another process"),
    ):
        made(request_, folder=folder)
    assert made(request_, folder=folder)["last_loss"].shape == (6, 4, 1)
    (tmp_path / "empty").mkdir()
    with BlockStore(tmp_path / "empty", request_).opened(resume=False):
        pass
    assert made(SweepRequest(scene, ranges_of(OVER), steps=2), folder=tmp_path / "empty", resume=False).found
    (tmp_path / "given").mkdir()
    with BlockStore(tmp_path / "given", request_).opened(resume=False):
        pass
    assert list((tmp_path / "given").iterdir()) == [], "whoever made it keeps it"
    (folder / "notes.txt").write_text("why these rates")
    remove_store(folder)
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("all of it")
    with pytest.raises(StoreError, match="is no store of finished"):
        made(request_, folder=tmp_path / "mine")


def test_what_takes_more_than_an_hour_asks_first(request_: SweepRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "LONG_S", 0.0)
    with pytest.raises(LongWorkError, match="to do it all the same add --yes"):
        made(request_, may_be_long=False)


def test_a_killed_parent_costs_what_was_under_way_and_nothing_else(tmp_path: Path) -> None:
    out, store = tmp_path / "map.csv", tmp_path / "map.csv.blocks"
    words = [sys.executable, "-m", "lossstudio", "sweep", "penguins", str(out), "--steps", "30"]
    words += ["--over", "learning_rate=1e-3..1:log:7000"]
    parent = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = monotonic() + 60
    while not list(store.glob("*.npz")) and parent.poll() is None and monotonic() < until:
        sleep(0.01)
    parent.kill()
    parent.wait()
    kept = {path.name: path.stat().st_mtime_ns for path in store.glob("*.npz")}
    assert 1 <= len(kept) < 4
    assert not out.exists()
    refused = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (refused.returncode, "go on with --resume" in refused.stderr) == (2, True)
    assert {name: (store / name).stat().st_mtime_ns for name in kept} == kept
    again = subprocess.run([*words, "--resume"], capture_output=True, text=True, check=False)
    assert (again.returncode, again.stdout) == (0, f"{out}: 7,000 runs of 30 steps\n")
    assert len(out.read_text().splitlines()) == 7001
    assert not store.exists()
