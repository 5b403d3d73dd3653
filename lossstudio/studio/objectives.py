"""Commands on what is minimised: another kind of objective, other distributions, another game and its rules."""

from dataclasses import replace
from typing import Any

from lossstudio.core.spec import Spec
from lossstudio.project.scene import Scene
from lossstudio.run.recipe import DivergenceTask, GameTask
from lossstudio.studio.edits import from_start
from lossstudio.studio.filming import Filming
from lossstudio.studio.kinds import kind_of, of_kind, with_rules


class Objectives(Filming):
    """Each is one undoable change; those that are dragged merge, as those of the other panels do."""

    def set_objective(self, kind: str, loss: Spec | None = None) -> None:
        """Minimise something of another kind; what was last minimised of that kind comes back as it was.

        Parameters
        ----------
        loss
            Under another loss of that kind, from the start.
        """
        if kind == kind_of(self.scene.recipe.task):
            return
        before = self._history.latest(lambda scene: kind_of(scene.recipe.task) == kind)
        scene = of_kind(self.scene, kind) if before is None else _seen_alike(before, self.scene)
        if loss is not None:
            scene = from_start(scene, "loss", loss)
        self.edit(scene, "What is minimised")

    def set_target(self, spec: Spec) -> None:
        """Match another distribution."""
        self._set_rules("Target", target=spec)

    def set_family(self, spec: Spec) -> None:
        """Match the target with members of another family."""
        self._set_rules("Family", family=spec)

    def set_game(self, spec: Spec) -> None:
        """Play another game, or with other real data."""
        self._set_rules("Game", game=spec)

    def set_rule(self, name: str, value: Any) -> None:
        """Play by another rule: `updates`, `discriminator_steps` or `gradient_penalty`."""
        self._set_rules("Rules of the game", **{name: value})

    def _set_rules(self, text: str, **fields: Any) -> None:
        """Change the task's fields; drags of one entry's options, or of one rule, count as one change."""
        task = self.scene.recipe.task
        if isinstance(task, DivergenceTask | GameTask):
            (name, value), *_ = fields.items()
            old = getattr(task, name)
            merges = not (isinstance(value, Spec) and isinstance(old, Spec) and value.kind != old.kind)
            changed = replace(task, **fields)
            self.edit(with_rules(self.scene, changed), text, f"rule {name}" if merges else None)


def _seen_alike(scene: Scene, now: Scene) -> Scene:
    """Return a scene from before in the colours of now."""
    return replace(scene, view=replace(scene.view, theme=now.view.theme, colormap=now.view.colormap))
