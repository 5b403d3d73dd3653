"""A step in one sentence or two, with the numbers that the read-outs have."""

import pytest

from lossstudio.picture.text.read_outs import gradient_read_out, loss_read_out
from lossstudio.picture.text.step_sentences import step_read_aloud, step_sentence
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.file import load
from lossstudio.project.scene import Scene
from lossstudio.run.analysis.step_view import StepView
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.extending import extend
from lossstudio.run.training.timeline import Timeline

STEPS = 3


def view_of(example: str, step: int, runner: int = 0) -> StepView:
    timeline = extend(Timeline(CompiledRecipe.of(load(EXAMPLES[example].path).recipe)), STEPS)
    return StepView(timeline, step, runner=runner).evaluate("losses", "explanation")


def test_a_step_says_where_it_is_and_what_its_update_does() -> None:
    view = view_of("penguins", 2)
    assert step_sentence(view, 60) == f"Step 2 of 60, loss {loss_read_out(view).value}."
    said = step_read_aloud(view, 60)
    assert said.startswith(
        f"Step 2 of 60, loss {loss_read_out(view).value}, gradient {gradient_read_out(view).value}, "
    )
    assert "w is −0.188 and b is 4.33; the update takes w to −0.0449 and b to 4.34." in said


def test_what_is_not_known_is_left_out() -> None:
    view = view_of("penguins", 0)
    bare = StepView(view.timeline, view.timeline.length)
    assert step_sentence(bare, 60) == f"Step {STEPS} of 60."
    assert "..." not in step_read_aloud(bare, 60)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_can_be_read_aloud(example: str) -> None:
    view = view_of(example, 1)
    several = len(view.compiled.names) > 1
    assert step_read_aloud(view, 9).startswith(f"{view.compiled.names[0]}: step 1 of 9" if several else "Step 1 of 9")


def test_a_runner_that_has_stopped_is_told_to_have_and_no_update_is_made_up() -> None:
    surface = {"kind": "terrain", "terrain": {"kind": "formula", "expression": "log(x)"}}
    runner = {"learning_rate": 0.2, "start": {"theta": [0.5, 1.0]}}
    scene = Scene.from_dict({"format": "lossstudio", "version": 1, "objective": surface, "runners": [runner]})
    timeline = extend(Timeline(CompiledRecipe.of(scene.recipe)), STEPS)
    assert timeline.stopped[0] is not None
    assert timeline.stopped[0][0] == 2
    for step in (2, 3):
        said = step_read_aloud(StepView(timeline, step).evaluate("losses", "explanation"), 60)
        reason = "the runner stopped at step 2: the loss is no longer a finite number"
        assert said == f"Step {step} of 60. x is −1.90 and y is 1.00; {reason}."
