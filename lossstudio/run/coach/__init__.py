"""The coach's rules, the most urgent first: each looks at a run and returns advice or None."""

from collections.abc import Callable

from lossstudio.run.coach.action import Advice
from lossstudio.run.coach.clipping import clipping
from lossstudio.run.coach.confidence import overconfident, underconfident
from lossstudio.run.coach.dead_units import dead_units
from lossstudio.run.coach.imbalance import imbalance
from lossstudio.run.coach.never_zero import never_zero
from lossstudio.run.coach.no_slope import no_slope
from lossstudio.run.coach.nothing_wrong import beyond_the_limit, keep_looking, near_the_limit, ready
from lossstudio.run.coach.outliers import outliers
from lossstudio.run.coach.overfitting import overfitting
from lossstudio.run.coach.players import circling
from lossstudio.run.coach.scaling import unscaled
from lossstudio.run.coach.standstill import endless, minimum, plateau, saddle
from lossstudio.run.coach.stops import all_stopped, stopped
from lossstudio.run.coach.swinging import swinging
from lossstudio.run.coach.too_fast import climbing, jitter, jumping, leaping, zigzag
from lossstudio.run.coach.too_simple import too_simple
from lossstudio.run.coach.too_slow import crawling, creeping, faded, shorter, unfinished
from lossstudio.run.coach.view import RunView
from lossstudio.run.coach.wrong_loss import wrong_loss

RULES: tuple[Callable[[RunView], Advice | None], ...] = (
    all_stopped,
    stopped,
    ready,
    climbing,
    no_slope,
    wrong_loss,
    jumping,
    dead_units,
    unscaled,
    leaping,
    swinging,
    beyond_the_limit,
    never_zero,
    zigzag,
    overfitting,
    faded,
    imbalance,
    clipping,
    circling,
    saddle,
    crawling,
    plateau,
    creeping,
    shorter,
    overconfident,
    unfinished,
    jitter,
    underconfident,
    outliers,
    too_simple,
    near_the_limit,
    minimum,
    endless,
    keep_looking,
)


def advise(view: RunView) -> Advice | None:
    """Return the advice of the most urgent rule that has any."""
    return next((advice for rule in RULES if (advice := rule(view)) is not None), None)
