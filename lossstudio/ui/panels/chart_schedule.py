"""Where the runners stand at the moment on show, and when charts are drawn that can't be drawn in each frame."""

from lossstudio.core.array import Floats
from lossstudio.run.analysis.step_view import thetas_at
from lossstudio.studio.studio import Studio


def thetas_on_show(studio: Studio) -> Floats:
    """Return the runners' parameters ``(R, P)``, the part of the way to the next step included."""
    return thetas_at(studio.run.timeline.theta, studio.playback.step, studio.playback.fraction)


ROUND = 6
"""While steps go by too fast to read, charts take turns: one a frame, each again after a round of frames."""


def due(studio: Studio, *turns: int) -> bool:
    """Say whether a chart whose turns these are in each round shall be drawn; at readable speeds it always shall."""
    flat_out = studio.playback.playing and not studio.playback.fraction and not studio.playback.phase
    return not flat_out or studio.frame % ROUND in turns
