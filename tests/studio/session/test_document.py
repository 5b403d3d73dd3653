"""The document by itself: scene, history, file, drags."""

from dataclasses import replace

import pytest

from lossstudio.project.file_state import FileState
from lossstudio.studio.session.document import DRAG_S, Document


@pytest.fixture
def document(line):
    return Document(line())


def titled(document, title):
    return replace(document.scene, title=title)


def test_a_change_can_be_undone_and_done_again(document):
    first = document.scene
    assert not document.record(titled(document, "Other"), "Title", None, 1.0)
    assert (document.can_undo, document.undo_text, document.modified) == (True, "Title", True)
    assert [entry.scene for entry in document.past] == [first]
    assert document.undo()
    assert (document.scene, document.can_redo, document.redo_text) == (first, True, "Title")
    assert document.redo()
    assert document.scene.title == "Other"
    assert not document.redo()


def test_a_drag_is_one_change_and_goes_on_for_a_while(document):
    assert not document.record(titled(document, "A"), "Title", "title", 1.0)
    assert document.is_dragged(1.0 + DRAG_S / 2)
    assert not document.is_dragged(1.0 + 2 * DRAG_S)
    assert document.record(titled(document, "AB"), "Title", "title", 1.1)
    document.end_change()
    assert not document.is_dragged(1.1)
    assert not document.record(titled(document, "ABC"), "Title", "title", 1.2)
    assert len(document.past) == 2


def test_saving_makes_a_file_its_own(document, tmp_path):
    path = tmp_path / "one.lossstudio"
    document.record(titled(document, "Saved"), "Title", None, 1.0)
    document.note_saved(document.scene, path, FileState.of(path))
    assert (document.path, document.modified) == (path, False)
    document.record(titled(document, "Again"), "Title", None, 2.0)
    assert document.losable


def test_what_was_changed_while_it_was_saved_is_not_saved(document, tmp_path):
    document.record(titled(document, "Saved"), "Title", None, 1.0)
    written = document.scene
    document.record(titled(document, "Later"), "Title", None, 2.0)
    document.note_saved(written, tmp_path / "one.lossstudio", None)
    assert (document.path, document.modified) == (tmp_path / "one.lossstudio", True)
    document.undo()
    assert not document.modified


def test_opening_begins_another_history(document, line, tmp_path):
    document.record(titled(document, "Other"), "Title", "title", 1.0)
    document.open(line(steps=5), tmp_path / "five.lossstudio")
    assert (document.opened, document.can_undo, document.modified, document.path) == (
        1,
        False,
        False,
        tmp_path / "five.lossstudio",
    )
    assert not document.is_dragged(1.0)


def test_what_was_only_looked_at_is_not_lost(document):
    document.record(replace(document.scene, view=replace(document.scene.view, height="log")), "View", None, 1.0)
    assert (document.modified, document.losable) == (True, False)
