"""What is seen of the lines that lead from labels to what they name."""

import pytest

from lossstudio.picture.text.area import Area
from lossstudio.picture.text.leaders import seen_pieces


def test_a_leader_lacks_what_a_label_upon_it_has_of_its_ink() -> None:
    going, coming = (Area(20.0, -5.0, 60.0, 5.0), 0.75), (Area(40.0, -5.0, 90.0, 5.0), 0.25)
    pieces = list(seen_pieces((0.0, 0.0), (100.0, 0.0), [going, coming, (Area(0.0, 8.0, 100.0, 20.0), 1.0)]))
    assert [(round(one[0], 6), round(other[0], 6)) for one, other, _ in pieces] == [
        (0.0, 20.0),
        (20.0, 40.0),
        (40.0, 60.0),
        (60.0, 90.0),
        (90.0, 100.0),
    ]
    assert [seen for _, _, seen in pieces] == pytest.approx([1.0, 0.25, 0.1875, 0.75, 1.0])
