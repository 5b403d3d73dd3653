"""Commands on what is minimised: another kind of objective, other distributions, another game and its rules."""

from dataclasses import replace
from typing import Any

from lossstudio.core.spec import Spec
from lossstudio.project.scene import Scene
from lossstudio.run.kinds import KINDS, kind_of
from lossstudio.studio.edits import from_start
from lossstudio.studio.filming import Filming
from lossstudio.studio.kinds import of_kind, with_rules


class Objectives(Filming):
    """Each is one undoable change; those that are dragged merge, as those of the other panels do."""

    def set_objective(self, kind: str, loss: Spec | None = None) -> None:
        """Minimise something of another kind; what was last minimised of that kind comes back as it was.

        Parameters
        ----------
        loss
            Under another loss of that kind, from the start.
        """
        wanted = KINDS[kind]
        if wanted is kind_of(self.scene.recipe.task):
            return
        before = self._history.latest(lambda scene: kind_of(scene.recipe.task) is wanted)
        scene = of_kind(self.scene, wanted) if before is None else _seen_alike(before, self.scene)
        if loss is not None:
            scene = from_start(scene, "loss", loss)
        self.edit(scene, "What is minimised")

    def set_part(self, name: str, value: Any) -> None:
        """Change one part of what is minimised, as its target, its family, its game or a rule of it.

        Drags of one part's options, or of one rule, count as one change.
        """
        task = self.scene.recipe.task
        kind = kind_of(task)
        if not kind.has_part(name):
            return
        old = getattr(task, name)
        merges = not (isinstance(value, Spec) and isinstance(old, Spec) and value.kind != old.kind)
        scene = with_rules(self.scene, kind.with_part(task, name, value))
        self.edit(scene, kind.called(name), f"rule {name}" if merges else None)


def _seen_alike(scene: Scene, now: Scene) -> Scene:
    """Return a scene from before in the colours of now."""
    return replace(scene, view=replace(scene.view, theme=now.view.theme, colormap=now.view.colormap))
