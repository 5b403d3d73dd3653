"""The run of a map that is pointed at, as a ghost on the surface."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.studio.session.active_run import ActiveRun


class PointedRun:
    """Stands, as a ghost, for the future that was given up.

    Attributes
    ----------
    path
        Its parameters ``(n, P)``; None while no run is pointed at.
    """

    def __init__(self) -> None:
        self.path: Floats | None = None

    def ghost(self, run: ActiveRun, runners: slice) -> Floats | None:
        """Return what is drawn as a ghost ``(n, R, P)``: it, or of these runners the future that was given up."""
        if self.path is not None and self.path.shape[1] == run.compiled.size:
            return np.repeat(self.path[:, None], runners.stop - runners.start, axis=1)
        return None if run.ghost is None else run.ghost[:, runners]
