"""Every loss of a run is held against the model and the data, whenever and by whomever it is used."""

from dataclasses import replace

from lossstudio.core.catalogue import Spec
from lossstudio.project.examples import EXAMPLES
from lossstudio.run.analysis.misfits import misfits
from lossstudio.run.recipe.recipe import Change
from lossstudio.run.training.compiled_recipe import CompiledRecipe


def test_a_loss_that_does_not_fit_is_told_once_whenever_it_is_used() -> None:
    recipe = EXAMPLES["penguins"].load().recipe
    assert misfits(CompiledRecipe.of(recipe)) == ()
    said = ((5, "bce"), (9, "mae"), (20, "bce"))
    changes = tuple(Change(step=step, said=(("loss", Spec(loss)),)) for step, loss in said)
    found = misfits(CompiledRecipe.of(replace(recipe, training=replace(recipe.training, changes=changes))))
    assert found == ("Binary cross-entropy is for yes or no, and these data ask for numbers.",)
    assert misfits(CompiledRecipe.of(EXAMPLES["rosenbrock"].load().recipe)) == ()
