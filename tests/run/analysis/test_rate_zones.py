"""The zones of the learning rate against what the optimizers themselves do on a bowl, and against its bounds."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from lossstudio.core.array import Floats
from lossstudio.core.catalogue import Spec
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.run.analysis.critical_point import point_at
from lossstudio.run.analysis.rate_zones import RateZones, rate_zones, swinging
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import Recipe, Runner
from lossstudio.run.training.compiled_recipe import CompiledRecipe

HIGHEST = 7.0
"""The curvature of the bowl, so that shares aren't rates."""
WITH_LIMIT = [key for key, entry in OPTIMIZERS.items() if entry.stability is not None]
KEEPING = ("momentum", "nesterov")
MOMENTA = (0.3, 0.5, 0.8, 0.9, 0.95, 0.99)


def zones_of(kind: Spec, rate: float) -> RateZones | None:
    compiled = CompiledRecipe.of(
        Recipe(task=OnTerrain(terrain=Spec("bowl")), runners=(Runner(optimizer=kind, learning_rate=rate),))
    )
    return rate_zones(compiled.settings(0)[0], HIGHEST, everywhere=True, bowl=True)


def walked(kind: Spec, rate: float, steps: int) -> Floats:
    """Return the distances ``(steps + 1,)`` from the bottom of a bowl, by the optimizer's own update."""
    optimizer = OPTIMIZERS[kind.kind]
    theta = np.ones(1)
    state, ways = optimizer.start(theta, rate), [1.0]
    for _ in range(steps):
        here: Any = SimpleNamespace(gradient=HIGHEST * theta)
        step, state = optimizer.update(here, state, theta, rate, **optimizer.complete(dict(kind.options)))
        theta = theta + step
        ways.append(float(theta[0]))
    return np.array(ways)


@pytest.mark.parametrize("key", WITH_LIMIT)
def test_an_optimizer_with_a_limit_has_a_recurrence_that_it_follows(key: str) -> None:
    entry = OPTIMIZERS[key]
    options = entry.complete({})
    ways = walked(Spec(key), 0.37 / HIGHEST, 12)
    assert entry.recurrence is not None
    last, before = (part.item() for part in entry.recurrence(np.array([0.37]), **options))
    np.testing.assert_allclose(ways[2:], last * ways[1:-1] + before * ways[:-2], rtol=1e-12)


@pytest.mark.parametrize("momentum", MOMENTA)
@pytest.mark.parametrize("key", KEEPING)
def test_what_swings_crosses_the_valley_again_and_again_and_what_is_good_does_not(key: str, momentum: float) -> None:
    kind = Spec.of(key, momentum=momentum)
    for share in np.geomspace(1e-3, 1.2, 25).tolist():
        zones = zones_of(kind, share / HIGHEST)
        assert zones is not None
        ways = walked(kind, share / HIGHEST, 1500)
        away = np.flatnonzero(np.abs(ways) > 0.1)
        crossings = int(np.sum(ways[: away[-1]] * ways[1 : away[-1] + 1] < 0.0))
        does = zones.at(share / HIGHEST)
        if does == "swings":
            assert crossings >= 3, share
        elif does in ("crawls", "good"):
            assert crossings <= 5, share


@pytest.mark.parametrize("momentum", [0.0, *MOMENTA])
@pytest.mark.parametrize("key", KEEPING)
def test_only_beyond_the_limit_a_run_diverges(key: str, momentum: float) -> None:
    kind = Spec.of(key, momentum=momentum)
    zones = zones_of(kind, 0.1)
    assert zones is not None
    for share, diverges in ((0.97, False), (1.03, True)):
        assert (zones.at(share * zones.limit) == "explodes") == diverges
        ways = np.abs(walked(kind, share * zones.limit, 1000))
        assert (ways[-200:].max() > ways[:200].max()) == diverges


def test_plain_descent_is_good_between_a_tenth_and_half_of_the_limit() -> None:
    zones = zones_of(Spec("gd"), 0.1)
    assert zones is not None
    assert [zone.does for zone in zones.zones] == ["crawls", "good", "zigzags", "explodes"]
    starts = [zone.start * HIGHEST for zone in zones.zones]
    assert starts == pytest.approx([0.0, 0.2, 1.0, 2.0], abs=1e-3)
    assert zones.lasts == 0.0


@pytest.mark.parametrize("share", [0.3, 1.0, 3.0])
def test_momentum_swings_for_as_long_as_its_friction_says(share: float) -> None:
    zones = zones_of(Spec.of("momentum", momentum=0.9), share / HIGHEST)
    assert zones is not None
    assert zones.lasts == pytest.approx(np.log(10.0) / -np.log(np.sqrt(0.9)))
    assert swinging(zones) == "for 44 steps"


@pytest.mark.parametrize("kind", [Spec("gd"), Spec("momentum"), Spec("nesterov")])
def test_a_rate_beyond_all_bounds_explodes_without_a_word(kind: Spec) -> None:
    for rate in (1e200, 1e308):
        zones = zones_of(kind, rate)
        assert zones is not None
        assert (zones.at(rate), zones.lasts) == ("explodes", 0.0)


def test_a_velocity_that_is_kept_whole_swings_for_ever_up_to_four_over_the_curvature() -> None:
    zones = zones_of(Spec.of("momentum", momentum=1.0), 1.0 / HIGHEST)
    assert zones is not None
    assert zones.limit == pytest.approx(4.0 / HIGHEST)
    assert zones.at(1.0 / HIGHEST) == "swings"
    assert swinging(zones) == "for ever"


@pytest.mark.parametrize("highest", [0.0, -3.0])
def test_where_nothing_bends_upwards_there_is_no_bowl(highest: float) -> None:
    compiled = CompiledRecipe.of(Recipe(task=OnTerrain(terrain=Spec("bowl")), runners=(Runner(),)))
    zones = rate_zones(compiled.settings(0)[0], highest, everywhere=True, bowl=True)
    assert zones is not None
    assert (zones.bowl, zones.zones) == (False, ())


@pytest.mark.parametrize("kind", [Spec("adam"), Spec.of("momentum", momentum=1.1), Spec.of("nesterov", momentum=1.1)])
def test_where_no_limit_is_that_simple_there_are_no_zones(kind: Spec) -> None:
    assert zones_of(kind, 0.1) is None


@pytest.mark.parametrize(
    ("terrain", "place", "bowl"),
    [
        (Spec("plateau"), (-3.0, 2.5), False),  # it bends downwards along the way to the pit
        (Spec("plateau"), (0.1, 0.0), True),
        (Spec("bowl"), (1.0, 1.0), True),
        (Spec("rosenbrock"), (0.0, 1.0), False),
        (Spec("rosenbrock"), (-0.92, 0.854), True),  # along its floor it bends downwards a little, across it a lot
    ],
)
def test_curvature_is_advice_only_in_a_bowl(terrain: Spec, place: tuple[float, float], bowl: bool) -> None:
    compiled = CompiledRecipe.of(Recipe(task=OnTerrain(terrain=terrain), runners=(Runner(),)))
    point = point_at(compiled.objective(), np.array(place), steepest=1.0, fallen=0.0)
    assert point.is_bowl == bowl
