"""Every schedule gives PyTorch's rates, or its formula's, and keeps what the catalogue promises."""

import json
import math
import pkgutil
from pathlib import Path
from typing import Any

import pytest

import lossstudio.core.schedules as package
from lossstudio.core.option import OptionError
from lossstudio.core.schedules import SCHEDULES
from lossstudio.core.schedules.schedule import Schedule

GOLDEN = json.loads((Path(__file__).parents[2] / "golden" / "schedules.json").read_text())
BASE = GOLDEN["base"]


def rate(key: str, k: int, base: float = BASE, state: Any = None, **options: Any) -> float:
    return SCHEDULES[key].rate(k, base, state, **(SCHEDULES[key].complete(options)))


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: f"{case['schedule']}-{len(case['options'])}")
def test_rates_are_pytorchs(case: dict[str, Any]) -> None:
    rates = [rate(case["schedule"], k, **case["options"]) for k in range(len(case["rates"]))]
    assert rates == pytest.approx(case["rates"], rel=1e-10, abs=1e-16)


def drops(losses: list[float], **said: Any) -> list[int]:
    """Return how often the rate was to drop after each loss."""
    schedule = SCHEDULES["plateau"]
    options = schedule.complete({"patience": 2, "threshold": 0.1} | said)
    state, found = schedule.start(**options), []
    for loss in losses:
        state = schedule.observe(loss, state, **options)
        found.append(state.drops)
    return found


@pytest.mark.parametrize("level", [-100.0, -1.0, 0.0, 1.0, 100.0])
@pytest.mark.parametrize("mode", ["rel", "abs"])
def test_a_loss_that_stands_still_lowers_the_rate_below_zero_too(level: float, mode: str) -> None:
    assert drops([level] * 7, threshold_mode=mode) == [0, 0, 0, 1, 1, 1, 2]


def test_a_share_is_one_of_the_losss_size_and_an_amount_is_itself() -> None:
    falling = [-10.0, -10.5, -11.5, -11.55, -11.6, -11.65]
    assert drops(falling) == [0, 0, 0, 0, 0, 1]  # a tenth of 10 is 1: only the third counts as better
    assert drops(falling, threshold_mode="abs") == [0, 0, 0, 0, 0, 0]  # a tenth: 0.5, 1.0, then 0.15 after two
    assert drops([10.0, 9.5, 8.5, 8.45, 8.4, 8.35]) == [0, 0, 0, 0, 0, 1]


@pytest.mark.parametrize("case", GOLDEN["plateaus"], ids=str)
def test_plateau_is_pytorchs(case: dict[str, Any]) -> None:
    schedule, losses = SCHEDULES["plateau"], GOLDEN["losses"]
    options = schedule.complete(case["options"])
    state, rates = schedule.start(**options), []
    assert schedule.observe is not None
    for loss in losses:
        rates.append(schedule.rate(len(rates), BASE, state, **options))
        state = schedule.observe(loss, state, **options)
    assert rates == pytest.approx(case["rates"], rel=1e-12)
    assert len(set(rates)) > 1


@pytest.mark.parametrize("key", ["cosine", "warmup_cosine"])
def test_a_cosine_stays_at_its_minimum_afterwards(key: str) -> None:
    assert [rate(key, k, steps=40, minimum=0.02) for k in (40, 41, 60, 10_000)] == [0.02] * 4
    assert rate(key, 39, steps=40, minimum=0.02) > 0.02


def test_one_cycle_stays_at_its_end_afterwards() -> None:
    assert {rate("one_cycle", k, steps=40) for k in (39, 40, 500)} == {BASE / 25 / 1e4}


def test_warmup_cosine_rises_evenly_to_the_full_rate() -> None:
    assert [rate("warmup_cosine", k, base=1.0, steps=50, warmup=4) for k in range(4)] == [0.25, 0.5, 0.75, 1.0]
    assert rate("warmup_cosine", 4, base=1.0, steps=50, warmup=4) == 1.0
    assert rate("warmup_cosine", 0, base=1.0, steps=50, warmup=0) == 1.0
    assert rate("warmup_cosine", 30, base=1.0, steps=10, warmup=20, minimum=0.1) == 0.1


