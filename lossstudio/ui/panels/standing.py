"""Where the runners stand at the moment on show, the part of the way to the next step included."""

from lossstudio.core.array import Floats
from lossstudio.studio.studio import Studio


def thetas_on_show(studio: Studio) -> Floats:
    """Return the runners' parameters ``(R, P)``."""
    timeline = studio.timeline
    step = min(studio.step, timeline.length)
    here: Floats = timeline.theta[step]
    if not studio.fraction or step >= timeline.length:
        return here
    rolled: Floats = here + studio.fraction * (timeline.theta[step + 1] - here)
    return rolled


def flat_out(studio: Studio) -> bool:
    """Say whether steps go by too fast for anybody to read: charts may then be drawn less often than frames."""
    return studio.playing and not studio.fraction and not studio.phase
