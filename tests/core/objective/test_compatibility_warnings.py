"""What is said when model, loss and task don't belong together."""

import pytest

from lossstudio.core.losses import LOSSES
from lossstudio.core.models import MODELS
from lossstudio.core.objective.compatibility_warnings import compatibility_warnings


def said(loss: str, output: str, task: str, outputs: int = 1) -> str:
    network = MODELS["mlp"].build(2, outputs, **MODELS["mlp"].complete({"output": output}))
    found = LOSSES[loss].under(LOSSES[loss].complete({}))
    return " ".join(compatibility_warnings(network, found, task))


@pytest.mark.parametrize(
    ("loss", "output", "task", "outputs"),
    [
        ("mse", "linear", "regression", 1),
        ("mse", "tanh", "regression", 1),
        ("bce", "linear", "binary", 1),
        ("bce_on_probability", "sigmoid", "binary", 1),
        ("cce", "linear", "multiclass", 3),
        ("cce_on_probability", "softmax", "multiclass", 3),
        ("hinge", "linear", "binary", 1),
        ("poisson", "linear", "regression", 1),
        ("formula", "linear", "binary", 1),
        ("weighted_sum", "linear", "regression", 1),
    ],
)
def test_what_belongs_together_is_left_alone(loss, output, task, outputs):
    assert said(loss, output, task, outputs) == ""


@pytest.mark.parametrize(
    ("loss", "output", "task", "outputs", "words"),
    [
        ("bce", "sigmoid", "binary", 1, "The sigmoid comes twice"),
        ("focal", "sigmoid", "binary", 1, "The sigmoid comes twice"),
        ("cce", "softmax", "multiclass", 3, "The softmax comes twice"),
        ("cce", "sigmoid", "multiclass", 3, "wants raw scores"),
        ("hinge", "sigmoid", "binary", 1, "Hinge wants raw scores"),
        ("poisson", "tanh", "regression", 1, "wants raw scores"),
        ("bce_on_probability", "linear", "binary", 1, "The sigmoid is missing"),
        ("cce_on_probability", "linear", "multiclass", 3, "The softmax is missing"),
        ("cce_on_probability", "sigmoid", "multiclass", 3, "A sigmoid stands where a softmax belongs"),
        ("bce_on_probability", "softmax", "binary", 1, "always 1"),
        ("mse", "softmax", "regression", 1, "always 1"),
        ("mse", "linear", "multiclass", 1, "is for numbers, and these data ask for one of several classes"),
        ("bce", "linear", "regression", 1, "is for yes or no, and these data ask for numbers"),
        ("cce", "linear", "regression", 3, "is for yes or no or one of several classes"),
    ],
)
def test_what_does_not_belong_together_is_named(loss, output, task, outputs, words):
    assert words in said(loss, output, task, outputs)
