"""The command on the model that is trained."""

from lossstudio.core.spec import Spec
from lossstudio.studio.adapting import adapted, with_model
from lossstudio.studio.commands.command import Command, Effect


def set_model(spec: Spec) -> Command:
    """Train another model, from step 0."""
    return lambda now: Effect(scene=adapted(with_model(now.scene, spec)), text="Model")
