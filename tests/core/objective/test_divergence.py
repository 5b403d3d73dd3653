"""Divergences: exact to 1e-10, with true gradients, under every target and family."""

import math
from dataclasses import replace

import numpy as np
import pytest

from lossstudio.core.objective.divergence import DIVERGENCES, FAMILIES, TARGETS
from lossstudio.core.objective.divergence.density import Density, crossings
from lossstudio.core.objective.divergence.divergence import TargetError
from lossstudio.core.objective.divergence.objective import DivergenceObjective
from lossstudio.core.objective.divergence.quadrature import Pieces, nodes, resolved

STEP = 6e-6
RNG = np.random.default_rng(5)
SAID = {
    "gaussian": {"mean": 0.4, "deviation": 1.3},
    "mixture": {"means": [-2, 1.5], "deviations": [0.4, 0.9], "weight": 0.3},
    "few values": {"values": [-1.0, 0.5, 4.0]},
    "many values": {"values": RNG.normal(size=60).tolist(), "bandwidth": "scott"},
}
KINDS = [(family, divergence, said) for family in FAMILIES for divergence in DIVERGENCES for said in SAID]


def target(said: str) -> Density:
    entry = TARGETS["table" if "values" in said else said]
    return entry.build(**entry.complete(SAID[said]))


BUILT = {said: target(said) for said in SAID}


def objective(family: str, divergence: str, said: str) -> DivergenceObjective:
    return DivergenceObjective(BUILT[said], FAMILIES[family], DIVERGENCES[divergence])


@pytest.mark.parametrize("said", SAID)
def test_the_view_of_a_bell_has_its_start_and_the_targets_own_bell_in_it(said):
    family, bell = FAMILIES["gaussian"], BUILT[said]
    x_low, x_high, y_low, y_high = family.view(bell)
    for mean, log_deviation in (family.start(bell), (bell.mean, math.log(bell.deviation))):
        assert x_low < mean < x_high
        assert y_low < log_deviation < y_high


def thetas(family: str, *shape: int) -> np.ndarray:
    rng = np.random.default_rng(3)
    scale = np.array([2.0, 0.8, 2.0, 0.8, 1.5])[: FAMILIES[family].size]
    return rng.normal(size=(*shape, FAMILIES[family].size)) * scale


def by_hand(found: DivergenceObjective, theta: np.ndarray) -> float:
    """The integral by the trapezoid rule on very many points, which knows nothing of panels."""
    low, high = found.span(theta)
    x = np.linspace(low - 30.0, high + 30.0, 600_001)
    return float(np.sum(found.surprise(theta, x)) * (x[1] - x[0]))


@pytest.mark.parametrize(("family", "divergence", "said"), KINDS)
def test_it_is_the_integral_to_1e_10(family, divergence, said):
    found = objective(family, divergence, said)
    for theta in thetas(family, 3):
        expected = by_hand(found, theta)
        assert found.values(theta) == pytest.approx(expected, rel=1e-10, abs=1e-10)


@pytest.mark.parametrize(("family", "divergence", "said"), KINDS)
def test_the_gradient_agrees_with_differences(family, divergence, said):
    found, theta = objective(family, divergence, said), thetas(family, 2, 3)
    value, gradient = found.values_and_gradients(theta)
    np.testing.assert_allclose(value, found.values(theta), rtol=1e-13)
    for index, axis in enumerate(np.eye(found.size)):
        difference = (found.values(theta + STEP * axis) - found.values(theta - STEP * axis)) / (2 * STEP)
        np.testing.assert_allclose(gradient[..., index], difference, rtol=1e-6, atol=1e-7 * (1 + np.abs(value)).max())


@pytest.mark.parametrize(("family", "divergence", "said"), KINDS)
def test_products_with_the_hessian_agree_with_differences(family, divergence, said):
    found = objective(family, divergence, said)
    theta = thetas(family)
    products = found.hessian_products(theta, np.eye(found.size))
    high, low = (found.values_and_gradients(theta + way * 1e-5 * np.eye(found.size))[1] for way in (1.0, -1.0))
    np.testing.assert_allclose(products, (high - low) / 2e-5, rtol=1e-5, atol=1e-7)
    np.testing.assert_allclose(products, products.T, rtol=1e-8, atol=1e-9)


@pytest.mark.parametrize(("family", "divergence", "said"), KINDS)
def test_a_stack_of_thetas_is_a_stack_of_values_and_stays_as_it_is(family, divergence, said):
    found, theta = objective(family, divergence, said), thetas(family, 2, 4)
    before = theta.copy()
    value, gradient = found.values_and_gradients(theta)
    assert value.shape == (2, 4)
    for place in np.ndindex(2, 4):
        one, slope = found.values_and_gradients(theta[place])
        np.testing.assert_allclose(one, value[place], rtol=1e-12)
        np.testing.assert_allclose(slope, gradient[place], rtol=1e-10, atol=1e-12)
    np.testing.assert_array_equal(theta, before)


