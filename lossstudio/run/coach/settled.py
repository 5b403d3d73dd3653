"""Whether a run's loss has settled."""

from lossstudio.run.coach.view import RunView

SETTLED = 0.02
"""A run has settled when its last tenth lowered the loss by at most this share, and of all that was done too."""


def settled(view: RunView) -> bool:
    """Say whether the last tenth of the updates changed the selected runner's loss by next to nothing."""
    loss = view.loss[:, view.runner]
    tenth = len(loss) // 10
    if not tenth:
        return False
    late = abs(loss[-1 - tenth] - loss[-1])
    return bool(
        late <= SETTLED * abs(loss[-1]) and late <= SETTLED * max(abs(loss[0] - loss[-1]), SETTLED * abs(loss[-1]))
    )
