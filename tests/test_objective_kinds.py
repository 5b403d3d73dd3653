"""Objective kinds are a catalogue: nobody asks which kind it is, and a sixth one is a folder and two lines."""

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lossstudio.run import kinds
from lossstudio.run.kinds import KINDS
from lossstudio.run.kinds.kind import ObjectiveKind
from lossstudio.run.recipe.recipe import Recipe
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from tests.sixth_kind import FILES, LINE_OF_ENTRY, LINE_OF_IMPORT, SCENE

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "lossstudio"
FOLDER = PACKAGE / "run" / "kinds"


def types_of_kinds() -> set[str]:
    """Return the names of all classes that belong to a kind: tasks, problems, objectives."""
    found: set[type] = set()
    for kind in KINDS.values():
        problem = CompiledRecipe.of(Recipe(task=kind.first)).problem
        found |= {kind.task, type(problem), type(problem.objective(problem.loss, problem.penalty))}
    return {each.__name__ for each in found}


TYPES = types_of_kinds()
ENTRIES = {name for name, value in vars(kinds).items() if isinstance(value, ObjectiveKind)}


def named(tree: ast.AST) -> set[str]:
    """Return the names that stand in an expression."""
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} | {
        node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)
    }


def compares_kinds(node: ast.Compare) -> bool:
    """Say whether a comparison is with a kind's type, with its entry, or of a key with a kind's word."""
    sides = [node.left, *node.comparators]
    words = {each.value for side in sides for each in ast.walk(side) if isinstance(each, ast.Constant)}
    names = {side.id for side in sides if isinstance(side, ast.Name)}
    keys = any(ast.unparse(side).endswith((".key", "kind")) or "kind_of(" in ast.unparse(side) for side in sides)
    same = all(isinstance(operator, ast.Is | ast.IsNot | ast.Eq | ast.NotEq) for operator in node.ops)
    return bool(names & TYPES or (same and names & ENTRIES) or (keys and words & set(KINDS)))


def asks(node: ast.AST) -> bool:
    """Say whether a piece of code asks which kind it is: by a type, a table of types, a key or an attribute."""
    match node:
        case ast.Call(func=ast.Name(id="isinstance" | "issubclass"), args=[_, types]):
            return bool(named(types) & TYPES)
        case ast.Call(func=ast.Name(id="getattr" | "hasattr"), args=[of, ast.Constant(), *_]):
            return ast.unparse(of).endswith("task")
        case ast.MatchClass(cls=types):
            return bool(named(types) & TYPES)
        case ast.Dict(keys=keys):
            return any(isinstance(key, ast.Name) and key.id in TYPES for key in keys)
        case ast.Compare():
            return compares_kinds(node)
    return False


def asked_in(code: str) -> list[str]:
    """Return the places that ask which kind it is."""
    return [ast.unparse(node) for node in ast.walk(ast.parse(code)) if asks(node)]


def test_no_module_outside_the_kinds_asks_which_kind_it_is() -> None:
    modules = [path for path in sorted(PACKAGE.rglob("*.py")) if FOLDER not in path.parents]
    asked = {path.relative_to(PACKAGE).as_posix(): asked_in(path.read_text(encoding="utf-8")) for path in modules}
    assert len(asked) > 500
    assert {path: places for path, places in asked.items() if places} == {}


@pytest.mark.parametrize(
    "asking",
    [
        "isinstance(task, Supervised | PairsTask)",
        "isinstance(course.problem, problems.TerrainProblem)",
        "{GameObjective: 'Players'}",
        "type(task) is OnTerrain",
        "kind_of(task) is TERRAIN",
        "kind_of(task) is KINDS['game']",
        "kind == 'game'",
        "kind_of(task).key in ('terrain', 'pairs')",
        "getattr(recipe.task, 'model', None)",
        "match objective:\n    case DivergenceObjective():\n        pass",
    ],
)
def test_asking_which_kind_it_is_is_found(asking: str) -> None:
    assert asked_in(asking)


def test_every_role_is_that_of_a_field_and_no_two_fields_have_the_same() -> None:
    for kind in KINDS.values():
        assert set(kind.roles) <= {each.field for each in kind.fields}
        assert len(set(kind.roles.values())) == len(kind.roles)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the program with a sixth kind: one folder, and two lines in the table."""
    home = tmp_path_factory.mktemp("planted")
    shutil.copytree(PACKAGE, home / "lossstudio", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "resources", home / "resources")
    kinds = home / "lossstudio" / "run" / "kinds"
    (kinds / "spring").mkdir()
    for name, text in FILES.items():
        (kinds / "spring" / name).write_text(text, encoding="utf-8")
    table = (kinds / "__init__.py").read_text(encoding="utf-8")
    table = table.replace("from lossstudio.run.kinds.", f"{LINE_OF_IMPORT}from lossstudio.run.kinds.", 1)
    table = table.replace("    (\n", f"    (\n{LINE_OF_ENTRY}", 1)
    (kinds / "__init__.py").write_text(table, encoding="utf-8")
    (home / "spring.lossstudio").write_text(json.dumps(SCENE), encoding="utf-8")
    return home


def ran(home: Path, *words: str) -> str:
    """Return what Python prints in the copy; nothing may go wrong."""
    answer = subprocess.run(
        [sys.executable, *words],
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(home / "settings")},
    )
    assert (answer.returncode, answer.stderr) == (0, ""), answer.stdout + answer.stderr
    return answer.stdout


def test_a_sixth_kind_is_read_written_and_refused_like_the_others(planted: Path) -> None:
    ran(
        planted,
        "-c",
        """
