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
        ("It knows the slope; the start decides, so drag a ball across.", "It knows the slope."),
        ("Both fall. The surface is that of the selected runner.", "Both fall."),
        ("The ball drops; the coach knows why, and its button mends it.", "The ball drops."),
        ("", ""),
    ],
)
def test_what_asks_for_keys_or_hands_is_left_out(notes: str, told: str) -> None:
    assert for_audience(notes) == told


def test_no_example_tells_an_audience_what_to_do_at_the_program() -> None:
    told = [for_audience(entry.load().notes) for entry in EXAMPLES.values()]
    assert all(told)
    words = "Space", "ress G", "Shift", "drag", "Drag", "click", "coach", "button", " card"
    assert not [(word, text) for text in told for word in words if word in text]
