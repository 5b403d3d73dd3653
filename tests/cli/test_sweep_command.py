"""The sweep command: what it writes, and what it refuses, in one sentence and with the exit codes of the others."""

import csv
import json
from pathlib import Path

import av
import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage

from lossstudio.cli.codes import answered
from lossstudio.cli.interruption import Interruption
from lossstudio.cli.parser import parse
from lossstudio.films.deliver import sweep_film
from lossstudio.films.render import zoomed_map
from lossstudio.picture.charts.run_map import BLACK

MAP = ("--over", "learning_rate=0.05..2:log:12", "--over", "optimizer.momentum=0..0.9:8", "--steps", "20")


def sweep(*words: str) -> int:
    command = parse(["sweep", *words])
    assert callable(command)
    return answered(lambda: command(Interruption()))


@pytest.mark.parametrize("name", ["map.png", "map.svg", "map.pdf", "map.csv", "map.npz"])
def test_it_writes_what_the_name_asks_for_and_leaves_nothing_beside_it(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], qapp: object
) -> None:
    out = tmp_path / name
    assert sweep("penguins", str(out), *MAP) == 0
    assert capsys.readouterr().out == f"{out}: 96 runs of 20 steps\n"
    assert [path.name for path in tmp_path.iterdir()] == [name]
    if name == "map.png":
        image = QImage(str(out))
        pixels = np.array([[image.pixelColor(x, y).getRgb() for x in range(0, 1200, 8)] for y in range(0, 900, 8)])
        black = (pixels == BLACK).all(axis=-1)
        assert 0.2 < black.mean() < 0.8
        assert black[40].argmax() > black.shape[1] / 4, "black lies where the rate is high"
        assert image.pixelColor(2, 2) == QColor(image.pixelColor(1190, 890))
    if name == "map.svg":
        assert "2(1 + m)/" in out.read_text(encoding="utf-8")


REFUSED = {
    "another kind of file": (("penguins", "map.gif", *MAP), 2, "a sweep is written as .csv"),
    "a map of one setting": (("penguins", "map.png", "--over", "learning_rate=1..2"), 2, "needs 2 settings"),
    "no such setting": (("penguins", "map.csv", "--over", "speed=1..2"), 2, "there is no such setting"),
    "out of its domain": (("penguins", "map.csv", "--over", "learning_rate=-1..2"), 2, "must be at least 0"),
    "no such scene": (("pinguins", "map.csv", *MAP), 3, "pinguins"),
    "no such folder": (("penguins", "nowhere/map.csv", *MAP), 4, "nowhere/map.csv: can't be written: there is no such"),
    "no such folder, said first": (("pinguins", "nowhere/map.csv", *MAP), 4, "there is no such folder"),
    "no such measure": (("penguins", "map.csv", *MAP, "--measure", "speed"), 2, "there is no such measure"),
    "no workers": (("penguins", "map.csv", *MAP, "--workers", "0"), 2, "at least 1 worker"),
    "off the map": (("penguins", "map.mp4", *MAP, "--zoom", "4", "--zoom-at", "-0.5,0.3"), 2, "-0.5 isn't on the map"),
    "no number to zoom": (("penguins", "map.mp4", *MAP, "--zoom", "1"), 2, "zooms in 2 to 1,000,000,000 times, not 1"),
    "a picture that zooms": (("penguins", "map.png", *MAP, "--zoom", "4"), 2, "only a film zooms in; call it map.mp4"),
    "where, but not how near": (("penguins", "map.mp4", *MAP, "--zoom-at", "1,0.5"), 2, "say how near with --zoom N"),
    "a place that is none": (("penguins", "map.mp4", *MAP, "--zoom", "4", "--zoom-at", "here"), 2, "two numbers"),
    "a place beyond": (("penguins", "map.mp4", *MAP, "--zoom", "4", "--zoom-at", "9,0.5"), 2, "isn't on the map"),
    "two colours": (("penguins", "map.mp4", *MAP, "--zoom", "4", "--measure", "last_loss,best_loss"), 2, "say which"),
    "two colours of a picture": (("penguins", "map.png", *MAP, "--measure", "last_loss,best_loss"), 2, "say which"),
    "a colour of a film that grows": (("penguins", "map.mp4", *MAP, "--measure", "best_loss"), 2, "that zooms in"),
    "too many steps": (("penguins", "map.csv", *MAP[:4], "--steps", "99999999"), 2, "--steps must be 1 to"),
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
    assert sweep(*words) == code
    told = capsys.readouterr().err
    assert said in told
    assert len(told.splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_what_becomes_of_a_start_is_said_in_words(tmp_path: Path, qapp: object) -> None:
    over = ("--over", "start.x=0..5:3", "--over", "start.y=0..60:2", "--measure", "minimum")
    for name in ("map.csv", "map.npz", "map.svg"):
        assert sweep("basins", str(tmp_path / name), *over) == 0
    said = {
        row["minimum"]: row["end"]
        for row in csv.DictReader((tmp_path / "map.csv").read_text(encoding="utf-8").splitlines())
    }
    assert said == {"1": "minimum (3.00, 2.00)", "0": "diverged", "4": "minimum (3.58, −1.85)"}
    minima = json.loads(str(np.load(tmp_path / "map.npz")["meta"]))["minima"]
    assert minima[0] == [3.0, 2.0]
    picture = (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert all(end in picture for end in ("minimum (3.00, 2.00)", "minimum (3.58, −1.85)", "diverged"))


def test_a_film_zooms_in_where_it_is_told_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], qapp: object
) -> None:
    for name in ("OPENS_S", "HOLD_S", "DOUBLES_S", "GENTLE_S"):
        monkeypatch.setattr(zoomed_map, name, 0.1)
    out = tmp_path / "map.mp4"
    assert sweep("penguins", str(out), *MAP, "--zoom", "4", "--zoom-at", "0.5,0.45") == 0
    assert (
        capsys.readouterr().out == f"{out}: 1,152 runs of 20 steps, zooming in on learning rate 0.50, momentum 0.45\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["map.mp4"]
    with av.open(str(out)) as film:
        assert sum(1 for _ in film.decode(video=0)) == 12


def test_a_film_shows_the_map_step_by_step_up_to_that_of_the_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: object
) -> None:
    monkeypatch.setattr(sweep_film, "SECONDS", 0.4)
    monkeypatch.setattr(sweep_film, "HOLD_S", 0.1)
    assert sweep("penguins", str(tmp_path / "map.mp4"), *MAP) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["map.mp4"]
    with av.open(str(tmp_path / "map.mp4")) as film:
        frames = [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]
    assert len(frames) == 12
    black = [float((frame < 12).all(axis=-1).mean()) for frame in frames]
    assert sorted(black) == pytest.approx(black, abs=1e-3), "more and more have diverged"
    assert sweep("penguins", str(tmp_path / "map.png"), *MAP) == 0
    image = QImage(str(tmp_path / "map.png")).convertToFormat(QImage.Format.Format_RGB888)
    picture = np.frombuffer(image.constBits(), np.uint8).reshape(900, 1200, 3)
    assert float((picture < 12).all(axis=-1).mean()) == pytest.approx(black[-1], abs=5e-3)
