"""Commands that put surfaces side by side: of several losses, of the training and the test rows, of the runners."""

from dataclasses import replace

from lossstudio.core.catalogue import Spec
from lossstudio.core.losses import LOSSES
from lossstudio.project.scene import Scene
from lossstudio.project.view_spec import PaneChoice
from lossstudio.run.kinds import kind_of
from lossstudio.run.recipe.recipe import GivenStart
from lossstudio.studio.changes import Notice
from lossstudio.studio.commands.command import Effect
from lossstudio.studio.commands.recipe_edits import with_recipe
from lossstudio.studio.commands.runners import MOST
from lossstudio.studio.session.snapshot import Snapshot

TEXT = "Side by side"
COMPARED = {"mse": "squared error", "mae": "absolute error", "huber": "Huber"}
"""The losses that are compared, and what their runners are called."""


def toggle_side_by_side(now: Snapshot) -> Effect:
    """Show the runners' surfaces side by side, or those of training and test rows; or one surface again."""
    if now.scene.view.panes != "one":
        return _shown(now.scene, "one")
    if len(now.compiled.names) > 1:
        return _shown(now.scene, "runners")
    if now.compiled.test_objective() is not None:
        return _shown(now.scene, "train_test")
    said = "There is one surface only: add a runner, hold rows back, or see Compare > Losses side by side."
    return Effect(notice=Notice("info", said))


def compare_runners(now: Snapshot) -> Effect:
    """Show a surface for each runner, of its own loss."""
    if len(now.compiled.names) == 1:
        return Effect(notice=Notice("info", "There is one runner only. Add another one first."))
    return _shown(now.scene, "runners")


def compare_rows(now: Snapshot) -> Effect:
    """Show the loss on the training rows beside that on the test rows."""
    if now.compiled.test_objective() is None:
        return Effect(notice=Notice("info", "No rows are held back. Hold some back in the Data card first."))
    return _shown(now.scene, "train_test")


def compare_losses(now: Snapshot) -> Effect:
    """Let a runner walk down each of three losses, from where the selected one starts, and show all their surfaces.

    Runners that walk down one of them already stay as they are; others are added, like the selected one.
    """
    data = now.compiled.problem.prepared
    if kind_of(now.scene.recipe.task).losses is not LOSSES or data is None or data.task != "regression":
        return Effect(
            notice=Notice("info", "Squared, absolute and Huber errors are compared where a number is predicted.")
        )
    settings, runners = now.compiled.settings(0), now.scene.recipe.runners
    there = {each.loss.kind for each in settings if each.loss is not None}
    start = GivenStart(theta=tuple(float(number) for number in now.compiled.starts[now.runner]))
    like, taken = runners[now.runner], {runner.name for runner in runners}
    added = tuple(
        replace(like, name=name if name not in taken else f"{name} 2", loss=Spec(key), start=start)
        for key, name in COMPARED.items()
        if key not in there
    )
    if len(runners) + len(added) > MOST:
        return Effect(notice=Notice("info", f"More than {MOST} runners have no colours that can be told apart."))
    return _shown(with_recipe(now.scene, runners=(*runners, *added)), "runners")


def _shown(scene: Scene, panes: PaneChoice) -> Effect:
    return Effect(scene=replace(scene, view=replace(scene.view, panes=panes)), text=TEXT)