import json, lossstudio
from lossstudio.run.recipe.errors import SceneError
said = json.load(open("spring.lossstudio"))
scene = lossstudio.Scene.from_dict(said)
assert scene.to_dict()["objective"] == said["objective"] == {"kind": "spring", "stiffness": 4.0}
del said["objective"]["stiffness"]
assert lossstudio.Scene.from_dict(said).to_dict()["objective"] == {"kind": "spring"}
def refused(change):
    try:
        lossstudio.Scene.from_dict(json.load(open("spring.lossstudio")) | change)
    except SceneError as error:
        return error.path, error.reason
path, reason = refused({"objective": {"kind": "spring", "stiffness": -1.0}})
assert path == "objective.stiffness", path
path, reason = refused({"objective": {"kind": "spring", "stifness": 1.0}})
assert "stifness" in path + reason, (path, reason)
assert refused({"runners": [{"loss": {"kind": "mse"}}]}) == ("runners[0].loss", "a spring is its own loss")
""",
    )


def test_a_sixth_kind_is_trained_listed_and_explained(planted: Path) -> None:
    ran(
        planted,
        "-c",
        """
import numpy as np, lossstudio
scene = lossstudio.load("spring.lossstudio")
run = lossstudio.train(scene)
assert run.loss[-1, 0] < 1e-3 * run.loss[0, 0]
told = run.explain(3)
assert np.allclose(told.next_theta, told.theta - 0.1 * np.array([4.0, 1.0]) * told.theta)
from lossstudio.picture.phases.texts import phase_texts
from lossstudio.run.training.compiled_recipe import CompiledRecipe
texts = phase_texts(CompiledRecipe.of(scene.recipe), told)
assert [text.title for text in texts][-2:] == ["Gradient", "Update"]
assert "k/2 x²" in texts[1].formula
""",
    )
    lines = ran(planted, "-m", "lossstudio", "train", "spring.lossstudio", "--csv", "out.csv")
    assert lines
    assert len((planted / "out.csv").read_text().splitlines()) == SCENE["training"]["steps"] + 2
    assert "spring\tTwo weights that hang on springs" in ran(planted, "-m", "lossstudio", "list", "objectives")


def test_a_sixth_kind_is_exported_as_a_film(planted: Path) -> None:
    ran(planted, "-m", "lossstudio", "export", "spring.lossstudio", "out.gif", "--size", "320x180", "--seconds", "1")
    assert (planted / "out.gif").read_bytes().startswith(b"GIF8")


def test_the_studio_opens_a_sixth_kind_and_refuses_in_a_sentence_what_it_does_not_allow(planted: Path) -> None:
    ran(
        planted,
        "-c",
        """
import lossstudio
from PySide6.QtWidgets import QApplication
from lossstudio.core.catalogue import Spec
from lossstudio.run.kinds import KINDS, kind_of
from lossstudio.run.recipe.recipe import Penalty
from lossstudio.studio.commands.objective import set_loss
from lossstudio.studio.commands.objective import set_model
from lossstudio.studio.commands.objective import set_objective
from lossstudio.studio.commands.training import start_range_test
from lossstudio.studio.commands.training import set_batch_size, set_penalty
from lossstudio.studio.studio import Studio
from lossstudio.ui.panels import PANELS
from lossstudio.ui.appearance.theme import Appearance

application = QApplication([])
studio = Studio(lossstudio.load("spring.lossstudio"))
look = Appearance()
panels = {key: make(studio, look) for key, make in PANELS.items()}
data = panels["data"]
assert data.title == "Springs"
assert data.objective.choice == "spring"
data.parts["spring"].options.edited.emit("stiffness", 2.0)
assert studio.document.scene.recipe.task.stiffness == 2.0
studio.undo()

heard = []
studio.notice_raised.connect(heard.append)
before = studio.document.scene
commands = {
    "model": lambda: studio.apply(set_model(Spec("linear"))),
    "loss": lambda: studio.apply(set_loss(Spec("mse"))),
    "penalty": lambda: studio.apply(set_penalty(Penalty(l2=1.0))),
    "batch_size": lambda: studio.apply(set_batch_size(4)),
    "range_test": lambda: studio.apply(start_range_test),
}
kind = kind_of(before.recipe.task)
for command, act in commands.items():
    act()
    text = heard.pop().text
    assert kind.refusal(command) in text and text.endswith("."), text
assert studio.document.scene == before and not heard
for key in KINDS:
    studio.apply(set_objective(key))
studio.apply(set_objective("spring"))
assert studio.document.scene == before and not heard
studio.close()
""",
    )
