"""Tables of one's own: from a file, dropped or pasted, looked at before they are taken."""

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from pytestqt.qtbot import QtBot

from lossstudio.project.file import load, save
from lossstudio.studio.commands.training import set_learning_rate
from lossstudio.studio.commands.view import select_sample
from lossstudio.ui.controls.button import Button
from lossstudio.ui.dialogs.import_table import MOST_ROWS_AT_ONCE, ImportTable
from lossstudio.ui.shell.window import Window

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.unpainted]

HOUSES = "Ort;Fläche (m²);Zimmer;Preis (T€)\nKöln;85,5;3;312,0\nBonn;120,0;;455,5\nKöln;64,2;2;221,0\nBonn;98,7;4;\n"


@pytest.fixture
def houses(tmp_path: Path) -> Path:
    path = tmp_path / "houses.csv"
    path.write_bytes(HOUSES.encode("cp1252"))
    return path


def sheet_of(qtbot: QtBot, window: Window) -> ImportTable:
    qtbot.waitUntil(lambda: window.findChild(ImportTable) is not None, timeout=5000)
    sheet = window.findChild(ImportTable)
    assert isinstance(sheet, ImportTable)
    return sheet


def labels(sheet: ImportTable) -> list[str]:
    from lossstudio.ui.controls.label import Label

    return [label.text() for label in sheet.findChildren(Label)]


def test_the_sheet_says_how_the_file_was_written_and_what_is_missing(
    qtbot: QtBot, window: Window, houses: Path
) -> None:
    window.importing.read_file(houses)
    sheet = sheet_of(qtbot, window)
    assert any(
        text == "4 rows, 4 columns  ·  CP1252  ·  semicolons  ·  decimal comma  ·  2 missing values"
        for text in labels(sheet)
    )
    assert sheet.model.headerData(1, Qt.Orientation.Horizontal) == "Fläche (m²)\ninput"
    assert sheet.model.headerData(3, Qt.Orientation.Horizontal) == "Preis (T€)\ntarget"
    assert sheet.model.data(sheet.model.index(0, 1)) == "85,5"
    assert sheet.summary.text() == "2 of 4 rows are complete"
    assert "2 of 4 rows lack a value" in sheet.said.text
    sheet.reject()


def test_what_is_chosen_becomes_the_data_and_can_be_undone(qtbot: QtBot, window: Window, houses: Path) -> None:
    before = window.studio.document.scene
    window.importing.read_file(houses)
    sheet = sheet_of(qtbot, window)
    sheet.inputs["Zimmer"].click()
    sheet.standardize.click()
    qtbot.waitUntil(lambda: sheet.summary.text() == "3 of 4 rows are complete")
    sheet.accept_button.click()
    prepared = window.studio.run.compiled.problem.prepared
    assert prepared.input_names == ("Fläche (m²)",)
    assert prepared.target_names == ("Preis (T€)",)
    assert prepared.train_inputs[:, 0].tolist() == [85.5, 120.0, 64.2]
    assert "1 of 4 rows lack a value" in window.banner.text
    window.studio.undo()
    assert window.studio.document.scene == before


def test_return_imports(qtbot: QtBot, window: Window, houses: Path) -> None:
    window.importing.read_file(houses)
    sheet = sheet_of(qtbot, window)
    qtbot.waitUntil(sheet.isVisible)
    qtbot.keyClick(sheet.focusWidget() or sheet, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.studio.document.scene.recipe.task.data.kind == "table", timeout=5000)


def test_a_column_of_words_can_be_the_answer(qtbot: QtBot, window: Window, houses: Path) -> None:
    window.importing.read_file(houses)
    sheet = sheet_of(qtbot, window)
    sheet.target.set_chosen("Ort")
    sheet.target.chosen.emit("Ort")
    assert sheet.task.choice == "binary"
    assert not sheet.inputs["Ort"].isEnabled()
    sheet.accept()
    assert window.studio.run.compiled.problem.prepared.classes == ("Bonn", "Köln")
    assert window.studio.snapshot.settings.loss.kind == "bce"


