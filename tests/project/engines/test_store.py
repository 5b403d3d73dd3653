"""The folder of finished blocks: what it is known by, and what of it is deleted."""

from pathlib import Path

import pytest

from lossstudio.project.engines.errors import StoreError
from lossstudio.project.engines.store import BlockStore, digest_in, remove_store, store_of
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.sweeps.request import SweepRequest, ranges_of


@pytest.fixture
def work() -> SweepRequest:
    return SweepRequest(EXAMPLES["penguins"].load(), ranges_of({"learning_rate": ("log", 1e-3, 1.0, 3)}), steps=3)


def test_a_store_is_known_by_its_work_and_deleted_unless_it_is_in_use(work: SweepRequest, tmp_path: Path) -> None:
    folder = store_of(tmp_path / "map.mp4")
    assert folder == tmp_path / "map.mp4.blocks"
    with BlockStore(folder, work).opened(resume=True) as store:
        store.put(0, b"a block")
        assert digest_in(folder) == work.digest
        remove_store(folder)
        assert store.get(0) == b"a block"
    remove_store(folder)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("said", [None, "no JSON", "[]", "{}"])
def test_what_is_no_store_is_neither_used_nor_deleted(work: SweepRequest, tmp_path: Path, said: str | None) -> None:
    (tmp_path / "000001.npz").write_bytes(b"a survey of somebody's own")
    if said is not None:
        (tmp_path / "work.json").write_text(said)
    assert digest_in(tmp_path) is None
    remove_store(tmp_path)
    with (
        pytest.raises(StoreError, match="is no store of finished blocks"),
        BlockStore(tmp_path, work).opened(resume=True),
    ):
        pass
    assert (tmp_path / "000001.npz").exists()
