"""The command on the loss that is minimised."""

from lossstudio.core.spec import Spec
from lossstudio.studio.commands.command import Command, Effect
from lossstudio.studio.commands.training import acting
from lossstudio.studio.session.snapshot import Snapshot


def set_loss(spec: Spec) -> Command:
    """Minimise another loss, from the start or from here: the selected runner where it has its own, else all."""

    def command(now: Snapshot) -> Effect:
        loss = now.settings.loss
        own = now.scene.recipe.runners[now.runner].loss is not None
        merge = loss is not None and spec.kind == loss.kind
        return acting(now, "loss", spec, "Loss", now.runner_name if own else None, merge=merge)

    return command
