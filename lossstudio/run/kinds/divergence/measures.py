"""How alike two distributions are: every divergence between them, and their moments."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.objective.divergence import DIVERGENCES
from lossstudio.core.objective.divergence.objective import DivergenceObjective
from lossstudio.core.objective.divergence.quadrature import nodes
from lossstudio.run.kinds.measure_table import (
    MOMENTS,
    Line,
    Measures,
    moments_of,
)

MOST_COLUMNS = 3
"""Of more runners only the selected one is measured: the table would be too wide."""


def measures_of_distributions(
    objective: DivergenceObjective, thetas: Floats, names: tuple[str, ...], runner: int
) -> Measures:
    """Return the measures where the runners of these names stand ``(R, P)``."""
    if len(thetas) <= MOST_COLUMNS:
        return _of_distributions(objective, thetas, names)
    return _of_distributions(objective, thetas[[runner]], (names[runner],))


def _of_distributions(objective: DivergenceObjective, thetas: Floats, names: tuple[str, ...]) -> Measures:
    target, family = objective.target, objective.family
    values = {
        entry: DivergenceObjective(target, family, entry).values(thetas).tolist() for entry in DIVERGENCES.values()
    }
    lines = [Line(entry.label, f"{entry.summary}: {entry.formula}", (*each, None)) for entry, each in values.items()]
    x, weights = nodes(np.sort(family.breaks(thetas), axis=-1))
    moments = moments_of(x, weights * np.exp(family.log_density(thetas, x)))
    own = (target.mean, target.deviation)
    for (name, meaning), each, of_target in zip(MOMENTS.items(), moments, own, strict=True):
        lines.append(Line(name, meaning, (*each.tolist(), of_target)))
    return Measures((*(names if len(names) > 1 else ("q",)), "target p"), tuple(lines))
