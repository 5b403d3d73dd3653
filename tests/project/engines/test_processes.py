"""Work in processes of this machine: the same bytes, whichever of them are killed."""

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lossstudio.project.engines.errors import EngineError
from lossstudio.project.engines.inline import Inline
from lossstudio.project.engines.processes import Processes, read_answer, write_answer
from lossstudio.project.engines.work import BlockAnswer, answer, difference, versions
from lossstudio.project.engines.working import never
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.sweeps.request import SweepRequest, ranges_of

MODULE = "lossstudio.project.engines.processes"


@pytest.fixture
def request_() -> SweepRequest:
    return SweepRequest(EXAMPLES["penguins"].load(), ranges_of({"learning_rate": ("log", 1e-3, 1.0, 4200)}), steps=3)


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> "list[subprocess.Popen[bytes]]":
    """Every process that is begun; the first one is killed at once."""
    known: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def noted(*words: object, **more: object) -> "subprocess.Popen[bytes]":
        child = real(*words, **more)  # type: ignore[call-overload]
        known.append(child)
        if len(known) == 1:
            child.send_signal(signal.SIGKILL)
        return child  # type: ignore[no-any-return]

    monkeypatch.setattr(f"{MODULE}.subprocess.Popen", noted)
    return known


def test_processes_come_to_the_same_bytes_and_survive_a_killed_worker(
    request_: SweepRequest, begun: "list[subprocess.Popen[bytes]]"
) -> None:
    assert request_.blocks == 3
    here = {answer.block: answer.content for answer in Inline().work(request_, [1, 2], never)}
    there = {answer.block: answer.content for answer in Processes(2).work(request_, [1, 2], never)}
    assert len(begun) == 3, "the killed one was replaced"
    assert there == here
    assert all(child.poll() is not None for child in begun), "none is left"


def test_work_that_is_given_up_leaves_no_process(
    request_: SweepRequest, begun: "list[subprocess.Popen[bytes]]"
) -> None:
    def given_up() -> None:
        if begun:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(Processes(2).work(request_, [0, 1, 2], given_up))
    assert all(child.poll() is not None for child in begun)


def test_workers_rest_in_the_middle_of_a_block_while_whoever_asked_is_held_up(
    request_: SweepRequest, begun: "list[subprocess.Popen[bytes]]"
) -> None:
    long = SweepRequest(request_.scene, request_.ranges, steps=1_000_000)
    spent: list[float] = []

    def held_up() -> None:
        if len(begun) < 2 or cpu_s(begun[1].pid) < 1.5:  # it has begun its block
            return
        time.sleep(0.7)
        spent.append(cpu_s(begun[1].pid))
        time.sleep(0.7)
        spent.append(cpu_s(begun[1].pid))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(Processes(1).work(long, [0], held_up))
    before, after = spent
    assert after - before < 0.2


def test_a_worker_that_reads_nothing_keeps_nobody_from_giving_up(
    request_: SweepRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{MODULE}.program", lambda: [sys.executable, "-c", "import time; time.sleep(30)"])
    monkeypatch.setattr(SweepRequest, "to_text", lambda _: "more than a pipe holds " * 10_000)
    asked = [0]

    def held_up() -> None:
        asked[0] += 1
        if asked[0] == 3:
            time.sleep(0.6)  # so long that the workers are to rest
        if asked[0] == 5:
            raise KeyboardInterrupt

    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        list(Processes(1).work(request_, [0], held_up))
    assert time.monotonic() - began < 20, "it didn't wait for the worker's end"


def cpu_s(process: int) -> float:
    """Return how long a process has worked."""
    parts = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def test_workers_that_always_end_are_an_error_and_not_a_wait_for_ever(
    request_: SweepRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{MODULE}.program", lambda: [sys.executable, "-c", "raise SystemExit"])
    with pytest.raises(EngineError, match="3 workers in a row ended"):
        list(Processes(1).work(request_, [0], never))


def test_a_worker_works_for_equal_versions_alone_and_makes_nothing_but_our_own(request_: SweepRequest) -> None:
    name, text = f"{SweepRequest.__module__}:SweepRequest", request_.to_text()
    with pytest.raises(EngineError, match=r"NumPy .* there, 1.0 here"):
        answer(name, text, 0, versions() | {"NumPy": "1.0"})
    with pytest.raises(EngineError, match="none of our own"):
        answer("os:system", "true", 0, versions())


def test_a_worker_ends_in_the_middle_of_its_block_when_whoever_asked_has_ended(
    request_: SweepRequest, tmp_path: Path
) -> None:
    long = SweepRequest(request_.scene, request_.ranges, steps=1_000_000)
    script = tmp_path / "parent.py"
    script.write_text(
        "import sys\n"
        "from lossstudio.project.engines.processes import Processes\n"
        "from lossstudio.project.sweeps.request import SweepRequest\n"
        "import subprocess\n"
        "real = subprocess.Popen\n"
        "def noted(*words, **more):\n"
        "    child = real(*words, **more)\n"
        "    print(child.pid, flush=True)\n"
        "    return child\n"
        "subprocess.Popen = noted\n"
        f"request = SweepRequest.from_text({long.to_text()!r})\n"
        "list(Processes(1).work(request, [0], lambda: None))\n"
    )
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.kill()
    until = 200
    while Path(f"/proc/{worker}/cmdline").exists() and (until := until - 1):
        subprocess.run(["sleep", "0.05"], check=True)
    assert until, "it still works"


def test_an_answer_is_read_as_it_was_written_and_a_part_of_one_is_none() -> None:
    said = BlockAnswer(3, b"0123456789", "why")
    stream = io.BytesIO()
    write_answer(stream, said)
    assert read_answer(io.BytesIO(stream.getvalue())) == said
    for length in (0, 5, len(stream.getvalue()) - 1):
        with pytest.raises(ValueError, match=r"Expecting|Unterminated|part is missing"):
            read_answer(io.BytesIO(stream.getvalue()[:length]))


def test_versions_that_differ_are_named_and_others_are_not() -> None:
    here = {"NumPy": "2.4", "Python": "3.11"}
    assert difference(here, here) == ""
    assert difference(here, {"NumPy": "2.0", "Python": "3.11"}) == "NumPy 2.0 there, 2.4 here"
    with pytest.raises(EngineError, match=r"there, .* here"):
        answer("lossstudio.project.sweeps.request:SweepRequest", "{}", 0, {"NumPy": "0"})


def test_only_works_of_our_own_are_made() -> None:
    with pytest.raises(EngineError, match="none of our own works"):
        answer("json:JSONDecoder", "{}", 0, versions())