@pytest.mark.parametrize("divergence", DIVERGENCES)
@pytest.mark.parametrize(("family", "said"), [("gaussian", "gaussian"), ("mixture", "mixture")])
def test_it_is_zero_and_flat_where_both_are_alike(family, divergence, said):
    options = SAID[said]
    if said == "gaussian":
        theta = np.array([options["mean"], math.log(options["deviation"])])
    else:
        (m, n), (s, t), w = options["means"], options["deviations"], options["weight"]
        theta = np.array([m, math.log(s), n, math.log(t), math.log(w / (1 - w))])
    value, gradient = objective(family, divergence, said).values_and_gradients(theta)
    assert value == pytest.approx(0.0, abs=1e-14)
    np.testing.assert_allclose(gradient, 0.0, atol=1e-13)


def bells(divergence: str, p: tuple[float, float], q: tuple[float, float]) -> float:
    found = DivergenceObjective(Density.of([p[0]], [p[1]], [1.0]), FAMILIES["gaussian"], DIVERGENCES[divergence])
    return float(found.values(np.array([q[0], math.log(q[1])])))


@pytest.mark.parametrize("unit", [1e-6, 1.0, 1e6])
def test_curvature_follows_the_unit_of_the_data(unit):
    entry = TARGETS["gaussian"]
    found = DivergenceObjective(
        entry.build(**entry.complete({"mean": 2.0 * unit, "deviation": unit})),
        FAMILIES["gaussian"],
        DIVERGENCES["forward_kl"],
    )
    theta = np.array([2.0 * unit, math.log(unit)])
    products = found.hessian_products(theta, np.eye(2))
    np.testing.assert_allclose(products * np.outer([unit, 1.0], [unit, 1.0]), np.diag([1.0, 2.0]), atol=1e-9)


def test_values_worked_by_hand():
    assert bells("forward_kl", (0, 1), (1, 1)) == pytest.approx(0.5, rel=1e-14)
    assert bells("forward_kl", (0, 1), (0, 2)) == pytest.approx(math.log(2) + 1 / 8 - 1 / 2, rel=1e-13)
    assert bells("reverse_kl", (0, 1), (0, 2)) == pytest.approx(-math.log(2) + 4 / 2 - 1 / 2, rel=1e-13)
    assert bells("reverse_kl", (1, 3), (0, 2)) == pytest.approx(bells("forward_kl", (0, 2), (1, 3)), rel=1e-12)
    assert bells("hellinger", (0, 1), (2, 1)) == pytest.approx(1 - math.exp(-0.5), rel=1e-13)
    assert bells("hellinger", (0, 1), (0, 2)) == pytest.approx(1 - math.sqrt(4 / 5), rel=1e-13)


def test_jensen_shannon_is_symmetric_and_at_most_log_2():
    assert bells("jensen_shannon", (0, 1), (1, 2)) == pytest.approx(bells("jensen_shannon", (1, 2), (0, 1)), rel=1e-12)
    assert bells("jensen_shannon", (0, 1), (60, 1)) == pytest.approx(math.log(2), abs=1e-12)
    assert bells("hellinger", (0, 1), (60, 1)) == pytest.approx(1.0, abs=1e-12)


