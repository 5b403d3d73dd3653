"""What is known of an objective at one place beside its value and gradient: of its samples, or of its players."""

from dataclasses import dataclass

from lossstudio.core.array import Floats
from lossstudio.core.objective.loss_contributions import Share


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SampleFacts:
    """What an objective can tell at theta; `Explanation` says what each is. None where there is no such thing."""

    predictions: Floats | None = None
    residuals: Floats | None = None
    sample_losses: Floats | None = None
    data_loss: float | None = None
    shares: tuple[Share, ...] = ()
    misfits: tuple[str, ...] = ()
    player_losses: Floats | None = None
    moves: tuple[tuple[str, ...], ...] | None = None
