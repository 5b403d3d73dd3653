"""Losses that don't belong to the model's output or to the data, and what would."""

from dataclasses import replace

from lossstudio.core.catalogue import Spec
from lossstudio.core.losses import LOSSES
from lossstudio.core.losses.loss import LAST_LAYER, Loss, Task
from lossstudio.core.models.network import Network
from lossstudio.core.numbers import readout
from lossstudio.core.objective.compatibility_warnings import compatibility_warnings
from lossstudio.run.coach.action import Advice, Edit, SetLoss, SetModel, SetStart, Together
from lossstudio.run.coach.dead_units import is_dead_from_the_start
from lossstudio.run.coach.view import RunView
from lossstudio.run.coach.wording import percent
from lossstudio.run.kinds.supervised.problem import NATURAL_LOSS

BELONGS: dict[tuple[Task, str], str] = {
    ("binary", "linear"): "bce",
    ("binary", "sigmoid"): "bce_on_probability",
    ("multiclass", "linear"): "cce",
    ("multiclass", "softmax"): "cce_on_probability",
    ("regression", "linear"): "mse",
}
"""The loss that belongs to a task and what the model's last layer applies."""


def wrong_loss(view: RunView) -> Advice | None:
    """Say that model, loss and task don't belong together, and what would; of the selected runner first."""
    first = {view.settings[view.runner].loss: view.runner}  # one of each loss: of 1,024 runners most have the same
    for runner, each in enumerate(view.settings):
        first.setdefault(each.loss, runner)
    _, *others = first.values()
    views = (view, *(replace(view, runner=runner, point=None) for runner in others))
    return next((advice for each in views if (advice := _misfit(each)) is not None), None)


def _misfit(view: RunView) -> Advice | None:
    """Say that the selected runner's loss doesn't fit."""
    problem, spec = view.compiled.problem, view.settings[view.runner].loss
    if view.data is None or problem.network is None or problem.prepared is None or spec is None:
        return None
    entry = LOSSES[spec.kind]
    loss = entry.under(entry.complete(spec.options))
    found = compatibility_warnings(problem.network, loss, problem.prepared.task)
    if not found:
        return None
    own = view.name if view.compiled.recipe.runners[view.runner].loss is not None else None
    action, label = _remedy(view.model, loss, problem.network, problem.prepared.task, own)
    if view.step and is_dead_from_the_start(view):
        action = Together((action, SetStart(view.name, None)))
    who = f"{view.of_runner(view.runner)}: " if own is not None else ""
    return Advice(
        key="wrong_loss",
        severity="warning",
        title="Loss and output don't fit" if problem.prepared.task in loss.tasks else "The wrong loss for these data",
        text=who + " ".join((*found[:1], _so_far(view))).strip(),
        steps=(_since(view), view.step) if view.step else None,
        action=action,
        action_label=label,
    )


def no_probabilities(view: RunView) -> Advice | None:
    """Say so where a loss on probabilities gets none, which is why it may have no value at all."""
    spec = view.settings[view.runner].loss
    if view.data is None or spec is None:
        return None
    entry = LOSSES[spec.kind]
    return _misfit(view) if entry.under(entry.complete(spec.options)).takes in LAST_LAYER else None


def _remedy(model: Spec | None, loss: Loss, network: Network, task: Task, own: str | None) -> tuple[Edit, str]:
    """Return the smallest change after which everything fits; `own` names a runner that has a loss of its own."""
    output = network.stack[-1].activation.key
    wanted = LAST_LAYER.get(loss.takes, "linear")
    fits = task in loss.tasks and (wanted != "softmax" or network.outputs > 1)
    if fits and model is not None and model.kind == "mlp":
        return SetModel(model.replace(output=wanted)), f"Make the output {wanted}"
    key = BELONGS.get((task, output)) or NATURAL_LOSS[task]
    change = SetLoss(own, Spec(key))
    label = f"Use {LOSSES[key].label.lower().partition(' on ')[0]}"
    if (task, output) in BELONGS or model is None:
        return change, label
    return Together((SetModel(model.replace(output="linear")), change)), label


def _so_far(view: RunView) -> str:
    """Say how it has gone: the loss, and a number that doesn't depend on it."""
    answers = view.train_answers
    if not view.step or answers is None:
        return ""
    if answers.chosen is not None:
        known = f"accuracy {percent(answers.accuracy)}"
    else:
        known = f"mean error {readout(float(abs(answers.outputs - answers.targets).mean()))}"
    loss = "" if view.loss_here is None else f"loss {view.told(view.loss_here)}, "
    return f"So far, at step {view.step}: {loss}{known}."


def _since(view: RunView) -> int:
    """Return the step from which the loss in force has been in force."""
    mine, since = view.settings[view.runner].loss, view.step
    for step in (view.step, *(step for step in reversed(view.compiled.changes_at) if step <= view.step), 0):
        if view.compiled.settings(step)[view.runner].loss != mine:
            break
        since = step
    return since
