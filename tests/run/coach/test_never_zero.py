"""An l1 penalty under plain descent."""

import numpy as np

from lossstudio.core.catalogue import Spec
from lossstudio.run.coach import advise
from lossstudio.run.coach.never_zero import never_zero
from lossstudio.run.recipe.recipe import Penalty
from tests.run.coach.runs import after, seen, supervised

GRID = [(first, second) for first in (-1.0, 0.0, 1.0) for second in (-1.0, 0.2, 1.1)]


def fit(penalty):
    data = Spec.of("table", task="regression", inputs=tuple(GRID), targets=tuple(1.5 * first for first, _ in GRID))
    return seen(supervised(data, learning_rate=0.2, steps=200, penalty=penalty))


def test_a_weight_that_l1_never_gets_to_0_is_named():
    run = fit(Penalty(l1=0.5))
    advice = advise(run)
    assert (advice.key, advice.title) == ("never_zero", "w₂ is never quite 0")
    cured = after(run, advice.action)
    now, before = (float(np.abs(each.timeline.theta[-8:, 0, 1]).max()) for each in (cured, run))
    assert now == 0.0 < before
    assert never_zero(cured) is None


def test_without_l1_no_weight_is_wanted_at_0():
    assert never_zero(fit(Penalty())) is None
    assert never_zero(fit(Penalty(l2=0.5))) is None
