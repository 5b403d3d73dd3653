"""PNG, still and numbered."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lossstudio.films.encode.images import PictureWriter, SequenceWriter
from lossstudio.films.encode.readback import check_picture, check_sequence
from lossstudio.films.encode.writer import EncoderSettings, Pixels
from lossstudio.films.errors import FilmError


def test_a_picture_is_the_frame(tmp_path: Path, frames: list[Pixels]) -> None:
    path = tmp_path / "picture.png"
    PictureWriter(path, EncoderSettings((160, 90), 1, 1)).write(frames[0])
    with Image.open(path) as image:
        assert np.array_equal(np.asarray(image), frames[0][:, :, 2::-1])
    check_picture(path, EncoderSettings((160, 90), 1, 1))


def test_a_sequence_is_numbered_from_one(tmp_path: Path, frames: list[Pixels]) -> None:
    writer = SequenceWriter(tmp_path, EncoderSettings((160, 90), 10, 3, pattern="frame-%04d.png"))
    for frame in frames[:3]:
        writer.write(frame)
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"frame-000{i}.png" for i in (1, 2, 3)]
    check_sequence(tmp_path, EncoderSettings((160, 90), 10, 3))
    with pytest.raises(FilmError, match="frame count"):
        check_sequence(tmp_path, EncoderSettings((160, 90), 10, 4))
