"""What holds for every optimizer of the catalogue."""

import json
import pkgutil
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
import pytest

import lossstudio.core.optimizers as package
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.optimizers.optimizer import Optimizer

RUNNERS = 4
CURVATURES = np.array([0.5, 3.0, 20.0])
STARTS = np.array([[1.0, -2.0, 0.5], [0.3, 0.1, -0.2], [-4.0, 2.0, 1.0], [0.0, 0.0, 3.0]])
RATES = np.array([[0.01], [0.02], [0.03], [0.005]])


class Bowl:
    """A point on sum of c x^2 / 2 + x^4 / 4, with any leading axes."""

    def __init__(self, theta: Any) -> None:
        self.theta = theta
        self.gradient = self.gradient_at(theta)
        self.gradient.flags.writeable = False
        self.loss = self.value(theta)

    def value(self, theta: Any) -> Any:
        return (CURVATURES * theta**2 / 2 + theta**4 / 4).sum(axis=-1)

    def gradient_at(self, theta: Any) -> Any:
        return CURVATURES * theta + theta**3

    def hessian(self) -> Any:
        return (CURVATURES + 3 * self.theta**2)[..., None] * np.eye(3)


def varied(optimizer: Optimizer, runner: int) -> dict[str, Any]:
    """Return the optimizer's options, a little different for each runner where they are numbers."""
    complete = optimizer.complete({})
    return {
        name: value if isinstance(value, int) else optimizer.option(name).check(value * (1.0 - 0.05 * runner))
        for name, value in complete.items()
        if name != "grow"
    } | {name: 1.2 + 0.1 * runner for name in complete if name == "grow"}


def walk(optimizer: Optimizer, theta: Any, rate: Any, options: dict[str, Any], steps: int) -> tuple[Any, Any]:
    state = optimizer.start(theta, rate)
    path = [theta]
    for _ in range(steps):
        change, state = optimizer.update(Bowl(path[-1]), state, path[-1], rate, **options)
        path.append(path[-1] + change)
    return np.array(path), state


def arrays(state: Any) -> list[Any]:
    return [getattr(state, field.name) for field in fields(state)]


every_optimizer = pytest.mark.parametrize("optimizer", OPTIMIZERS.values(), ids=list(OPTIMIZERS))
LIMITED = [key for key, optimizer in OPTIMIZERS.items() if optimizer.stability]


@every_optimizer
def test_a_race_is_its_runners_one_by_one(optimizer: Optimizer) -> None:
    each = [varied(optimizer, runner) for runner in range(RUNNERS)]
    together = {
        name: value if isinstance(value, int) else np.array([[options[name]] for options in each])
        for name, value in each[0].items()
    }
    race, states = walk(optimizer, STARTS, RATES, together, 30)
    for runner in range(RUNNERS):
        alone, state = walk(optimizer, STARTS[runner], float(RATES[runner, 0]), each[runner], 30)
        np.testing.assert_allclose(race[:, runner], alone, rtol=1e-12, atol=1e-14)
        for joint, single in zip(arrays(states), arrays(state), strict=True):
            np.testing.assert_allclose(joint[runner], single, rtol=1e-11, atol=1e-13)


@every_optimizer
def test_inputs_stay_unchanged(optimizer: Optimizer) -> None:
    theta = STARTS.copy()
    theta.flags.writeable = False
    _, state = walk(optimizer, theta, 0.01, optimizer.complete({}), 3)
    before = [array.copy() for array in arrays(state)]
    for array in arrays(state):
        array.flags.writeable = False
    optimizer.update(Bowl(theta), state, theta, 0.01, **optimizer.complete({}))
    for array, copy in zip(arrays(state), before, strict=True):
        np.testing.assert_array_equal(array, copy)


@every_optimizer
def test_states_are_frozen_arrays_with_the_runners_first(optimizer: Optimizer) -> None:
    state = optimizer.start(STARTS, RATES)
    change, later = optimizer.update(Bowl(STARTS), state, STARTS, RATES, **optimizer.complete({}))
    assert change.shape == STARTS.shape
    for kept in (state, later):
        assert is_dataclass(kept)
        assert type(kept).__dataclass_params__.frozen
        assert not hasattr(kept, "__dict__")
        assert all(isinstance(array, np.ndarray) and array.shape[0] == RUNNERS for array in arrays(kept))


@every_optimizer
def test_it_goes_down(optimizer: Optimizer) -> None:
    rate = 1.0 if optimizer.key in {"adadelta", "newton", "line_search", "conjugate_gradient"} else 0.02
    path, _ = walk(optimizer, STARTS[0], rate, optimizer.complete({}), 400)
    losses = Bowl(path).loss
    assert losses[-1] < 0.5 * losses[0]


@every_optimizer
def test_the_second_runner_may_fail_without_the_first(optimizer: Optimizer) -> None:
    theta = np.array([STARTS[0], [np.inf, 1.0, 1.0]])
    options = optimizer.complete({})
    with np.errstate(all="ignore"):
        change, _ = optimizer.update(Bowl(theta), optimizer.start(theta, 0.01), theta, 0.01, **options)
    alone, _ = optimizer.update(Bowl(theta[0]), optimizer.start(theta[0], 0.01), theta[0], 0.01, **options)
    np.testing.assert_allclose(change[0], alone, rtol=1e-13)


