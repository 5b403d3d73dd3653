"""Other kinds of objective, their distributions and their rules: what stays, what is forgotten, and the way back."""

import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.objective.divergence import FAMILIES, TARGETS
from lossstudio.core.objective.game import GAMES
from lossstudio.project.scene import Scene
from lossstudio.project.view_spec import CameraSpec, View
from lossstudio.run.kinds import KINDS, kind_of
from lossstudio.run.kinds.divergence.problem import DivergenceTask
from lossstudio.run.kinds.game.problem import GameTask
from lossstudio.run.kinds.pairs.problem import PairsTask
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.recipe import (
    GivenStart,
    Recipe,
    Runner,
    Training,
)
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.studio.commands.objective import of_kind, set_loss, set_objective, set_part, with_rules
from lossstudio.studio.commands.playback import go_to_end

PENGUINS = Scene(
    recipe=Recipe(
        task=Supervised(data=Spec("penguins"), loss=Spec("huber")),
        training=Training(steps=60, batch_size=10, seed=3),
        runners=(Runner(name="low", learning_rate=0.008, start=GivenStart(theta=(-0.7, 4.2))),),
    ),
    title="Penguins",
    notes="About penguins.",
    view=View(camera=CameraSpec(azimuth=10.0), colormap="viridis"),
)


@pytest.mark.parametrize("kind", KINDS.values())
def test_a_scene_of_another_kind_is_begun_anew_and_nothing_of_the_old_one_is_left(kind):
    scene = of_kind(PENGUINS, kind)
    assert kind_of(scene.recipe.task) is kind
    assert scene.recipe.runners == (Runner(),)
    assert scene.recipe.training == Training(steps=60, seed=3)
    assert (scene.title, scene.notes, scene.plane, scene.view.camera) == ("", "", None, None)
    assert scene.view.colormap == "viridis"
    assert CompiledRecipe.of(scene.recipe).steps == 60
    assert Scene.from_dict(scene.to_dict()) == scene


def test_data_with_classes_stay_between_learning_and_pairs():
    moons = Supervised(data=Spec.of("moons", samples=40), model=Spec.of("mlp", hidden=(3,)), loss=Spec("hinge"))
    scene = Scene(recipe=Recipe(task=moons))
    pairs = of_kind(scene, KINDS["pairs"])
    assert pairs.recipe.task == PairsTask(data=moons.data, model=moons.model)
    assert of_kind(pairs, KINDS["supervised"]).recipe.task == Supervised(data=moons.data, model=moons.model)


@pytest.mark.parametrize("data", ["penguins", "darts", "line"])
def test_data_without_classes_or_inputs_are_no_pairs(data):
    scene = of_kind(Scene(recipe=Recipe(task=Supervised(data=Spec(data)))), KINDS["pairs"])
    assert scene.recipe.task == KINDS["pairs"].first


RACE = Scene(
    recipe=Recipe(
        task=DivergenceTask(target=Spec("mixture")),
        runners=(
            Runner(name="one", learning_rate=0.1, start=GivenStart(theta=(1.0, 0.2))),
            Runner(name="two", loss=Spec("reverse_kl")),
        ),
    )
)


def test_another_target_keeps_starts_and_each_runners_divergence():
    scene = with_rules(RACE, DivergenceTask(target=Spec("table")))
    assert scene.recipe.runners == RACE.recipe.runners
    assert CompiledRecipe.of(scene.recipe).objective(1).divergence.key == "reverse_kl"


def test_another_family_forgets_starts_alone():
    scene = with_rules(RACE, DivergenceTask(target=Spec("mixture"), family=Spec("mixture")))
    one, two = scene.recipe.runners
    assert (one.start, one.learning_rate, two.loss) == (None, 0.1, Spec("reverse_kl"))
    assert CompiledRecipe.of(scene.recipe).size == 5


