"""The command on the model that is trained."""

from lossstudio.core.spec import Spec
from lossstudio.run.kinds import kind_of
from lossstudio.studio.commands.command import Command, Effect
from lossstudio.studio.commands.compatibility import adapted, with_model
from lossstudio.studio.session.snapshot import Snapshot


def set_model(spec: Spec) -> Command:
    """Train another model, from step 0."""

    def command(now: Snapshot) -> Effect:
        kind_of(now.scene.recipe.task).check("model")
        return Effect(scene=adapted(with_model(now.scene, spec)), text="Model")

    return command
