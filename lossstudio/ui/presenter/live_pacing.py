"""How the time of a film that is played live follows what happens in the run."""

import numpy as np

from lossstudio.films.plan.pacing import WalkPacing
from lossstudio.films.render.happening import pacing_of, slowed
from lossstudio.picture.charts import LossCurves
from lossstudio.studio.studio import Studio


def live_pacing(studio: Studio) -> WalkPacing | None:
    """Return the pacing that a film has, as far as the run is known already.

    Before all of it is, only the steps that are to be slow are slower; None where there are none of these.
    """
    run, analysis, marks = studio.run, studio.analysis, studio.document.scene.film.slow
    losses = analysis.curves if analysis.curves_run is run.timeline else None
    if losses is not None and losses.steps[-1] >= run.steps:
        return slowed(pacing_of(run.timeline, analysis.plane, LossCurves.of(run.compiled, losses)), marks)
    alike = np.array([0.0, float(max(run.steps, 1))])
    return slowed(WalkPacing(alike, alike / alike[-1]), marks) if marks else None