def test_another_game_forgets_starts_and_another_rule_keeps_them():
    game = GameTask(game=Spec("dirac"))
    scene = Scene(recipe=Recipe(task=game, runners=(Runner(start=GivenStart(theta=(1.0, 0.5))),)))
    ruled = with_rules(scene, GameTask(game=Spec("dirac"), updates="alternating"))
    assert ruled.recipe.runners == scene.recipe.runners
    assert with_rules(scene, GameTask(game=Spec("gaussian"))).recipe.runners[0].start is None


GAME = Scene(recipe=Recipe(task=GameTask(game=Spec("dirac"))))


def test_what_was_minimised_before_comes_back_as_it_was(perform):
    studio = perform(PENGUINS).studio
    studio.apply(set_objective("game"))
    studio.apply(set_part("game", Spec("gaussian")))
    studio.apply(set_objective("supervised"))
    assert studio.document.scene == PENGUINS
    studio.apply(set_objective("game"))
    assert studio.document.scene.recipe.task == GameTask(game=Spec("gaussian"))


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("family", FAMILIES)
def test_every_target_goes_with_every_family_and_back(perform, target, family):
    studio = perform(RACE).studio
    changed = (
        studio.document.scene.recipe.task.target.kind != target,
        studio.document.scene.recipe.task.family.kind != family,
    )
    studio.apply(set_part("target", Spec(target)))
    studio.apply(set_part("family", Spec(family)))
    task = studio.document.scene.recipe.task
    assert (task.target.kind, task.family.kind) == (target, family)
    for _ in range(sum(changed)):
        studio.undo()
    assert studio.document.scene == RACE


@pytest.mark.parametrize("game", GAMES)
def test_every_rule_of_every_game_is_one_undoable_change(perform, game):
    studio = perform(GAME).studio
    studio.apply(set_part("game", Spec(game)))
    before = studio.document.scene
    for name, value in (("updates", "alternating"), ("discriminator_steps", 3), ("gradient_penalty", 0.5)):
        studio.apply(set_part(name, value))
        studio.document.end_change()
        assert getattr(studio.document.scene.recipe.task, name) == value
    for _ in range(3):
        studio.undo()
    assert studio.document.scene == before


def test_a_drag_of_an_option_is_one_change(perform):
    studio = perform(RACE).studio
    for weight in (0.4, 0.3, 0.2):
        studio.apply(set_part("target", Spec.of("mixture", weight=weight)))
    studio.undo()
    assert studio.document.scene == RACE


def test_a_target_that_can_not_be_made_is_refused_with_the_reason(perform):
    theatre = perform(RACE)
    theatre.studio.apply(set_part("target", Spec.of("table", values=(1.0, 1.0))))
    assert theatre.studio.document.scene == RACE
    assert "must not all be the same" in theatre.notices[0].text


def test_the_surface_stays_on_show_while_a_target_or_a_divergence_changes(perform):
    theatre = perform(RACE)
    theatre.settle()
    theatre.studio.apply(set_part("target", Spec.of("mixture", weight=0.4)))
    assert theatre.studio.analysis.landscape is not None
    theatre.studio.apply(set_loss(Spec("hellinger")))
    assert theatre.studio.analysis.landscape is not None
    theatre.settle()
    theatre.studio.apply(set_objective("game"))
    assert theatre.studio.analysis.landscape is None


def test_going_back_and_forth_between_all_kinds_never_fails(perform):
    theatre = perform(PENGUINS, at_once_s=0.002)
    studio = theatre.studio
    kinds = ("game", "divergence", "pairs", "terrain", "supervised", "game")
    for kind in kinds:
        studio.apply(set_objective(kind))
        studio.apply(go_to_end)
        theatre.play_for(0.1)
    for _ in range(4):
        for _ in kinds:
            studio.undo()
            theatre.frame()
            assert studio.analysis.plane.origin.shape == (studio.run.compiled.size,)
        assert studio.document.scene == PENGUINS
        for _ in kinds:
            studio.redo()
            theatre.frame()
    theatre.settle()
    assert kind_of(studio.document.scene.recipe.task) is KINDS["game"]
    assert studio.analysis.curves.players is not None
    assert not theatre.notices