def test_without_a_complete_row_nothing_can_be_imported(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    path = tmp_path / "gaps.csv"
    path.write_text("a,b\n1,\n,2\n3,\n,4\n")
    window.importing.read_file(path)
    sheet = sheet_of(qtbot, window)
    assert not sheet.accept_button.isEnabled()
    assert "no row in which all the chosen columns have a value" in sheet.said.text
    sheet.accept()
    assert sheet.isVisible()
    sheet.reject()


def test_a_table_is_pasted(qtbot: QtBot, window: Window) -> None:
    QGuiApplication.clipboard().setText("x\ty\n1\t2.5\n2\t3.5\n3\t5.5\n")
    window.actions_of["paste_data"].trigger()
    sheet = sheet_of(qtbot, window)
    qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert window.studio.run.compiled.problem.prepared.input_names == ("x",)


def test_an_empty_clipboard_is_told(window: Window) -> None:
    QGuiApplication.clipboard().setText("")
    window.importing.paste()
    assert "no table on the clipboard" in window.banner.text


def test_a_file_that_is_no_table_is_told_in_one_line(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    path = tmp_path / "nothing.csv"
    path.write_text("")
    window.importing.read_file(path)
    qtbot.waitUntil(lambda: "nothing.csv" in window.banner.text, timeout=5000)
    window.importing.read_file(tmp_path / "missing.csv")
    qtbot.waitUntil(lambda: "missing.csv: can't be read" in window.banner.text, timeout=5000)


def test_a_table_is_dropped_onto_the_window(qtbot: QtBot, window: Window, houses: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(houses))])
    none = Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
    window.dropEvent(event)
    sheet_of(qtbot, window).reject()


