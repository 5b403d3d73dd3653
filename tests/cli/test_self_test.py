"""The program tries its own parts."""

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from lossstudio.cli.codes import DONE, FAULT
from lossstudio.cli.self_test import parts, tried
from lossstudio.films.encode.formats import BY_SUFFIX

QUICK = ("train", "explain", "render", "encode .gif")


def test_each_format_and_each_stage_is_a_part() -> None:
    assert {*QUICK, "scenes", "child", *(f"encode {suffix}" for suffix in BY_SUFFIX)} < set(parts())


def test_a_part_that_works_says_what_it_did(qapp: QApplication, capsys: pytest.CaptureFixture[str]) -> None:
    every = parts()
    assert tried({name: every[name] for name in QUICK}) == DONE
    *lines, last = capsys.readouterr().out.splitlines()
    assert [re.match(r"ok +(.+?)  ", line)[1] for line in lines] == list(QUICK)
    assert last == "4 of 4 parts work"


def test_a_part_that_fails_stops_no_other_and_is_told_by_the_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    def broken(_folder: Path) -> str:
        raise RuntimeError("no such codec")

    assert tried({"broken": broken, "train": parts()["train"]}) == FAULT
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("FAILED  broken        RuntimeError: no such codec")
    assert lines[1].startswith("ok ")
    assert lines[2] == "1 of 2 parts work"
