"""What doesn't belong together in a whole run: each runner's losses against the model's output and the data's task."""

from lossstudio.core.losses import LOSSES
from lossstudio.core.objective.compatibility_warnings import compatibility_warnings
from lossstudio.run.kinds import kind_of
from lossstudio.run.training.compiled_recipe import CompiledRecipe


def misfits(compiled: CompiledRecipe) -> tuple[str, ...]:
    """Return the sentences of `compatibility_warnings` for all losses that a recipe uses, each of them once."""
    network, data = compiled.problem.network, compiled.problem.prepared
    if network is None or data is None or kind_of(compiled.recipe.task).losses is not LOSSES:
        return ()
    used = [each.loss for step in (0, *compiled.changes_at) for each in compiled.settings(step) if each.loss]
    found: list[str] = []
    for spec in used:
        loss = LOSSES[spec.kind]
        found += compatibility_warnings(network, loss.under(loss.complete(spec.options)), data.task)
    return tuple(dict.fromkeys(found))