def test_the_window_lives_while_a_large_table_is_read(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    rows = "\n".join(f"{n % 97}.5,{n % 89}.25,{n % 7},{n % 13}.125" for n in range(100_000))
    path.write_text(f"a,b,c,d\n{rows}\n")
    window.importing.read_file(path)
    turns = 0
    while window.findChild(ImportTable) is None:
        qtbot.wait(5)
        turns += 1
    assert turns > 3, "the event loop went on turning meanwhile"
    sheet_of(qtbot, window).reject()


def test_it_is_told_how_much_of_a_large_table_is_read_until_it_is_given_up(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never_read(_path: Path, _choices: object, told: Callable[[float], object]) -> Iterator[None]:
        told(0.42)
        while True:
            yield

    monkeypatch.setattr("lossstudio.project.tables.reading_table", never_read)
    path = tmp_path / "long.csv"
    path.write_text("1,2\n" * 600_000)
    window.importing.read_file(path)
    assert window.banner.text == "Reading long.csv ..."
    qtbot.waitUntil(lambda: window.banner.text == "Reading long.csv: 42%", timeout=5000)
    (cancel,) = (button for button in window.banner.findChildren(Button) if button.text() == "Cancel")
    cancel.click()
    assert not window.banner.isVisible()


def test_the_delete_key_takes_the_followed_point_out(window: Window) -> None:
    rows = window.studio.run.compiled.problem.rows
    window.studio.apply(select_sample(4))
    window.actions_of["remove_point"].trigger()
    assert window.studio.run.compiled.problem.rows == rows - 1


METERED = "Device;ACME\nSerial;5\n\nt;U;mark\n0,5;1.5;EU\n1,5;2.5;NA\n2,5;x;AS\n3,5;4.5;EU\n4,5;6.5;EU\n"


@pytest.fixture
def metered(tmp_path: Path) -> Path:
    path = tmp_path / "metered.csv"
    path.write_bytes(METERED.encode("utf-16"))
    return path


def reread(qtbot: QtBot, sheet: ImportTable) -> None:
    before = sheet.table
    qtbot.waitUntil(lambda: sheet.table is not before, timeout=5000)


def test_the_sheet_shows_what_was_guessed_and_what_a_choice_does(qtbot: QtBot, window: Window, metered: Path) -> None:
    window.importing.read_file(metered)
    sheet = sheet_of(qtbot, window)
    reading = sheet.reading
    assert reading.encoding.currentText() == "UTF-16 (guessed)"
    assert reading.delimiter.currentText() == "semicolons (guessed)"
    assert reading.decimal.currentText() == "comma (guessed)"
    assert reading.header.currentText() == "first line (guessed)"
    assert reading.skip.value == 3
    assert reading.sheet.isHidden()
    assert sheet.table.column("mark").classes == ("AS", "EU", "NA")
    reading.missing.setText("NA, x")
    reading.missing.editingFinished.emit()
    reread(qtbot, sheet)
    assert sheet.table.column("mark").classes == ("AS", "EU")
    reading.header.set_chosen("none")
    reading.header.chosen.emit("none")
    reread(qtbot, sheet)
    assert [column.name for column in sheet.table.columns] == ["column 1", "column 2", "column 3"]
    assert reading.header.currentText() == "none"
    reading.skip.changed.emit(4)
    reread(qtbot, sheet)
    assert sheet.table.rows == 5
    sheet.reject()


def test_rows_that_are_left_out_say_why(qtbot: QtBot, window: Window, metered: Path) -> None:
    window.importing.read_file(metered)
    sheet = sheet_of(qtbot, window)
    sheet.target.set_chosen("U")
    sheet.target.chosen.emit("U")
    assert sheet.model.headerData(2, Qt.Orientation.Vertical) == "7"
    why = "Line 7 is left out: it has no value for U"
    assert sheet.model.headerData(2, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole) == why
    assert sheet.model.data(sheet.model.index(2, 1), Qt.ItemDataRole.BackgroundRole) is not None
    assert sheet.model.data(sheet.model.index(1, 1), Qt.ItemDataRole.BackgroundRole) is None
    assert sheet.model.headerData(1, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole) == "Line 6"
    assert "'x' in line 7" in sheet.said.text
    assert sheet.summary.text() == "4 of 5 rows are complete"
    sheet.reject()


def test_a_columns_kind_is_a_choice_and_what_was_chosen_stays(qtbot: QtBot, window: Window, metered: Path) -> None:
    window.importing.read_file(metered)
    sheet = sheet_of(qtbot, window)
    sheet.target.set_chosen("U")
    sheet.target.chosen.emit("U")
    sheet.column_named.set_chosen("t")
    sheet.column_named.chosen.emit("t")
    assert sheet.kind.choice == "numbers"
    sheet.kind.set_chosen("classes")
    sheet.kind.chosen.emit("classes")
    reread(qtbot, sheet)
    assert sheet.table.column("t").kind == "classes"
    assert sheet.target.choice == "U"
    assert sheet.kind.choice == "classes"
    sheet.accept()
    assert "t = 0,5" in window.studio.run.compiled.problem.prepared.input_names


def test_a_choice_that_cannot_be_is_told_and_can_be_taken_back(qtbot: QtBot, window: Window, metered: Path) -> None:
    window.importing.read_file(metered)
    sheet = sheet_of(qtbot, window)
    sheet.reading.encoding.chosen.emit("utf-8")
    qtbot.waitUntil(lambda: "can't be read as UTF-8" in sheet.said.text, timeout=5000)
    assert not sheet.accept_button.isEnabled()
    sheet.accept()
    assert sheet.isVisible()
    sheet.reading.encoding.chosen.emit("automatic")
    qtbot.waitUntil(sheet.accept_button.isEnabled, timeout=5000)
    sheet.accept()
    assert window.studio.document.scene.recipe.task.data.kind == "table"


def test_the_data_of_a_large_table_are_built_beside_the_window_and_taken_when_they_are_there(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    table = tmp_path / "many.csv"
    lines = [f"{row},{row % 7 if row else ''}" for row in range(MOST_ROWS_AT_ONCE + 1)]
    table.write_text("\n".join(["x,y", *lines]))
    window.importing.read_file(table)
    sheet = sheet_of(qtbot, window)
    sheet.accept()
    assert sheet.isVisible(), "nothing is waited for in the window's thread"
    sheet.standardize.click()
    qtbot.waitUntil(lambda: sheet.imported is not None, timeout=10_000)
    assert sheet.isVisible(), "another choice has to be confirmed"
    sheet.standardize.click()
    sheet.accept()
    assert sheet.isVisible()
    qtbot.waitUntil(lambda: window.studio.document.scene.title == "many", timeout=10_000)
    assert window.studio.run.compiled.problem.rows == MOST_ROWS_AT_ONCE
    assert not any(each.isVisible() for each in window.findChildren(ImportTable))


def test_after_an_import_the_title_is_the_files_and_nothing_is_said_of_other_data(
    qtbot: QtBot, window: Window, houses: Path
) -> None:
    assert window.documents.title != "houses"
    window.importing.read_file(houses)
    sheet_of(qtbot, window).accept()
    scene = window.studio.document.scene
    assert (scene.title, scene.notes, scene.film.captions) == ("houses", "", ())
    assert window.documents.title == "houses"


def test_a_workbooks_sheet_is_chosen(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "First"
    for row in (["x", "y"], [1, 2], [2, None], [3, 5]):
        book.active.append(row)
    book.create_sheet("Note", 0).append(["by Jo"])
    second = book.create_sheet("Second")
    for row in (["a", "b"], [1, 2], [4, 3]):
        second.append(row)
    book.save(tmp_path / "book.xlsx")
    window.documents.open_any(tmp_path / "book.xlsx")
    sheet = sheet_of(qtbot, window)
    assert sheet.reading.sheet.choice == "First"
    assert sheet.reading.encoding.isHidden()
    assert "sheet First  ·  decimal point  ·  1 missing value" in labels(sheet)[1]
    assert "since 'Note' isn't a table" in sheet.said.text
    sheet.reading.sheet.set_chosen("Second")
    sheet.reading.sheet.chosen.emit("Second")
    reread(qtbot, sheet)
    assert sheet.target.choice == "b"
    sheet.reject()


def test_a_table_with_nothing_to_learn_can_be_read_otherwise(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("x;y\n1;1\n1;1\n")
    window.importing.read_file(path)
    sheet = sheet_of(qtbot, window)
    assert not sheet.accept_button.isEnabled()
    assert "no column to learn" in sheet.said.text
    sheet.reading.skip.changed.emit(1)
    reread(qtbot, sheet)
    sheet.reject()


def test_another_table_takes_the_place_of_the_one_that_is_looked_at(
    qtbot: QtBot, window: Window, houses: Path, metered: Path
) -> None:
    window.importing.read_file(houses)
    first = sheet_of(qtbot, window)
    window.importing.read_file(metered)
    others: list[ImportTable] = []

    def taken() -> bool:
        others[:] = (sheet for sheet in window.findChildren(ImportTable) if sheet is not first and sheet.isVisible())
        return bool(others)

    qtbot.waitUntil(taken, timeout=20_000)
    (second,) = others
    second.reject()


def test_a_table_that_is_taken_while_the_scene_is_saved_is_not_saved_over_it(
    qtbot: QtBot, window: Window, houses: Path, tmp_path: Path
) -> None:
    talk, document = tmp_path / "talk.lossstudio", window.studio.document
    save(document.scene, talk)
    window.documents.open_path(talk)
    window.studio.apply(set_learning_rate(0.02))
    edited = document.scene
    window.importing.read_file(houses)
    sheet = sheet_of(qtbot, window)
    assert window.documents.save()
    sheet.accept()
    assert document.path is None, "a save asks where"
    assert load(talk) == edited
    window.studio.undo()
    assert (document.path, document.modified) == (talk, False)
