"""The survey command, and what all commands that work in blocks do when they can't go on."""

import errno
import os
from pathlib import Path

import numpy as np
import pytest

from lossstudio.cli.codes import answered
from lossstudio.cli.interruption import Interruption
from lossstudio.cli.parser import parse
from lossstudio.core.landscape import coarse_to_fine
from lossstudio.films.errors import FilmCancelledError
from lossstudio.project.engines import store as store_module
from lossstudio.project.engines import working

SMALL = ("--size", "21x11")


def called(command: str, *words: str, interruption: Interruption | None = None) -> int:
    ready = parse([command, *words])
    assert callable(ready)
    return answered(lambda: ready(interruption or Interruption()))


@pytest.mark.parametrize("name", ["a.npz", "a.csv"])
def test_it_writes_what_the_name_asks_for_and_leaves_nothing_beside_it(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / name
    assert called("survey", "penguins", str(out), *SMALL, "--step", "3") == 0
    assert capsys.readouterr().out == f"{out}: 21 x 11 points\n"
    assert [path.name for path in tmp_path.iterdir()] == [name]
    if name == "a.npz":
        with np.load(out) as kept:
            assert set(kept.files) == {"x", "y", "loss", "plane_origin", "plane_x", "plane_y", "meta"}


REFUSED = {
    "another kind of file": (("penguins", "a.png"), 2, "a survey is written as .npz or .csv"),
    "no such runner": (("penguins", "a.npz", "--runner", "x"), 2, "there is no runner 'x'"),
    "no such step": (("penguins", "a.npz", "--step", "-1"), 2, "there are the steps 0 to"),
    "too many points": (("penguins", "a.npz", "--size", "99999x99999"), 2, "at most 16,777,216 points"),
    "no such scene": (("pinguins", "a.npz"), 3, "pinguins"),
    "no such folder": (("penguins", "nowhere/a.npz"), 4, "there is no such folder"),
    "no workers": (("penguins", "a.npz", "--workers", "0"), 2, "at least 1 worker"),
    "no address": (("penguins", "a.npz", "--scheduler", "here"), 2, "must be tls://HOST:PORT"),
    "nobody listens": (
        ("penguins", "a.npz", "--scheduler", "tcp://127.0.0.1:1"),
        4,
        "can't be reached: connection refused",
    ),
}


@pytest.mark.parametrize(("words", "code", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_said_in_one_sentence(
    words: tuple[str, ...],
    code: int,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert called("survey", *words, *(() if "--size" in words else SMALL)) == code
    told = capsys.readouterr().err
    assert said in told
    assert len(told.splitlines()) == 1
    assert not list(tmp_path.iterdir())


class EndsSoon(Interruption):
    """Ctrl+C once there is a finished block."""

    def __init__(self, store: Path) -> None:
        super().__init__()
        self._store = store

    def heed(self) -> None:
        if any(self._store.glob("*.npz")):
            raise FilmCancelledError


@pytest.mark.parametrize(
    ("command", "words"),
    [("survey", SMALL), ("sweep", ("--over", "learning_rate=0.1..1:40", "--steps", "3"))],
    ids=["survey", "sweep"],
)
def test_an_interruption_and_a_full_disk_keep_what_is_finished(
    command: str,
    words: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(coarse_to_fine, "MOST_POINTS", 50)
    monkeypatch.setattr("lossstudio.run.sweep.sweep.BLOCK_RUNS", 8)
    out = tmp_path / "a.npz"
    store, ask = tmp_path / "a.npz.blocks", ("penguins", str(out), *words)
    assert called(command, *ask, interruption=EndsSoon(store)) == 130
    assert "go on with --resume" in capsys.readouterr().err
    kept = {path.name: path.read_bytes() for path in store.glob("*.npz")}
    assert len(kept) == 1

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(store_module, "replace_file", full)
        assert called(command, *ask, "--resume") == 4
    assert f"{store}: can't be written: no space left on device; what is finished" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in store.glob("*.npz")} == kept
    with monkeypatch.context() as patched:
        patched.setattr(working, "LONG_S", 0.0)
        assert called(command, *ask, "--resume") == 2
    assert "to do it all the same add --yes" in capsys.readouterr().err
    assert called(command, *ask, "--resume", "--yes") == 0
    assert [path.name for path in tmp_path.iterdir()] == ["a.npz"]
