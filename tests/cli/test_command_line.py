"""The command line as a person or a script meets it: output, exit codes, and a sentence for whatever goes wrong."""

import csv
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from lossstudio import __version__, load, table, train
from lossstudio.cli.list import CATALOGUES, KINDS
from lossstudio.cli.own_table import TABLE_HELP
from lossstudio.cli.parser import COMMANDS
from lossstudio.project.examples import EXAMPLES
from tests.cli.program import LOSSSTUDIO, NO_DISPLAY, Answer, lossstudio, lossstudio_alone

Call = Callable[..., Answer]


def refused(code: int, *words: str, env: dict[str, str] | None = None, call: Call = lossstudio) -> str:
    """Return what is said on stderr, in one to three lines and without a traceback."""
    answer = call(*words, env=env)
    assert (answer.returncode, answer.stdout) == (code, "")
    assert 1 <= len(answer.stderr.splitlines()) <= 3
    assert "Traceback" not in answer.stderr
    assert answer.stderr.startswith("lossstudio: ")
    return answer.stderr.removeprefix("lossstudio: ")


def test_the_version_is_told_without_loading_anything_heavy() -> None:
    code = (
        "import sys, runpy\n"
        "sys.argv = ['lossstudio', '--version']\n"
        "try:\n runpy.run_module('lossstudio', run_name='__main__')\n"
        "except SystemExit as end:\n assert not end.code\n"
        "assert not {'numpy', 'PySide6', 'moderngl', 'av', 'PIL'} & set(sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, f"lossstudio {__version__}\n", "")


def test_help_names_every_command() -> None:
    answer = lossstudio("--help")
    assert answer.returncode == 0
    assert all(f"  {command} " in answer.stdout for command in COMMANDS)


@pytest.mark.parametrize("kind", KINDS)
def test_list_prints_key_tab_and_meaning(kind: str) -> None:
    answer = lossstudio("list", kind)
    assert (answer.returncode, answer.stderr) == (0, "")
    lines = [line.split("\t") for line in answer.stdout.splitlines()]
    assert [key for key, _ in lines] == list(EXAMPLES if kind == "examples" else CATALOGUES[kind])
    assert all(summary and " " not in key for key, summary in lines)


def test_list_alone_says_what_can_be_listed() -> None:
    assert [line.split("\t")[0] for line in lossstudio("list").stdout.splitlines()] == list(KINDS)


def test_train_says_how_it_went() -> None:
    answer = lossstudio_alone("train", "penguins")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "60 steps, 2 parameters, 342 training rows" in answer.stdout
    assert answer.stdout.splitlines()[-1].split()[:3] == ["gd", "3.72822", "0.155187"]


@pytest.mark.parametrize(
    "words",
    ["train FILE", "sweep FILE s.csv --over learning_rate=0.1..0.2:2 --steps 1", "survey FILE s.csv --size 5x5",
     "code FILE", "export FILE s.stl"],
)  # fmt: skip
def test_every_command_says_which_loss_does_not_fit_and_goes_on_all_the_same(
    words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = lossstudio(*words.replace("FILE", "wrong-loss").split())
    sentence = "Mean squared error is for numbers, and these data ask for yes or no."
    assert (answer.returncode, answer.stderr) == (0, f"lossstudio: wrong-loss.lossstudio: {sentence}\n")


def test_train_measures_test_rows_where_there_are_some() -> None:
    header = lossstudio("train", "xor", "--steps", "5").stdout.splitlines()[3]
    assert header.split("  ")[-2:] == ["test loss", "test accuracy"]


def test_train_says_who_stopped(tmp_path: Path) -> None:
    text = EXAMPLES["penguins"].path.read_text().replace('"learning_rate": 0.05', '"learning_rate": 1e200')
    (tmp_path / "wild.lossstudio").write_text(text)
    answer = lossstudio("train", str(tmp_path / "wild.lossstudio"))
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "gd stopped at step " in answer.stdout


def test_the_table_of_a_run_reads_back_as_the_run(tmp_path: Path) -> None:
    out = tmp_path / "run.csv"
    assert lossstudio("train", "learning-rates", "--steps", "7", "--csv", str(out)).returncode == 0
    rows = list(csv.DictReader(out.read_text().splitlines()))
    run = train(EXAMPLES["learning-rates"].load(), 7)
    assert list(rows[0]) == [
        *("step", "runner", "loss", "batch_loss", "gradient_norm", "learning_rate", "theta_0", "theta_1")
    ]
    assert [row["runner"] for row in rows[:3]] == list(run.runners)
    assert [float(row["loss"]) for row in rows] == run.loss.ravel().tolist()
    assert [float(row["theta_1"]) for row in rows] == run.theta[..., 1].ravel().tolist()
    assert [float(row["gradient_norm"]) for row in rows[:-3]] == run.gradient_norm.ravel().tolist()
    assert {row[column] for row in rows[-3:] for column in ("batch_loss", "gradient_norm", "learning_rate")} == {""}


def test_a_dash_prints_the_table() -> None:
    answer = lossstudio("train", "penguins", "--steps", "2", "--csv", "-")
    assert answer.stdout.splitlines()[0].startswith("step,runner,loss")
    assert len(answer.stdout.splitlines()) == 4


def test_wrong_usage_is_2() -> None:
    assert refused(2, "trian", "penguins").startswith("there is no command 'trian'; did you mean 'train'?")
    assert refused(2, "--frobnicate").startswith("what is '--frobnicate'?")
    assert refused(2, "train").startswith("the following arguments are required: FILE")
    assert refused(2, "train", "penguins", "--steps", "-3").startswith("--steps must be 0 to ")
    assert refused(2, "train", "penguins", "--steps", "x").startswith("argument --steps: invalid int value: 'x'")
    assert refused(2, "list", "lossess").startswith("argument kind: invalid choice: 'lossess'")
    assert "; did you mean 'losses'?" in refused(2, "list", "lossess")
    assert "--secnds 3; did you mean '--seconds'?" in refused(2, "export", "penguins", "film.mp4", "--secnds", "3")


def test_a_scene_that_cannot_be_used_is_3(tmp_path: Path) -> None:
    assert refused(3, "train", "pengins") == "no file or example is called 'pengins'; did you mean 'penguins'?\n"
    assert refused(3, "train", "missing.lossstudio") == "missing.lossstudio: there is no such file\n"
    assert refused(3, "train", str(tmp_path)).endswith("is a folder, not a scene file\n")
    broken = tmp_path / "broken.lossstudio"
    broken.write_text(EXAMPLES["penguins"].path.read_text().replace('"mse"', '"msee"'))
    assert refused(3, "train", str(broken)) == "objective.loss.kind: no loss is called 'msee'; did you mean 'mse'?\n"


def test_what_the_window_is_to_open_is_looked_for_before_a_display_is() -> None:
    assert refused(3, "pengins") == "no file or example is called 'pengins'; did you mean 'penguins'?\n"
    assert refused(3, "missing.lossstudio") == "missing.lossstudio: there is no such file\n"


SLOPE = "hours,score\n10,21\n20,41\n30,61\n40,81\n50,101\n"


@pytest.fixture
def slope(tmp_path: Path) -> str:
    path = tmp_path / "slope.csv"
    path.write_text(SLOPE)
    return str(path)


def test_a_table_is_trained_and_told_in_its_own_units(slope: str) -> None:
    answer = lossstudio("train", slope)
    assert (answer.returncode, answer.stderr) == (0, "")
    lines = answer.stdout.splitlines()
    assert lines[:2] == ["slope", "score from hours"]
    assert lines[3] == "at the end, in the data's units: score = 2 × hours + 1"


def test_what_is_learned_from_a_table_and_how_can_be_said(slope: str, tmp_path: Path) -> None:
    said = ("--target", "hours", "--inputs", "score", "--model", "polynomial", "--loss", "mae", "--optimizer", "adam")
    answer = lossstudio("train", slope, *said, "--learning-rate", "0.02", "--no-standardize", "--steps", "3")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "hours from score\n3 steps, 3 parameters" in answer.stdout
    assert "in the data's units" not in answer.stdout
    other = tmp_path / "other.txt"
    other.write_bytes("Quelle: ich\n1,5;größer\n-9;kleiner\n3,5;größer\n".encode("cp1252"))
    reading = ("--encoding", "cp1252", "--delimiter", "semicolon", "--decimal", ",", "--skip", "1", "--no-header")
    answer = lossstudio("train", str(other), *reading, "--missing=-9,none", "--task", "binary", "--steps", "1")
    assert answer.returncode == 0
    assert "column 2 from column 1\n1 step, 2 parameters, 2 training rows" in answer.stdout
    assert "1 of 3 rows lack a value" in answer.stderr


def test_a_tables_code_and_picture_are_made(slope: str, tmp_path: Path, qapp: QApplication) -> None:
    assert "slope. In NumPy" in lossstudio("code", slope, "--framework", "numpy").stdout
    picture = tmp_path / "slope.png"
    answer = lossstudio("export", slope, str(picture), "--target", "score", "--size", "320x180")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert picture.stat().st_size > 1000


def test_rows_that_are_left_out_are_said_beside_the_results(tmp_path: Path) -> None:
    path = tmp_path / "gaps.csv"
    path.write_text("x,y\n1,2\n2,\n3,4\n")
    said = lossstudio("train", str(path), "--steps", "1").stderr
    assert said.startswith("lossstudio: gaps.csv: 1 of 3 rows lack a value and were left out: y (1)")


def test_a_table_that_cannot_be_used_is_3_and_names_its_columns(slope: str, tmp_path: Path) -> None:
    said = "slope.csv: has no column called 'scor'; it has hours, score; did you mean 'score'?\n"
    assert refused(3, "train", slope, "--target", "scor") == said
    assert (
        refused(3, "code", slope, "--inputs", "a,hours") == "slope.csv: has no column called 'a'; it has hours, score\n"
    )
    (tmp_path / "empty.csv").write_text("")
    assert refused(3, "train", str(tmp_path / "empty.csv")).startswith("empty.csv: is empty")
    assert refused(3, "train", "missing.csv") == "missing.csv: there is no such file\n"


def test_the_help_says_how_long_a_table_is_trained(slope: str) -> None:
    steps = table(slope).recipe.training.steps
    assert f"with {steps} steps" in TABLE_HELP
    assert f"\n{steps} steps, " in lossstudio("train", slope).stdout


def test_wrong_words_about_tables_are_2(slope: str) -> None:
    assert refused(2, "train", "penguins", "--target", "y").startswith("--target is for tables (.csv")
    said = "--model: no model is called 'liner'; did you mean 'linear'?\n"
    assert refused(2, "train", slope, "--model", "liner") == said
    assert refused(2, "train", slope, "--skip", "-1") == "--skip must be 0 or more, not -1\n"
    assert refused(2, "train", slope, "--learning-rate", "nan").startswith("--learning-rate must be 0 or more")


def test_a_table_that_cannot_be_written_is_4(tmp_path: Path) -> None:
    out = tmp_path / "missing" / "run.csv"
    said = refused(4, "train", "penguins", "--steps", "1", "--csv", str(out))
    assert said == f"{out}: can't be written: there is no such folder\n"
    assert refused(4, "train", "penguins", "--steps", "1", "--csv", "/dev/full").endswith("no space left on device\n")
    assert refused(3, "export", "", "talk.png") == "no file or example is called ''\n"
    assert refused(2, "train", "penguins", "--csv", "") == "the name of the file to write is missing\n"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
def test_the_window_without_a_display_is_2_and_one_sentence() -> None:
    said = refused(2, call=lossstudio_alone)
    assert said.count("\n") == 1
    assert "there is no display" in said
    assert "lossstudio export" in said


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
@pytest.mark.parametrize(
    "env",
    [
        {"DISPLAY": ":987"},
        {"DISPLAY": "nonsense"},
        {"WAYLAND_DISPLAY": "wayland-987"},
        {"DISPLAY": ":987", "QT_QPA_PLATFORM": "xcb"},
        {"QT_QPA_PLATFORM": "wayland"},
        {"QT_QPA_PLATFORM": "nonsense"},
    ],
)
def test_a_display_that_does_not_answer_is_2_too(env: dict[str, str]) -> None:
    said = refused(2, "xor", env=env)
    assert said.count("\n") == 1
    assert "lossstudio export" in said


def test_a_reader_that_has_gone_is_no_error() -> None:
    writer = subprocess.Popen(
        [*LOSSSTUDIO, "train", "spiral", "--csv", "-"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=NO_DISPLAY
    )
    assert writer.stdout is not None
    assert writer.stderr is not None
    writer.stdout.readline()
    writer.stdout.close()
    said = writer.stderr.read()
    writer.stderr.close()
    assert (writer.wait(timeout=60), said) == (0, b"")


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def _heed_interruptions() -> None:
    """Heed them also where the tests were started in the background, which passes on to ignore them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_an_interruption_is_130() -> None:
    command = subprocess.Popen(
        [*LOSSSTUDIO, "train", "spiral", "--steps", "5000000"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=NO_DISPLAY | {"PYTHONFAULTHANDLER": "", "LOSSSTUDIO_MEMORY": "9 kB"},
        preexec_fn=_heed_interruptions,  # noqa: PLW1509 - no thread runs between fork and exec here
    )
    assert command.stderr is not None
    try:
        assert command.stderr.readline().startswith(b"Every step of this run needs "), "said before it is trained"
        command.send_signal(signal.SIGINT)
        out, said = command.communicate(timeout=60)
    finally:
        command.kill()
    assert (command.returncode, out) == (130, b"")
    assert said.decode().splitlines()[-1] == "lossstudio: cancelled"


def test_a_run_beyond_the_memory_says_so_before_and_is_the_same() -> None:
    words = ("train", "xor", "--steps", "60", "--csv", "-")
    little = lossstudio(*words, env={"LOSSSTUDIO_MEMORY": "9 kB"})
    assert little.stdout == lossstudio(*words).stdout
    assert little.stderr.startswith("Every step of this run needs ")
    assert "may keep 9 kB (LOSSSTUDIO_MEMORY): will be replayed." in little.stderr
    wrong = lossstudio(*words, env={"LOSSSTUDIO_MEMORY": "much"})
    assert (wrong.returncode, "must say an amount such as 512 MB" in wrong.stderr) == (3, True)


def test_a_terminal_that_knows_few_letters_is_no_error() -> None:
    answer = lossstudio_alone("list", "losses", env={"PYTHONIOENCODING": "ascii"})
    assert answer.returncode == 0


def test_a_fault_of_our_own_is_one_line_and_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from lossstudio.cli.codes import DEBUG, answered

    def fails() -> int:
        raise ZeroDivisionError("division by zero")

    monkeypatch.delenv(DEBUG, raising=False)
    assert answered(fails) == 1
    assert capsys.readouterr().err.startswith("lossstudio: this should not happen: ZeroDivisionError: division by zero")
    monkeypatch.setenv(DEBUG, "1")
    with pytest.raises(ZeroDivisionError):
        answered(fails)


def test_examples_are_found_by_name_and_files_by_path() -> None:
    by_name = lossstudio("train", "penguins", "--steps", "1").stdout
    assert lossstudio("train", str(EXAMPLES["penguins"].path), "--steps", "1").stdout == by_name
    assert load(EXAMPLES["penguins"].path).title in by_name


def test_code_prints_a_program_that_runs() -> None:
    answer = lossstudio("code", "penguins", "--framework", "numpy")
    assert (answer.returncode, answer.stderr) == (0, "")
    done = subprocess.run([sys.executable, "-c", answer.stdout], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.startswith("loss 0.155187")


def test_code_is_for_the_runner_that_is_named() -> None:
    assert "nn.L1Loss()" in lossstudio("code", "outlier", "--runner", "absolute error").stdout
    assert refused(2, "code", "outlier", "--runner", "absolute").endswith(
        "squared error, absolute error; did you mean 'absolute error'?\n"
    )
    assert "a model on data" in refused(3, "code", "dirac-gan")


def test_train_says_what_kind_of_point_each_runner_stands_on() -> None:
    said = lossstudio("train", "saddle").stdout
    assert "; kind of point at the end: on the ridge: saddle, a hair beside: slope, momentum: slope\n" in said
    assert "; kind of point at the end: slope\n" in lossstudio("train", "penguins").stdout  # 0.4 % are left to fall
    assert "; kind of point at the end: minimum\n" in lossstudio("train", "penguins", "--steps", "300").stdout
