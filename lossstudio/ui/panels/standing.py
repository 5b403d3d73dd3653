"""Where the runners stand at the moment on show, the part of the way to the next step included."""

from lossstudio.core.array import Floats
from lossstudio.studio.studio import Studio


def thetas_on_show(studio: Studio) -> Floats:
    """Return the runners' parameters ``(R, P)``."""
    timeline = studio.run.timeline
    step = min(studio.playback.step, timeline.length)
    here: Floats = timeline.theta[step]
    if not studio.playback.fraction or step >= timeline.length:
        return here
    rolled: Floats = here + studio.playback.fraction * (timeline.theta[step + 1] - here)
    return rolled


ROUND = 6
"""While steps go by too fast to read, charts take turns: one a frame, each again after a round of frames."""


def due(studio: Studio, *turns: int) -> bool:
    """Say whether a chart whose turns these are in each round shall be drawn; at readable speeds it always shall."""
    flat_out = studio.playback.playing and not studio.playback.fraction and not studio.playback.phase
    return not flat_out or studio.frame % ROUND in turns
