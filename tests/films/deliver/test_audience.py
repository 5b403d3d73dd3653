"""Notes are for people who watch."""

import pytest

from lossstudio.films.deliver.audience import for_audience
from lossstudio.project.examples import EXAMPLES


@pytest.mark.parametrize(
    ("notes", "told"),
    [
        ("A line. Press Space: each step goes down.", "A line. Each step goes down."),
        ("It feels the slope. Press G at the end to lift the fog.", "It feels the slope."),
        ("Step with Shift and Right: the line misses by 1.", "The line misses by 1."),
        ("The curves part: press U to see the test rows.", "The curves part."),
        ("A press release: nothing to press here.", "A press release: nothing to press here."),
        ("", ""),
    ],
)
def test_what_asks_for_a_key_is_left_out(notes: str, told: str) -> None:
    assert for_audience(notes) == told


def test_no_example_tells_an_audience_to_press_a_key() -> None:
    told = [for_audience(entry.load().notes) for entry in EXAMPLES.values()]
    assert all(told)
    assert not [text for text in told if "Space" in text or "ress G" in text or "Shift" in text]
