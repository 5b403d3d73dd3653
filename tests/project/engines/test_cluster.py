"""Work on a real Dask cluster: the same bytes, and one sentence where it can't be worked there."""

import shlex
import sys
import tomllib
import warnings
from pathlib import Path

import dask
import pytest
from distributed import Client

import lossstudio
from lossstudio.project.engines import cluster as cluster_module
from lossstudio.project.engines import working
from lossstudio.project.engines.cluster import Cluster, PlainConnectionWarning
from lossstudio.project.engines.errors import EngineError
from lossstudio.project.engines.inline import Inline
from lossstudio.project.engines.store import BlockStore
from lossstudio.project.engines.working import found_by_block, never
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.surveys.request import SurveyRequest
from lossstudio.project.surveys.surveying import request_of
from tests.project.engines.clusters import LocalCluster, local_cluster

ROOT = Path(__file__).parents[3]
OURS = lossstudio.__version__
SIZE = (257, 257)


def lose_the_scheduler(cluster: LocalCluster, request: SurveyRequest, folder: Path) -> None:
    for count, _ in enumerate(found_by_block(request, lossstudio.engine(cluster.address), folder)):
        if count == 1:
            cluster.scheduler.kill()


def test_a_cluster_comes_to_the_same_bytes_and_what_it_loses_is_made_again(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,  # Dask's own words
) -> None:
    monkeypatch.setattr(working, "WORTH_SENDING_S", 0.0)
    monkeypatch.setattr(cluster_module, "REACHED_S", 60.0)  # the workers have only begun
    scene = EXAMPLES["xor"].load()
    run = lossstudio.train(scene, 3)
    request, folder = request_of(scene, run, SIZE), tmp_path / "store"
    here = {answer.block: answer.content for answer in Inline().work(request, range(request.blocks), never)}
    with local_cluster(tmp_path, [OURS, OURS]) as cluster:
        engine, there = lossstudio.engine(cluster.address), {}
        for answer in engine.work(request, range(request.blocks), never):
            there[answer.block] = answer.content
            cluster.workers[0].kill()  # what it was at, and what it held, goes to the other one
        assert there == here
        assert engine.workers == 1
        with Client(cluster.address, set_as_default=False) as client:
            surface = lossstudio.survey(scene, run, SIZE, engine=client)
            assert client.status == "running", "whoever made it closes it"
        with pytest.raises(EngineError, match="the scheduler is gone"):
            lose_the_scheduler(cluster, request, folder)
    assert surface.loss.tobytes() == lossstudio.survey(scene, run, SIZE, engine=Inline()).loss.tobytes()
    store = BlockStore(folder, request)
    assert 2 <= len(store.finished) < request.blocks, "what was finished is kept"
    assert {block for block, _ in found_by_block(request, Inline(), folder)} == set(range(request.blocks))
    assert {block: store.get(block) for block in store.finished} == here


def test_a_cluster_that_cannot_be_used_is_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(cluster_module, "REACHED_S", 1.0)
    with local_cluster(tmp_path, []) as cluster:
        with pytest.raises(EngineError, match="the scheduler has no workers"):
            lossstudio.engine(cluster.address)
        monkeypatch.setattr(cluster_module, "REACHED_S", 30.0)
        cluster.add_worker("0.0.9")
        with pytest.raises(EngineError, match=f"other versions run there: Loss Studio 0.0.9 there, {OURS} here"):
            lossstudio.engine(cluster.address)
    monkeypatch.setattr(cluster_module, "REACHED_S", 0.3)
    with pytest.raises(EngineError, match="can't be reached"):
        lossstudio.engine(cluster.address)


def test_an_encrypted_connection_needs_certificates() -> None:
    none = {f"distributed.comm.tls.{each}": None for each in ("ca-file", "client.cert", "client.key")}
    with (
        dask.config.set(none),
        pytest.raises(EngineError, match="reached: tls:// needs certificates"),
    ):
        lossstudio.engine("tls://127.0.0.1:8786")


def test_an_address_is_checked_before_anything_is_sent() -> None:
    for wrong in ("host:8786", "http://host:1", "tls://host", "tcp://localhost:99999"):
        with pytest.raises(ValueError, match="must be tls://HOST:PORT"):
            lossstudio.engine(wrong)
    with pytest.raises(ValueError, match="not both"):
        lossstudio.engine("tls://host:8786", workers=2)
    with pytest.warns(PlainConnectionWarning, match="can be read and changed on the way"):
        Cluster("tcp://192.0.2.1:8786")
    with warnings.catch_warnings(action="error"):
        assert Cluster("tls://192.0.2.1:8786") is not None
        assert Cluster("tcp://127.0.0.1:8786") is not None


def test_without_dask_it_says_what_to_type_where_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(EngineError) as told:
        lossstudio.engine("tcp://127.0.0.1:8786")
    words = shlex.split(str(told.value).partition("type ")[2])
    assert words[:4] == [sys.executable, "-m", "pip", "install"]
    with (ROOT / "pyproject.toml").open("rb") as said:
        assert words[4:] == tomllib.load(said)["project"]["optional-dependencies"]["cluster"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(EngineError, match=r"isn't in the packaged program; in a clone .* '\.\[cluster\]'"):
        lossstudio.engine("tcp://127.0.0.1:8786")
