"""Names of axes: whole where they fit, else shorter, else on two lines that are about equally long."""

import pytest

from lossstudio.picture.charts.axis_name import fitted_name


@pytest.mark.parametrize(
    ("name", "shorter", "room", "lines"),
    [
        ("loss (log)", "loss", 10, ("loss (log)",)),
        ("loss (log)", "loss", 9, ("loss",)),
        ("price (hundred thousand)", "price (hundred thousand)", 16, ("price (hundred", "thousand)")),
        ("longitude", "longitude", 4, ("longitude",)),
        ("", "", 4, ()),
    ],
)
def test_a_name_fits_its_room(name: str, shorter: str, room: int, lines: tuple[str, ...]) -> None:
    assert fitted_name(name, shorter, room, len) == lines