def test_inverse_sqrt_follows_its_formula() -> None:
    for k in range(100):
        assert rate("inverse_sqrt", k) == pytest.approx(BASE * min((k + 1) / 10, math.sqrt(10 / (k + 1))), rel=1e-14)


def test_cyclic_spans_a_tenth_of_the_rate_to_the_rate() -> None:
    rates = [rate("cyclic", k) for k in range(81)]
    assert rates[0] == rates[40] == pytest.approx(BASE / 10)
    assert rates[20] == rates[60] == pytest.approx(BASE)
    assert rates[10] == pytest.approx(BASE * 0.55)


def test_drawn_is_linear_between_its_points_and_level_outside() -> None:
    points = [[5, 1.0], [15, 0.5], [20, 2]]
    factors = [rate("drawn", k, base=1.0, points=points) for k in (0, 5, 10, 15, 16, 20, 99)]
    assert factors == pytest.approx([1.0, 1.0, 0.75, 0.5, 0.8, 2.0, 2.0])


@pytest.mark.parametrize(
    ("points", "reason"),
    [
        ([], "at least one"),
        ("01", "at least one"),
        ([[0]], r"\[0\]: must be"),
        ([[0, True]], "factor must be a finite number"),
        ([[0, float("nan")]], "factor must be a finite number"),
        ([[-1, 1]], "step must be a finite number"),
        ([[0, -1]], "factor must be a finite number"),
        ([[0, 1], [0, 2]], r"\[1\]\[0\]: must be a later step"),
    ],
)
def test_a_line_that_cannot_be_is_refused_with_its_place(points: Any, reason: str) -> None:
    with pytest.raises(OptionError, match=reason):
        SCHEDULES["drawn"].complete({"points": points})


@pytest.mark.parametrize("key", SCHEDULES)
@pytest.mark.parametrize("steps", [1, 2, 3, 10])
def test_no_length_of_a_run_is_too_short(key: str, steps: int) -> None:
    options = SCHEDULES[key].complete({})
    options |= {"steps": steps} if "steps" in options else {}
    state = SCHEDULES[key].start(**options)
    assert all(0 <= SCHEDULES[key].rate(k, BASE, state, **options) <= BASE for k in range(15))


@pytest.mark.parametrize("fraction", [0.0, 0.1, 0.5, 1.0])
def test_one_cycle_takes_every_share_of_warmup(fraction: float) -> None:
    rates = [rate("one_cycle", k, steps=10, warmup_fraction=fraction) for k in range(12)]
    assert max(rates) <= BASE
    assert all(value > 0 for value in rates)


def test_a_rate_too_large_for_a_number_is_infinite() -> None:
    assert rate("exponential", 100_000, factor=1.5) == math.inf
    assert rate("step", 100_000, factor=3.0, every=1) == math.inf


def test_a_loss_that_is_not_a_number_is_no_progress() -> None:
    schedule = SCHEDULES["plateau"]
    options = schedule.complete({"patience": 0})
    assert schedule.observe is not None
    state = schedule.observe(float("nan"), schedule.start(**options), **options)
    assert schedule.rate(1, BASE, state, **options) == pytest.approx(BASE / 10)


@pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=list(SCHEDULES))
def test_options_travel_through_json(schedule: Schedule) -> None:
    complete = schedule.complete({})
    assert schedule.complete(json.loads(json.dumps(complete))) == complete
    assert schedule.summary
    assert not schedule.summary.endswith(".")
    assert all(option.help.endswith(".") for option in schedule.options)


def test_no_entry_is_missing_from_its_table() -> None:
    found = set()
    for module in pkgutil.iter_modules(package.__path__):
        contents = vars(__import__(f"{package.__name__}.{module.name}", fromlist=["_"]))
        found |= {value.key for value in contents.values() if isinstance(value, Schedule)}
    assert found == set(SCHEDULES)


def test_no_key_that_a_file_may_hold_has_gone() -> None:
    words = "constant step exponential cosine warmup_cosine one_cycle cyclic inverse_sqrt plateau drawn"
    assert set(words.split()) <= set(SCHEDULES)
