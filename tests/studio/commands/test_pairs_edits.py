"""Data and model of an embedding are changed without its becoming another kind of task."""

from lossstudio.core.catalogue import Spec
from lossstudio.project.scene import Scene
from lossstudio.run.kinds.pairs.problem import PairsTask
from lossstudio.run.recipe.recipe import GivenStart, Recipe, Runner
from lossstudio.studio.commands.compatibility import adapted, with_data, with_model

SCENE = Scene(
    recipe=Recipe(
        task=PairsTask(data=Spec.of("blobs", samples=30), loss=Spec("triplet")),
        runners=(Runner(start=GivenStart(theta=(1.0, 0.0, 0.0, 1.0))),),
    )
)


def test_other_data_are_embedded_under_the_same_loss() -> None:
    scene = adapted(with_data(SCENE, Spec("iris")))
    assert scene.recipe.task == PairsTask(data=Spec("iris"), loss=Spec("triplet"))
    more = adapted(with_data(SCENE, Spec.of("blobs", samples=40)))
    assert more.recipe.runners == SCENE.recipe.runners


def test_another_model_begins_anew() -> None:
    scene = adapted(with_model(SCENE, Spec.of("mlp", hidden=(4,))))
    assert scene.recipe.task == PairsTask(
        data=Spec.of("blobs", samples=30), model=Spec.of("mlp", hidden=(4,)), loss=Spec("triplet")
    )
    assert scene.recipe.runners[0].start is None
