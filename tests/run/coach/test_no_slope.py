"""A loss of one's own without a slope."""

from lossstudio.core.catalogue import Spec
from lossstudio.run.coach import advise
from lossstudio.run.coach.action import SetLoss
from lossstudio.run.coach.no_slope import no_slope
from tests.run.coach.runs import after, seen, supervised

COUNTING = Spec.of("formula", expression="where((2*target - 1)*prediction > 0, 0, 1)")


def test_a_loss_that_only_counts_mistakes_teaches_nothing():
    run = seen(supervised(Spec("gauss"), loss=COUNTING, learning_rate=0.3, steps=40))
    advice = advise(run)
    assert (advice.key, advice.severity) == ("no_slope", "warning")
    assert "0 on all 500 rows" in advice.text
    assert advice.action == SetLoss(None, Spec("bce"))
    better = after(run, advice.action)
    assert no_slope(better) is None
    assert better.timeline.batch_loss[-1, 0] < better.timeline.batch_loss[0, 0]


def test_a_typed_loss_with_a_slope_is_not_blamed_nor_one_that_has_reached_its_end():
    line = Spec.of("line", samples=20, outliers=0)
    typed = Spec.of("formula", expression="abs(prediction - target)")
    assert no_slope(seen(supervised(line, loss=typed, learning_rate=0.05, steps=20))) is None
    enough = Spec.of("formula", expression="max(0, abs(prediction - target) - 100)")
    start = {"learning_rate": 0.05, "steps": 20}
    assert no_slope(seen(supervised(line, loss=enough, **start))) is None
