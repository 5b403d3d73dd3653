"""Encoding beside drawing."""

import threading

import numpy as np
import pytest

from lossstudio.films.deliver.job import Pipeline
from lossstudio.films.encode.writer import Pixels

FRAME = np.zeros((2, 2, 4), np.uint8)


class Recorder:
    """Keeps what it is given; fails from frame `fails_at` on."""

    def __init__(self, fails_at: int | None = None) -> None:
        self.frames: list[int] = []
        self.ended = ""
        self._fails_at = fails_at

    def write(self, pixels: Pixels) -> None:
        if len(self.frames) == self._fails_at:
            raise OSError(28, "No space left on device")
        self.frames.append(int(pixels[0, 0, 0]))

    def close(self) -> None:
        self.ended += "closed"

    def abandon(self) -> None:
        self.ended += "abandoned"


def write_many(pipeline: Pipeline) -> None:
    for _ in range(1000):
        pipeline.write(FRAME)


def test_frames_arrive_in_order_before_it_closes() -> None:
    recorder = Recorder()
    pipeline = Pipeline(recorder)
    for value in range(40):
        pipeline.write(FRAME + np.uint8(value))
    pipeline.close()
    assert recorder.frames == list(range(40))
    assert recorder.ended == "closed"


def test_an_encoders_error_reaches_the_one_who_draws_and_nobody_waits_for_ever() -> None:
    recorder = Recorder(fails_at=2)
    pipeline = Pipeline(recorder)
    with pytest.raises(OSError, match="No space"):
        write_many(pipeline)
    pipeline.abandon()
    assert recorder.ended == "abandoned"


def test_an_error_in_the_last_frame_is_raised_by_close() -> None:
    pipeline = Pipeline(Recorder(fails_at=0))
    pipeline.write(FRAME)
    with pytest.raises(OSError, match="No space"):
        pipeline.close()
    pipeline.abandon()


def test_no_thread_is_left() -> None:
    for end in (Pipeline.close, Pipeline.abandon):
        pipeline = Pipeline(Recorder())
        pipeline.write(FRAME)
        end(pipeline)
        assert not [t for t in threading.enumerate() if t.name == "film encoder"]
