"""Points are moved, added and removed, undoably; what was made up or shipped becomes a table of the document's own."""

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.datasets.table_data import check_table
from lossstudio.project.file import save
from lossstudio.project.tables import imported, parse_table, suggested
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.recipe import Recipe
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.studio.commands.data import add_sample, as_table, import_data, move_sample, remove_sample, set_data
from lossstudio.studio.commands.objective import set_terrain
from lossstudio.studio.commands.playback import show_step
from lossstudio.studio.commands.training import set_clipping
from lossstudio.studio.commands.view import select_sample


def prepared(studio):
    return studio.run.compiled.problem.prepared


def test_a_point_is_added_where_it_was_asked_for_and_selected(theatre):
    studio = theatre.studio
    before = studio.document.scene
    studio.apply(add_sample([2.5], [7.0]))
    assert studio.document.scene.recipe.task.data.kind == "table"
    assert prepared(studio).train_inputs[-1] == pytest.approx([2.5])
    assert prepared(studio).train_targets[-1] == pytest.approx([7.0])
    assert studio.analysis.sample == studio.run.compiled.problem.rows - 1 == 40
    assert studio.document.undo_text == "Add a point"
    studio.undo()
    assert studio.document.scene == before


def test_a_point_is_removed_and_the_others_stay_in_order(theatre):
    studio = theatre.studio
    rows = prepared(studio).train_inputs.copy()
    studio.apply(remove_sample(3))
    assert np.array_equal(prepared(studio).train_inputs, np.delete(rows, 3, axis=0))
    studio.undo()
    assert np.array_equal(prepared(studio).train_inputs, rows)


def test_the_last_two_points_stay(theatre):
    studio = theatre.studio
    studio.apply(set_data(Spec.of("table", inputs=check_table([[0.0], [1.0]]), targets=check_table([0.0, 1.0]))))
    studio.apply(remove_sample(0))
    assert studio.run.compiled.problem.rows == 2
    assert "Only 2 points are left" in theatre.notices[0].text


@pytest.mark.parametrize("fraction", [0.0, 0.3, 0.5])
def test_who_trains_and_who_tests_stays_so_but_for_one(theatre, fraction):
    studio = theatre.studio
    studio.apply(set_data(Spec.of("moons", samples=50, test_fraction=fraction)))
    for _ in range(4):
        train, test = prepared(studio).train_inputs.copy(), prepared(studio).test_inputs.copy()
        studio.apply(add_sample([0.5, 0.5], [1.0]))
        now = prepared(studio)
        assert now.train_inputs[-1] == pytest.approx([0.5, 0.5])
        assert len(now.test_inputs) - len(test) in (0, 1)
        assert np.array_equal(now.test_inputs[: len(test)], test)
        assert np.array_equal(now.train_inputs[: len(train) - 1], train[:-1])
    for _ in range(4):
        train, test = prepared(studio).train_inputs.copy(), prepared(studio).test_inputs.copy()
        studio.apply(remove_sample(0))
        now = prepared(studio)
        kept = min(len(test), len(now.test_inputs))
        assert np.array_equal(now.test_inputs[:kept], test[:kept])
        assert np.array_equal(now.train_inputs[: len(train) - 1], train[1:])


@pytest.mark.parametrize("data", ["penguins", "moons", "darts", "blobs", Spec.of("sine", standardize=True)])
def test_the_table_of_a_data_set_is_the_data_set(data):
    spec = data if isinstance(data, Spec) else Spec.of(data, test_fraction=0.2)
    compiled = CompiledRecipe.of(Recipe(task=Supervised(data=spec)))
    table = as_table(spec, compiled.problem.prepared)
    same = CompiledRecipe.of(Recipe(task=Supervised(data=table))).problem.prepared
    mine = compiled.problem.prepared
    for name in ("train_inputs", "train_targets", "test_inputs", "input_offset", "input_scale", "target_scale"):
        np.testing.assert_array_equal(getattr(mine, name), getattr(same, name))
    assert (mine.task, mine.classes, mine.input_names) == (same.task, same.classes, same.input_names)
    assert as_table(table, same) is table


def test_points_are_said_in_the_units_that_the_model_sees(theatre):
    studio = theatre.studio
    studio.apply(set_data(Spec.of("penguins", standardize=True)))
    offset, scale = prepared(studio).input_offset, prepared(studio).input_scale
    studio.apply(add_sample([1.0], [0.0]))
    assert prepared(studio).samples.inputs[-1] == pytest.approx(offset + scale)


def test_a_terrain_has_no_points(theatre):
    studio = theatre.studio
    studio.apply(set_terrain(Spec("bowl")))
    scene = studio.document.scene
    studio.apply(add_sample([0.0], [0.0]))
    studio.apply(remove_sample(0))
    studio.apply(move_sample(0, [0.0], [0.0]))
    assert studio.document.scene == scene


def test_an_imported_table_is_trained_on_and_its_gaps_are_said(theatre):
    studio = theatre.studio
    table = parse_table("size;price\n1,5;2\n2,5;\n3,5;4\n", "houses.csv")
    studio.apply(import_data(imported(table, suggested(table)), "houses"))
    assert (studio.document.scene.title, studio.document.scene.notes) == ("houses", "")
    assert prepared(studio).input_names == ("size",)
    assert studio.run.compiled.problem.rows == 2
    assert theatre.notices[0].level == "info"
    assert "1 of 3 rows lack a value and were left out: price (1); the first is in line 3." in theatre.notices[0].text
    assert studio.document.undo_text == "Import data"


def test_a_table_that_is_imported_into_an_opened_file_is_not_saved_over_it(theatre, tmp_path):
    studio, path = theatre.studio, tmp_path / "mine.json"
    save(studio.document.scene, path)
    studio.open_file(path)
    written = path.read_bytes()
    table = parse_table("size,price\n1,2\n2,3\n3,4\n", "houses.csv")
    studio.apply(import_data(imported(table, suggested(table)), "houses"))
    assert studio.document.path is None
    studio.undo()
    assert (studio.document.path, studio.document.modified) == (path, False)
    studio.redo()
    assert studio.document.path is None
    studio.undo()
    studio.apply(set_clipping(value=None, norm=0.5))
    studio.undo()
    studio.redo()
    assert studio.document.path == path
    assert path.read_bytes() == written


def test_gradients_are_clipped_from_the_start(theatre):
    studio = theatre.studio
    studio.apply(set_clipping(value=None, norm=0.5))
    assert studio.snapshot.settings.clip_norm == 0.5
    studio.apply(show_step(1))
    moved = np.linalg.norm(studio.run.timeline.theta[1, 0] - studio.run.timeline.theta[0, 0])
    assert moved == pytest.approx(0.5 * 0.1)
    studio.undo()
    assert studio.snapshot.settings.clip_norm is None


@pytest.mark.parametrize(("removed", "followed"), [(3, 8), (20, 9)])
def test_another_point_than_the_followed_one_is_removed_and_that_one_stays_followed(theatre, removed, followed):
    studio = theatre.studio
    studio.apply(select_sample(9))
    place = studio.run.compiled.problem.prepared.train_inputs[9].copy()
    studio.apply(remove_sample(removed))
    assert studio.analysis.sample == followed
    assert np.array_equal(studio.run.compiled.problem.prepared.train_inputs[followed], place)


def test_where_the_followed_point_is_removed_the_costliest_one_is_followed(theatre):
    studio = theatre.studio
    studio.apply(select_sample(9))
    studio.apply(remove_sample(9))
    theatre.settle()
    assert studio.analysis.sample == int(np.argmax(studio.analysis.explanation.sample_losses))
