"""`lossstudio export` as a shell sees it: no display, exit codes, one sentence, nothing left behind."""

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import av
import pytest
from PySide6.QtWidgets import QApplication

from lossstudio.cli.codes import answered
from lossstudio.cli.interruption import Interruption
from lossstudio.cli.parser import parse
from lossstudio.cli.progress_bar import ProgressBar
from lossstudio.films.encode.formats import BY_SUFFIX, OUTPUTS

SMALL = ["--size=160x90", "--fps=5", "--seconds=1"]


@pytest.fixture(autouse=True)
def _application(qapp: QApplication) -> None:
    """Films are drawn with the tests' own application."""


def run(*words: str) -> int:
    def act() -> int:
        command = parse(["export", *words])
        assert callable(command)
        return command(Interruption())

    return answered(act)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def bare_environment() -> dict[str, str]:
    """Return an environment without a display, and without a word about Qt."""
    return {key: value for key, value in os.environ.items() if not key.startswith(("QT_", "DISPLAY", "WAYLAND"))}


def start(*words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "lossstudio", "export", *words]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=bare_environment())


def test_no_display_is_needed_and_nothing_is_grumbled(tmp_path: Path) -> None:
    process = start("penguins", str(tmp_path / "film.mp4"), *SMALL)
    said, grumbled = process.communicate(timeout=60)
    assert (process.returncode, grumbled) == (0, "")
    assert said.startswith(f"{tmp_path}/film.mp4: ")
    assert names_in(tmp_path) == ["film.mp4"]
    with av.open(str(tmp_path / "film.mp4")) as container:
        assert len(list(container.decode(video=0))) == 5


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_film_that_is_interrupted_leaves_nothing(tmp_path: Path, how: signal.Signals) -> None:
    process = start("penguins", str(tmp_path / "film.mp4"), "--seconds=60", "--progress=lines")
    assert process.stdout is not None
    assert process.stdout.readline()
    process.send_signal(how)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (130, "lossstudio: cancelled\n")
    assert names_in(tmp_path) == []


def test_a_request_to_end_that_comes_early_waits_for_where_the_work_can_end(tmp_path: Path) -> None:
    command, interruption = parse(["export", "penguins", str(tmp_path / "film.mp4"), *SMALL]), Interruption()
    assert callable(command)
    with interruption.noted():
        signal.raise_signal(signal.SIGTERM)
        assert interruption()
        assert answered(lambda: command(interruption)) == 130
    assert names_in(tmp_path) == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["penguins", "film.avi"], 2, f"film.avi: no format is called '.avi'. Use one of {', '.join(OUTPUTS)};"),
        (["penguins", "film.svg", "--kit=kit"], 2, f"a .svg file holds no film. Use one of {', '.join(BY_SUFFIX)};"),
        (["penguins", "film.mp4", "--size=161x90"], 2, "needs an even width and height"),
        (["penguins", "film.mp4", "--preset=slide"], 2, "did you mean 'slides'"),
        (["penguins", "film.gif", "--fps=60"], 2, "GIF plays 1 to 50"),
        (["penguins", "film.mp4", "--inset=pie"], 2, "inset: must be one of"),
        (["penguins", "film.mp4", "--from=-1"], 2, "--from: a step is 0 or more"),
        (["nothing", "film.mp4"], 3, "no file or example is called 'nothing'"),
        (["penguins", "nowhere/film.mp4"], 4, "there is no such folder"),
    ],
)
def test_each_mistake_has_its_code_and_its_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    code: int,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*words) == code
    out, error = capsys.readouterr()
    assert out == ""
    assert said in error
    assert 1 <= len(error.splitlines()) <= 3
    assert names_in(tmp_path) == []


@pytest.mark.parametrize("words", [["--size=wide"], ["--size=12"], ["--fps=fast"], ["--seconds="], ["--whatever"]])
def test_words_that_mean_nothing_are_wrong_usage(tmp_path: Path, words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run("penguins", str(tmp_path / "film.mp4"), *words)
    assert ended.value.code == 2


def test_progress_can_be_read_by_a_program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("penguins", str(tmp_path / "film.png"), "--size=160x90", "--progress=lines") == 0
    assert capsys.readouterr().out == '{"done": 1, "total": 1}\n'


def test_a_person_sees_how_far_it_is_and_how_long_it_will_take() -> None:
    out, now = io.StringIO(), 100.0
    show = ProgressBar(out, lambda: now)
    show(1, 50)
    now += 0.1
    show(2, 50)
    now += 9.9
    show(11, 50)
    show(50, 50)
    first, second, cleared = (line.strip() for line in out.getvalue().split("\r")[1:4])
    assert first == "2 %   frame 1 of 50"
    assert second == "22 %   frame 11 of 50   39 s left"
    assert cleared == ""


def test_what_was_finished_before_does_not_count_for_how_long_the_rest_takes() -> None:
    out, now = io.StringIO(), 100.0
    show = ProgressBar(out, lambda: now, noun="run")
    for done in range(1, 901):
        show(done, 1000)
    for done in range(901, 931):
        now += 1.0
        show(done, 1000)
    assert out.getvalue().split("\r")[-1].strip() == "93 %   run 930 of 1000   70 s left"


FAR_TARGETS = {"kind": "table", "inputs": [[-0.8], [0.4], [1.3]], "targets": [1e300, 20, 1.7976931348623157e308]}
ONE_TRAINING_ROW = {
    "kind": "table",
    "inputs": [[-1.58], [-1.9], [-1.46]],
    "targets": [50, 9007199254740992, 9223372036854775808],
    "standardize": True,
    "test_fraction": 0.99,
}


@pytest.mark.parametrize(
    "objective",
    [
        {"data": FAR_TARGETS, "model": {"kind": "linear"}},
        {"data": ONE_TRAINING_ROW, "model": {"kind": "mlp", "hidden": [4, 2], "activation": "tanh"}},
        {"data": {"kind": "line", "samples": 16}, "penalty": {"l1": 1.7976931348623157e308, "l2": 1e300}},
    ],
    ids=["targets near the largest number", "nothing moves", "a penalty as large as the largest number"],
)
def test_numbers_at_the_ends_of_all_numbers_have_a_picture(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], objective: dict[str, object]
) -> None:
    scene = {"format": "lossstudio", "version": 1, "objective": {"kind": "supervised", **objective}}
    path = tmp_path / "scene.lossstudio"
    path.write_text(json.dumps(scene))
    assert run(str(path), str(tmp_path / "picture.png"), "--size=640x360") == 0, capsys.readouterr().err