@pytest.mark.parametrize("divergence", ["forward_kl", "reverse_kl", "hellinger"])
def test_closed_forms_and_integrals_agree_far_and_narrow(divergence):
    found = objective("gaussian", divergence, "gaussian")
    open_form = replace(DIVERGENCES[divergence], closed=lambda *_: None)
    by_integral = DivergenceObjective(found.target, found.family, open_form)
    theta = np.stack(np.meshgrid(np.linspace(-6, 6, 9), np.linspace(-4, 3, 9)), axis=-1)
    closed, slopes = found.values_and_gradients(theta)
    integrals, gradient = by_integral.values_and_gradients(theta)
    np.testing.assert_allclose(integrals, closed, rtol=1e-10, atol=1e-10)
    np.testing.assert_allclose(gradient, slopes, rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize("said", SAID)
def test_a_density_knows_its_moments_and_is_one_in_all(said):
    density = target(said)
    x, weights = nodes(density.breaks)
    logarithm = density.log_density(x)
    p = weights * np.exp(logarithm)
    assert p.sum() == pytest.approx(1.0, abs=1e-12)
    assert p @ x == pytest.approx(density.mean, abs=1e-12)
    assert p @ (x - density.mean) ** 2 == pytest.approx(density.variance, rel=1e-12)
    assert -p @ logarithm == pytest.approx(density.entropy, rel=1e-12)


def test_the_entropy_of_a_bell_is_the_known_one():
    assert target("gaussian").entropy == pytest.approx(0.5 * math.log(2 * math.pi * math.e * 1.69), rel=1e-14)


def test_many_values_are_summed_as_they_are():
    values = np.array(SAID["many values"]["values"])
    density = target("many values")
    quantiles = np.quantile(values, [0.25, 0.75])
    width = 1.06 * min(values.std(ddof=1), (quantiles[1] - quantiles[0]) / 1.34) * 60**-0.2
    np.testing.assert_allclose(density.deviations, width, rtol=1e-14)
    for x in (-40.0, -3.0, 0.1, 0.7, 5.0, 1e6):
        bells_there = -0.5 * ((x - values) / width) ** 2 - math.log(60 * width * math.sqrt(2 * math.pi))
        expected = np.logaddexp.reduce(bells_there)
        assert density.log_density(np.array([x]))[0] == pytest.approx(expected, rel=1e-11, abs=1e-11)


def test_values_that_are_all_the_same_have_no_density():
    entry = TARGETS["table"]
    with pytest.raises(TargetError, match="must not all be the same"):
        entry.build(**entry.complete({"values": [3, 3, 3]}))


def test_a_theta_beyond_all_numbers_gives_no_warning_and_no_number():
    for family, divergence, said in KINDS:
        found = objective(family, divergence, said)
        value, gradient = found.values_and_gradients(np.full(found.size, 1e200))
        assert not (np.isfinite(value) and np.isfinite(gradient).all() and value < 1e100)


def test_pieces_are_the_function_to_its_last_digits():
    breaks = resolved(np.sin, np.linspace(-9.0, 9.0, 4))
    x = np.linspace(-9.0, 9.0, 1001)
    np.testing.assert_allclose(Pieces(np.sin, breaks)(x), np.sin(x), atol=1e-12)


def test_the_rule_is_exact_for_polynomials_on_each_panel():
    x, weights = nodes(np.array([[-1.0, 0.5, 2.0], [0.0, 1.0, 1.0]]))
    np.testing.assert_allclose((weights * x**31).sum(axis=1), [(2.0**32 - 1) / 32, 1 / 32], rtol=1e-12)


@pytest.mark.parametrize(
    ("means", "deviations"),
    [([-1e3, 1e3], [1e-3, 10.0]), ([0.0, 0.0], [1e-6, 1e6]), ([1e8, -1e8], [0.1, 0.1])],
)
def test_bells_of_very_different_size_are_one_in_all(means, deviations):
    density = Density.of(means, deviations, [0.5, 0.5])
    bells_alone = np.mean([0.5 * math.log(2 * math.pi * math.e * s * s) for s in deviations])
    assert len(density.breaks) < 200
    assert density.entropy == pytest.approx(bells_alone + math.log(2), abs=1e-4)


def test_values_with_far_outliers_are_a_density_in_no_time():
    values = (*RNG.normal(size=80).tolist(), 1e6, -1e7)
    density = TARGETS["table"].build(values=values, bandwidth="silverman")
    x, weights = nodes(density.breaks)
    assert len(density.breaks) < 300
    assert weights @ np.exp(density.log_density(x)) == pytest.approx(1.0, abs=1e-6)
    assert np.isfinite(density.log_density(np.array([-1e12, -5e6, 5e5, 1e12]))).all()


def test_a_parabola_above_the_axis_has_no_roots():
    assert crossings(1.0, 0.0, 1.0) == []
    assert crossings(0.0, 2.0, -1.0) == [0.5]
    assert crossings(0.0, 0.0, 1.0) == []
    assert sorted(crossings(1.0, -3.0, 2.0)) == [1.0, 2.0]


def test_a_jump_is_closed_in_on_and_not_for_ever():
    found = resolved(lambda x: np.sign(x - 0.1234), np.array([0.0, 1.0]))
    assert (np.diff(found) > 0).all()
    at = np.searchsorted(found, 0.1234)
    assert found[at] - found[at - 1] < 1e-3


def test_values_too_large_for_a_width_are_refused():
    entry = TARGETS["table"]
    with pytest.raises(TargetError, match="too large"):
        entry.build(**entry.complete({"values": [1e308, 1e308, -1e308, -1e308], "bandwidth": "scott"}))


@pytest.mark.parametrize("family", FAMILIES)
def test_its_parameters_are_the_familys(family):
    found = objective(family, "forward_kl", "gaussian")
    assert len(found.parameter_names) == found.size == FAMILIES[family].size
    assert [group.stop - group.start for group in found.groups] == [np.prod(group.shape) for group in found.groups]
