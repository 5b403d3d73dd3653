"""The history: undo, redo, merging drags, and which scene was saved."""

from dataclasses import replace

import pytest

from lossstudio.studio.session.history import MERGE_S, MOST, History


@pytest.fixture
def scenes(line):
    return [replace(line(), title=str(number)) for number in range(5)]


def test_undo_and_redo_walk_through_the_scenes(scenes):
    history = History(scenes[0])
    for number, scene in enumerate(scenes[1:], 1):
        history.record(scene, f"change {number}", None, now=number)
    assert (history.undo_text, history.redo_text) == ("change 4", "")
    assert history.undo()
    assert history.undo()
    assert (history.present, history.undo_text, history.redo_text) == (scenes[2], "change 2", "change 3")
    assert history.redo()
    assert history.present == scenes[3]


def test_the_ends_of_the_history_stay(scenes):
    history = History(scenes[0])
    assert not history.undo()
    assert not history.redo()
    assert history.present == scenes[0]


def test_a_change_after_undo_drops_what_was_undone(scenes):
    history = History(scenes[0])
    history.record(scenes[1], "one", None, 0)
    history.undo()
    history.record(scenes[2], "two", None, 1)
    assert not history.redo()
    assert history.undo_text == "two"


def test_equal_keys_merge_while_they_follow_closely(scenes):
    history = History(scenes[0])
    history.record(scenes[1], "rate", "rate", 0.0)
    history.record(scenes[2], "rate", "rate", MERGE_S)
    history.record(scenes[3], "rate", "rate", 2 * MERGE_S)
    history.undo()
    assert history.present == scenes[0]


@pytest.mark.parametrize(("key", "later"), [("rate", 1.1 * MERGE_S), ("batch", 0.1), (None, 0.1)])
def test_other_keys_and_later_changes_stand_alone(scenes, key, later):
    history = History(scenes[0])
    history.record(scenes[1], "rate", "rate", 0.0)
    history.record(scenes[2], "other", key, later)
    history.undo()
    assert history.present == scenes[1]


def test_after_the_end_of_a_drag_nothing_merges(scenes):
    history = History(scenes[0])
    history.record(scenes[1], "rate", "rate", 0.0)
    history.end_merging()
    history.record(scenes[2], "rate", "rate", 0.1)
    history.undo()
    assert history.present == scenes[1]


def test_modified_means_different_from_what_was_saved(scenes):
    history = History(scenes[0])
    assert not history.modified
    history.record(scenes[1], "one", None, 0)
    assert history.modified
    history.mark_saved(scenes[1])
    assert not history.modified
    history.undo()
    assert history.modified
    history.record(scenes[1], "one again", None, 1)
    assert not history.modified


def test_the_oldest_changes_are_forgotten(scenes):
    history = History(scenes[0])
    for number in range(MOST + 10):
        history.record(replace(scenes[0], title=f"title {number}"), "title", None, number)
    undone = 0
    while history.undo():
        undone += 1
    assert undone == MOST