@every_optimizer
def test_options_travel_through_json(optimizer: Optimizer) -> None:
    complete = optimizer.complete({})
    assert optimizer.complete(json.loads(json.dumps(complete))) == complete


@every_optimizer
def test_it_introduces_itself(optimizer: Optimizer) -> None:
    assert optimizer.summary
    assert not optimizer.summary.endswith(".")
    assert all((optimizer.label, optimizer.formula, optimizer.source))
    assert all(option.help.endswith(".") for option in optimizer.options)


@pytest.mark.parametrize("key", LIMITED)
@pytest.mark.parametrize("momentum", [0.0, 0.5, 0.9])
def test_the_stability_limit_is_where_a_bowl_begins_to_throw_it_out(key: str, momentum: float) -> None:
    optimizer = OPTIMIZERS[key]
    has_momentum = "momentum" in optimizer.complete({})
    options = optimizer.complete({"momentum": momentum} if has_momentum else {})
    assert optimizer.stability is not None
    limit = optimizer.stability(**options) / CURVATURES.max()

    def last(rate: float) -> float:
        theta = np.array([0.0, 0.0, 1e-3])
        state = optimizer.start(theta, rate)
        for _ in range(600):
            point = Bowl(theta)
            point.gradient = CURVATURES * theta
            change, state = optimizer.update(point, state, theta, rate, **options)
            theta = theta + change
        return float(np.abs(theta).max())

    assert last(0.97 * limit) < 1e-4
    assert last(1.03 * limit) > 1e-2


def test_the_limits_that_theory_knows_are_there_and_each_is_written() -> None:
    assert {"gd", "momentum", "nesterov"} <= set(LIMITED)
    assert all(bool(optimizer.limit) == (optimizer.stability is not None) for optimizer in OPTIMIZERS.values())


def test_no_entry_is_missing_from_its_table() -> None:
    found = set()
    for module in pkgutil.iter_modules(package.__path__):
        contents = vars(__import__(f"{package.__name__}.{module.name}", fromlist=["_"]))
        found |= {value.key for value in contents.values() if isinstance(value, Optimizer)}
    assert found == set(OPTIMIZERS)


def test_defaults_that_files_rely_on_stay_as_they_are() -> None:
    promised = {
        "gd": {},
        "momentum": {"momentum": 0.9},
        "nesterov": {"momentum": 0.9},
        "adagrad": {"epsilon": 1e-10},
        "rmsprop": {"rho": 0.99, "epsilon": 1e-8},
        "adadelta": {"rho": 0.9, "epsilon": 1e-6},
        "adam": {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
        "nadam": {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "momentum_decay": 0.004},
        "adamw": {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "weight_decay": 0.01},
        "lion": {"beta1": 0.9, "beta2": 0.99, "weight_decay": 0.0},
        "rprop": {"shrink": 0.5, "grow": 1.2, "smallest": 1e-6, "largest": 50.0},
        "qhm": {"momentum": 0.999, "nu": 0.7},
        "qhadam": {"beta1": 0.995, "beta2": 0.999, "nu1": 0.7, "nu2": 1.0, "epsilon": 1e-8},
        "newton": {"damping": 1e-3},
        "lbfgs": {"history": 10, "shrink": 0.5, "slope": 1e-4},
        "conjugate_gradient": {"shrink": 0.5, "slope": 1e-4},
        "line_search": {"shrink": 0.5, "slope": 1e-4},
    }
    for key, options in promised.items():
        assert OPTIMIZERS[key].complete({}) == options


@pytest.mark.parametrize("key", ["momentum", "nesterov"])
def test_a_momentum_of_1_has_a_limit_like_any_other(key: str) -> None:
    stability = OPTIMIZERS[key].stability
    assert stability is not None
    assert stability(momentum=1.0) == pytest.approx(stability(momentum=1.0 - 1e-9))


@pytest.mark.parametrize("optimizer", OPTIMIZERS.values(), ids=OPTIMIZERS)
def test_the_rate_scales_a_step_exactly_where_the_optimizer_says_so(optimizer: Optimizer) -> None:
    theta, options = STARTS[0], optimizer.complete({})
    state = optimizer.start(theta, 0.01)
    steps = [optimizer.update(Bowl(theta), state, theta, rate, **options)[0] for rate in (0.01, 0.02)]
    searched = optimizer.update(Bowl(theta), state, theta, 1e6, **options)[0]
    assert optimizer.rate_scales == bool(np.allclose(searched, 1e8 * steps[0], rtol=1e-12))
    assert not optimizer.rate_scales or np.allclose(steps[1], 2 * steps[0], rtol=1e-12)


@pytest.mark.parametrize("optimizer", OPTIMIZERS.values(), ids=OPTIMIZERS)
def test_the_formula_has_one_line_that_moves_the_parameters(optimizer: Optimizer) -> None:
    assert optimizer.formula.count("θ ← ") in {1, 2}
    assert optimizer.move.startswith("θ ← θ ")
    assert optimizer.rate_scales == optimizer.move.startswith("θ ← θ − η ")
