"""Estimates of how heavy a film will be and how long it takes, against films that are made."""

from pathlib import Path

import pytest

from lossstudio.films.deliver.estimate import (
    WEIGHTS,
    drawn_frames,
    estimated_bytes,
    estimated_seconds,
)
from lossstudio.films.deliver.exporting import export
from lossstudio.films.encode.formats import BY_SUFFIX, MP4, SEQUENCE
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.project.examples import EXAMPLES

SCENE = EXAMPLES["penguins"].load()


@pytest.mark.parametrize("suffix", [".mp4", ".webm", ".mov", ".gif", ".webp", ".png"])
@pytest.mark.parametrize("orbit", [0.0, 90.0])
def test_a_film_weighs_about_as_much_as_was_said(tmp_path: Path, suffix: str, orbit: float) -> None:
    moves = {"fps": 10, "seconds": 2.0, "orbit": orbit} if BY_SUFFIX[suffix].moving else {}
    said = {"size": (320, 180), "inset": "loss"} | moves
    plan = ExportOptions(**said).planned(SCENE, BY_SUFFIX[suffix])
    made = export(SCENE, tmp_path / f"film{suffix}", **said)
    ratio = estimated_bytes(plan, BY_SUFFIX[suffix]) / made.stat().st_size
    assert 0.4 < ratio < 2.5


def test_what_stands_still_is_neither_drawn_nor_heavy() -> None:
    resting = ExportOptions(seconds=20, first=3, last=3).planned(SCENE, MP4)
    walking = ExportOptions(seconds=20).planned(SCENE, MP4)
    assert drawn_frames(resting) < drawn_frames(walking) / 10, "only while it opens"
    assert estimated_bytes(resting, MP4) < estimated_bytes(walking, MP4) / 5
    assert estimated_seconds(resting, MP4, 0.05) < estimated_seconds(walking, MP4, 0.05)


def test_every_format_has_an_estimate_never_above_the_size_that_is_asked_for() -> None:
    kinds = {kind.label: kind for kind in (*BY_SUFFIX.values(), SEQUENCE)}
    assert set(kinds) == set(WEIGHTS)
    for kind in kinds.values():
        assert estimated_seconds(ExportOptions().planned(SCENE, kind), kind, 0.04) > 0
    assert estimated_bytes(ExportOptions(max_size=1000).planned(SCENE, MP4), MP4) == 1000
