"""Whatever is edited can be saved and opened again: edits obey the rules of files."""

import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.losses import LOSSES
from lossstudio.core.schedules import SCHEDULES
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.file import load, save
from lossstudio.project.scene import Scene
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.recipe import Penalty
from lossstudio.studio.commands.objective import set_loss
from lossstudio.studio.commands.playback import set_acts_from, step_forward
from lossstudio.studio.commands.recipe_edits import from_here
from lossstudio.studio.commands.training import set_batch_size, set_penalty, set_schedule, set_steps


def one_of_each_kind() -> list[str]:
    """Return examples whose objectives are of every kind that there is, and whose losses take everything."""
    found: dict[object, str] = {}
    for key, example in EXAMPLES.items():
        task = example.load().recipe.task
        loss = getattr(task, "loss", None)
        found.setdefault((type(task), loss and loss.kind), key)
    return list(found.values())


def reopened(scene: Scene) -> Scene:
    return Scene.from_dict(scene.to_dict())


@pytest.mark.parametrize("example", one_of_each_kind())
def test_a_change_from_here_can_be_saved_or_is_refused_in_words(perform, example):
    theatre = perform(EXAMPLES[example].load())
    studio = theatre.studio
    studio.apply(step_forward)
    studio.apply(set_acts_from("here"))
    edits = [
        lambda key=key: studio.apply(set_loss(Spec(key))) for key in LOSSES if key not in ("formula", "weighted_sum")
    ]
    edits += [lambda: studio.apply(set_penalty(Penalty(l2=0.1))), lambda: studio.apply(set_batch_size(3))]
    for edit in edits:
        edit()
        theatre.frame()
        assert reopened(studio.document.scene) == studio.document.scene
    assert {notice.level for notice in theatre.notices} <= {"warning"}


@pytest.mark.parametrize(
    ("example", "loss", "reason"),
    [
        ("blobs", "log_cosh", "'log_cosh' wants 1 outputs, but the model has 3"),
        ("moons", "cce", "'cce' wants 2 outputs, but the model has 1"),
        ("saddle", "mse", "a terrain is its own loss"),
    ],
)
def test_a_loss_that_wants_other_outputs_is_refused_from_here(perform, example, loss, reason):
    theatre = perform(EXAMPLES[example].load())
    studio = theatre.studio
    studio.apply(step_forward)
    studio.apply(set_acts_from("here"))
    before = studio.document.scene
    studio.apply(set_loss(Spec(loss)))
    assert studio.document.scene == before
    assert [reason in notice.text for notice in theatre.notices] == [True]


@pytest.mark.parametrize("schedule", list(SCHEDULES))
def test_a_run_of_no_steps_that_gets_one_can_be_saved(perform, schedule):
    studio = perform(EXAMPLES["penguins"].load()).studio
    studio.apply(set_steps(0))
    studio.apply(set_schedule(Spec(schedule)))
    studio.apply(step_forward)
    assert reopened(studio.document.scene) == studio.document.scene


def test_a_scene_that_could_not_be_opened_again_never_replaces_a_file(tmp_path):
    path = tmp_path / "talk.lossstudio"
    whole = EXAMPLES["blobs"].load()
    save(whole, path)
    torn = from_here(whole, 1, "loss", Spec("log_cosh"))
    with pytest.raises(SceneError, match=r"could not be opened again: training\.changes\[0\]\.loss"):
        save(torn, path)
    assert load(path) == whole
