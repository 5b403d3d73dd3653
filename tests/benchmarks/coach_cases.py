"""Constructed runs for the coach: some with a known fault, some with nothing wrong; small, and the same every time."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from zlib import crc32

import numpy as np

from lossstudio.core.catalogue import Spec
from lossstudio.core.curvature import extreme_eigenvalues
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import (
    DrawnStart,
    GivenStart,
    Penalty,
    Recipe,
    Runner,
    Training,
)
from lossstudio.run.training.compiled_recipe import CompiledRecipe

Chance = np.random.Generator
SMOOTH_TERRAINS = {"himmelblau": (4.0, 4.0), "booth": (8.0, 8.0), "six_hump_camel": (1.5, 0.8), "bowl": (3.0, 3.0)}
"""Terrains, and how far from zero a start is on each."""


@dataclass(frozen=True, slots=True)
class Case:
    """A run, and what is known of it: the name of a fault, or of a way to be healthy."""

    known: str
    number: int
    recipe: Recipe


def cases(makers: dict[str, Callable[[Chance], Recipe]], each: int) -> list[Case]:
    """Return some runs of each kind; the first ones are the same however many there are."""
    return [
        Case(known, number, make(np.random.default_rng((number, crc32(known.encode())))))
        for known, make in makers.items()
        for number in range(each)
    ]


def _recipe(data: Spec, model: Spec | None = None, loss: Spec | None = None, **said: Any) -> Recipe:
    penalty = said.pop("penalty", Penalty())
    training = Training(**{name: said.pop(name) for name in ("steps", "batch_size") if name in said})
    task = Supervised(data=data, model=model, loss=loss, penalty=penalty)
    return Recipe(task=task, training=training, runners=(Runner(**said),))


def _with(recipe: Recipe, **said: Any) -> Recipe:
    return replace(recipe, runners=(replace(recipe.runners[0], **said),))


def _on(terrain: Spec, start: tuple[float, ...], steps: int, **said: Any) -> Recipe:
    runner = Runner(start=GivenStart(theta=tuple(float(place) for place in start)), **said)
    return Recipe(task=OnTerrain(terrain=terrain), training=Training(steps=steps), runners=(runner,))


def _limit(recipe: Recipe) -> float:
    """Return 2/λmax at the start."""
    compiled = CompiledRecipe.of(recipe)
    return 2.0 / extreme_eigenvalues(compiled.objective(), compiled.starts[0])[1]


def _at_share(recipe: Recipe, share: float) -> Recipe:
    return _with(recipe, learning_rate=share * _limit(recipe))


def _between(chance: Chance, low: float, high: float) -> float:
    """Return a number between two, evenly on a logarithmic scale."""
    return float(np.exp(chance.uniform(np.log(low), np.log(high))))


def _seed(chance: Chance) -> int:
    return int(chance.integers(1000))


def _start(chance: Chance) -> DrawnStart:
    return DrawnStart(seed=_seed(chance))


def _one_of(chance: Chance, *choices: Any) -> Any:
    return choices[int(chance.integers(len(choices)))]


def _line(chance: Chance, **said: Any) -> Spec:
    options: dict[str, Any] = {"samples": int(chance.integers(20, 80)), "noise": float(chance.uniform(0.2, 0.8))}
    return Spec.of("line", seed=_seed(chance), **options | said)


def _classes(chance: Chance, **said: Any) -> Spec:
    kind = _one_of(chance, "moons", "gauss", "xor")
    options: dict[str, Any] = {"samples": 100, "noise": {"moons": 0.25, "gauss": 3.0, "xor": 0.4}[kind]}
    return Spec.of(kind, seed=_seed(chance), **options | said)


def _table(inputs: Any, targets: Any, task: str = "regression", **said: Any) -> Spec:
    rows = tuple(tuple(float(value) for value in row) for row in np.asarray(inputs).reshape(len(targets), -1))
    numbers = tuple(float(value) if task == "regression" else int(value) for value in targets)
    return Spec.of("table", inputs=rows, targets=numbers, task=task, **said)


def _network(chance: Chance, activation: str = "tanh", **said: Any) -> Spec:
    return Spec.of("mlp", hidden=(int(chance.integers(4, 10)),), activation=activation, **said)


def _prices(chance: Chance) -> tuple[Spec, int]:
    """Return houses with prices near 300,000, their sizes standardised, and how many."""
    count = int(chance.integers(20, 60))
    size = chance.standard_normal(count)
    return _table(size, 300_000 + 60_000 * size + 15_000 * chance.standard_normal(count)), count


def _rate_too_low(chance: Chance) -> Recipe:
    return _at_share(_recipe(_line(chance), steps=100, start=_start(chance)), _between(chance, 1e-3, 0.03))


def _prices_at_a_tiny_rate(chance: Chance) -> Recipe:
    return _recipe(_prices(chance)[0], steps=200, learning_rate=_between(chance, 1e-6, 3e-5))


def _network_rate_too_low(chance: Chance) -> Recipe:
    rate = _between(chance, 1e-5, 1e-3)
    return _recipe(_classes(chance), _network(chance), steps=200, learning_rate=rate, start=_start(chance))


def _rate_too_high(chance: Chance) -> Recipe:
    return _at_share(_recipe(_line(chance), steps=100, start=_start(chance)), float(chance.uniform(1.03, 2.5)))


def _network_rate_too_high(chance: Chance) -> Recipe:
    data = Spec.of("sine", seed=_seed(chance))
    rate = _between(chance, 1.5, 8.0)
    return _recipe(data, _network(chance, "relu"), steps=120, learning_rate=rate, start=_start(chance))


def _fades_too_early(chance: Chance) -> Recipe:
    schedule = _one_of(
        chance,
        Spec.of("exponential", factor=float(chance.uniform(0.5, 0.8))),
        Spec.of("step", every=int(chance.integers(2, 5)), factor=0.3),
        Spec.of("cosine", steps=int(chance.integers(4, 12)), minimum=0.0),
    )
    if chance.random() < 0.5:
        line = _recipe(_line(chance), steps=150, start=_start(chance), schedule=schedule)
        return _at_share(line, float(chance.uniform(0.02, 0.06)))
    adam = {"optimizer": Spec("adam"), "learning_rate": 0.03, "schedule": schedule}
    return _recipe(_classes(chance), _network(chance), steps=200, start=_start(chance), **adam)


def _momentum_too_strong(chance: Chance) -> Recipe:
    optimizer = Spec.of("momentum", momentum=float(chance.uniform(0.98, 0.999)))
    line = _recipe(_line(chance), steps=100, start=_start(chance), optimizer=optimizer)
    return _at_share(line, float(chance.uniform(0.1, 0.6)))


def _adam_rate_too_high(chance: Chance) -> Recipe:
    data = _one_of(chance, _classes(chance), Spec.of("sine", seed=_seed(chance)))
    rate = _between(chance, 5.0, 20.0)
    adam = {"optimizer": Spec("adam"), "learning_rate": rate, "start": _start(chance)}
    return _recipe(data, _network(chance), steps=150, **adam)


def _with_hidden_biases(recipe: Recipe, bias: float) -> Recipe:
    """Return a recipe whose start has these biases in all of its hidden layers."""
    compiled = CompiledRecipe.of(recipe)
    theta = compiled.starts[0].copy()
    hidden = [group for group in compiled.objective().groups if group.bias][:-1]
    for group in hidden:
        theta[group.start : group.stop] = bias
    return _with(recipe, start=GivenStart(theta=tuple(float(value) for value in theta)))


def _dead_relu(chance: Chance) -> Recipe:
    data = _one_of(chance, _classes(chance), Spec.of("sine", seed=_seed(chance)))
    rate = float(chance.uniform(0.02, 0.1))
    drawn = _recipe(data, _network(chance, "relu"), steps=150, learning_rate=rate, start=_start(chance))
    return _with_hidden_biases(drawn, -float(chance.uniform(12, 30)))


def _killed_relu(chance: Chance) -> Recipe:
    """Targets far from 0, and a rate whose first steps push all hidden units to where they are level."""
    x = np.linspace(0.0, 2.0, 20)
    data = _table(x, _one_of(chance, -20.0, -5.0, 5.0, 20.0) + x)
    rate = _between(chance, 0.1, 0.3)
    return _recipe(data, _network(chance, "relu"), steps=150, learning_rate=rate, start=_start(chance))


def _dead_sigmoid(chance: Chance) -> Recipe:
    """A sigmoid as output, far out on its level side, under the squared error of targets that it can't reach."""
    if chance.random() < 0.5:
        data = _line(chance)
        model = Spec.of("mlp", hidden=(), output="sigmoid")
        start = GivenStart(theta=(0.0, float(chance.uniform(40, 900))))
        return _recipe(data, model, steps=100, learning_rate=0.05, start=start)
    side = np.repeat([-1.0, 1.0], 20)
    data = _table(side * chance.uniform(1.0, 3.0, 40), side > 0, "binary")
    model, start = Spec.of("mlp", hidden=(), output="sigmoid"), GivenStart(theta=(-float(chance.uniform(8, 40)), 0.0))
    return _recipe(data, model, Spec("mse"), steps=100, learning_rate=0.1, start=start)


def _wild_rows(chance: Chance) -> Recipe:
    count = int(chance.integers(40, 100))
    x = chance.uniform(-2, 2, count)
    y = 0.8 * x + 0.3 * chance.standard_normal(count)
    y[chance.choice(count, int(chance.integers(1, 3)), replace=False)] += float(chance.uniform(12, 30))
    return _at_share(_recipe(_table(x, y), steps=150), 0.4)


def _unscaled_inputs(chance: Chance) -> Recipe:
    count = int(chance.integers(20, 60))
    x = _between(chance, 30, 3000) * (1 + 0.2 * chance.standard_normal(count))
    y = 0.01 * x + chance.standard_normal(count)
    return _at_share(_recipe(_table(x, y - y.min()), steps=100), 0.5)


def _model_too_small(chance: Chance) -> Recipe:
    if chance.random() < 0.5:
        data = Spec.of(_one_of(chance, "polynomial", "sine"), seed=_seed(chance), noise=0.1)
        return _at_share(_recipe(data, steps=200), 0.4)
    data = Spec.of(_one_of(chance, "xor", "circle"), seed=_seed(chance), samples=120)
    return _recipe(data, steps=200, learning_rate=0.3)


def _overfits(chance: Chance) -> Recipe:
    data = Spec.of("moons", samples=int(chance.integers(40, 80)), noise=0.4, test_fraction=0.5, seed=_seed(chance))
    said = {"optimizer": Spec("adam"), "learning_rate": 0.03, "start": _start(chance), "steps": 400}
    said["batch_size"] = _one_of(chance, None, None, 10)
    return _recipe(data, Spec.of("mlp", hidden=(16, 16)), **said)


def _rare_class(chance: Chance) -> Recipe:
    data = Spec.of("gauss", samples=300, noise=4.0, balance=float(chance.uniform(0.03, 0.08)), seed=_seed(chance))
    return _recipe(data, steps=120, learning_rate=0.12)


def _wrong_loss(chance: Chance) -> Recipe:
    if chance.random() < 0.5:
        model = Spec.of("mlp", hidden=(4,), output="softmax")
        data, loss = Spec.of("blobs", seed=_seed(chance), samples=90), Spec("cce")
        return _recipe(data, model, loss, steps=100, learning_rate=0.3, start=_start(chance))
    data, loss = Spec.of("moons", seed=_seed(chance), samples=90), Spec("bce_on_probability")
    return _recipe(data, Spec.of("mlp", hidden=(4,)), loss, steps=100, learning_rate=0.3, start=_start(chance))


def _on_a_plateau(chance: Chance) -> Recipe:
    start = (-3.2 + 0.3 * chance.standard_normal(), 2.6 + 0.3 * chance.standard_normal())
    return _on(Spec("plateau"), start, 200, learning_rate=float(chance.uniform(0.3, 0.8)))


def _on_a_ridge(chance: Chance) -> Recipe:
    rate = float(chance.uniform(0.03, 0.1))
    return _on(Spec("saddle"), (float(chance.uniform(-2, 2)), 0.0), 250, learning_rate=rate)


def _l1_never_at_zero(chance: Chance) -> Recipe:
    """An input that says nothing, under an l1 that wants it out: its weight crosses 0 for ever."""
    count = int(chance.integers(20, 50))
    inputs = chance.standard_normal((count, 2))
    targets = 1.5 * inputs[:, 0] + 0.1 * chance.standard_normal(count)
    penalty = Penalty(l1=float(chance.uniform(0.3, 0.8)))
    return _at_share(_recipe(_table(inputs, targets), steps=200, penalty=penalty), float(chance.uniform(0.1, 0.5)))


def _noisy_batches(chance: Chance) -> Recipe:
    rate = float(chance.uniform(0.15, 0.3))
    data = Spec.of("line", samples=60, noise=1.0, seed=_seed(chance))
    return _recipe(data, steps=400, batch_size=int(chance.integers(2, 5)), learning_rate=rate)


def _crosses_a_fold(chance: Chance) -> Recipe:
    terrain = Spec.of("formula", expression=_one_of(chance, "abs(x) + y**2", "abs(x) + abs(y)", "max(x, -2*x) + y**2"))
    start = (float(chance.uniform(1, 3)), float(chance.uniform(-2, 2)))
    return _on(terrain, start, 150, learning_rate=float(chance.uniform(0.05, 0.3)))


def _terrain_rate_too_low(chance: Chance) -> Recipe:
    kind = _one_of(chance, *SMOOTH_TERRAINS)
    start = (float(chance.uniform(0.6, 1.0)) * SMOOTH_TERRAINS[kind][0], 0.8 * SMOOTH_TERRAINS[kind][1])
    return _on(Spec(kind), start, 150, learning_rate=_between(chance, 1e-6, 3e-5))


def _clipped(chance: Chance) -> Recipe:
    data, _ = _prices(chance)
    return _at_share(_with(_recipe(data, steps=150), clip_norm=_between(chance, 0.1, 10.0)), 0.3)


def _parted(chance: Chance) -> Recipe:
    count = int(chance.integers(8, 20))
    side = np.repeat([-1.0, 1.0], count)
    x = side * chance.uniform(0.5, 2.5, 2 * count)
    return _recipe(_table(x, side > 0, "binary"), steps=1000, learning_rate=float(chance.uniform(0.5, 2.0)))


FAULTS: dict[str, Callable[[Chance], Recipe]] = {
    "rate too low": _rate_too_low,
    "prices, tiny rate": _prices_at_a_tiny_rate,
    "network, rate too low": _network_rate_too_low,
    "terrain, rate too low": _terrain_rate_too_low,
    "rate too high": _rate_too_high,
    "network, rate too high": _network_rate_too_high,
    "fades too early": _fades_too_early,
    "momentum too strong": _momentum_too_strong,
    "Adam's rate too high": _adam_rate_too_high,
    "dead ReLU": _dead_relu,
    "killed ReLU": _killed_relu,
    "dead sigmoid": _dead_sigmoid,
    "wild rows": _wild_rows,
    "unscaled inputs": _unscaled_inputs,
    "model too small": _model_too_small,
    "overfits": _overfits,
    "rare class": _rare_class,
    "wrong loss": _wrong_loss,
    "on a plateau": _on_a_plateau,
    "on a ridge": _on_a_ridge,
    "l1 never at 0": _l1_never_at_zero,
    "noisy batches": _noisy_batches,
    "crosses a fold": _crosses_a_fold,
    "clipped": _clipped,
    "classes far apart": _parted,
}


def _good_line(chance: Chance) -> Recipe:
    return _at_share(_recipe(_line(chance), steps=300, start=_start(chance)), float(chance.uniform(0.3, 0.6)))


def _good_prices(chance: Chance) -> Recipe:
    return _at_share(_recipe(_prices(chance)[0], steps=200), float(chance.uniform(0.3, 0.6)))


def _good_momentum(chance: Chance) -> Recipe:
    optimizer = Spec.of(_one_of(chance, "momentum", "nesterov"), momentum=0.8)
    return _at_share(_recipe(_line(chance), steps=300, start=_start(chance), optimizer=optimizer), 0.3)


def _good_network(chance: Chance) -> Recipe:
    adam = {"optimizer": Spec(_one_of(chance, "adam", "rmsprop")), "learning_rate": 0.02, "start": _start(chance)}
    return _recipe(_classes(chance), _network(chance), steps=400, **adam)


def _good_cosine(chance: Chance) -> Recipe:
    said = {"optimizer": Spec("adam"), "learning_rate": 0.05, "schedule": Spec("cosine"), "start": _start(chance)}
    return _recipe(Spec.of("sine", seed=_seed(chance)), _network(chance), steps=400, **said)


def _good_batches(chance: Chance) -> Recipe:
    said = {"batch_size": 10, "learning_rate": 0.05, "schedule": Spec("cosine"), "start": _start(chance)}
    return _recipe(_line(chance), steps=300, **said)


def _good_classes(chance: Chance) -> Recipe:
    data = Spec.of("gauss", samples=200, noise=3.0, seed=_seed(chance))
    return _recipe(data, penalty=Penalty(l2=0.001), steps=300, learning_rate=0.1)


def _good_cubic(chance: Chance) -> Recipe:
    data = Spec.of("polynomial", seed=_seed(chance), standardize=True)
    adam = {"optimizer": Spec("adam"), "learning_rate": 0.05}
    return _recipe(data, Spec.of("polynomial", degree=3), steps=500, **adam)


def _good_terrain(chance: Chance) -> Recipe:
    kind = _one_of(chance, *SMOOTH_TERRAINS)
    start = (float(chance.uniform(0.6, 1.0)) * SMOOTH_TERRAINS[kind][0], 0.8 * SMOOTH_TERRAINS[kind][1])
    return _on(Spec(kind), start, 200)


def _good_newton(chance: Chance) -> Recipe:
    start = (float(chance.uniform(-1.5, 1.5)), float(chance.uniform(0, 2)))
    return _on(Spec("rosenbrock"), start, 200, optimizer=Spec(_one_of(chance, "newton", "lbfgs")), learning_rate=1.0)


def _good_noisy_rows(chance: Chance) -> Recipe:
    return _at_share(_recipe(_line(chance, noise=1.5, samples=60), steps=200), 0.4)


def _good_huber(chance: Chance) -> Recipe:
    data = _line(chance, outliers=3, samples=50)
    return _recipe(data, None, Spec.of("huber", delta=0.7), steps=400, learning_rate=0.15)


def _good_test_rows(chance: Chance) -> Recipe:
    data = Spec.of("moons", samples=300, noise=0.25, test_fraction=0.4, seed=_seed(chance))
    adam = {"optimizer": Spec("adam"), "learning_rate": 0.02, "start": _start(chance)}
    return _recipe(data, Spec.of("mlp", hidden=(6,)), steps=300, **adam)


def _good_ridge(chance: Chance) -> Recipe:
    penalty = Penalty(l2=float(chance.uniform(0.05, 0.5)))
    return _at_share(_recipe(_line(chance), penalty=penalty, steps=300), 0.4)


def _good_units(chance: Chance) -> Recipe:
    count = int(chance.integers(20, 60))
    unit = _between(chance, 1e-5, 1e5)
    x = chance.standard_normal(count)
    return _at_share(_recipe(_table(unit * x, 1e3 * (x + 0.3 * chance.standard_normal(count))), steps=400), 0.4)


HEALTHY: dict[str, Callable[[Chance], Recipe]] = {
    "line": _good_line,
    "prices": _good_prices,
    "momentum": _good_momentum,
    "network": _good_network,
    "network, fading rate": _good_cosine,
    "batches, fading rate": _good_batches,
    "classes": _good_classes,
    "cubic": _good_cubic,
    "terrain": _good_terrain,
    "second order": _good_newton,
    "noise": _good_noisy_rows,
    "Huber's loss": _good_huber,
    "test rows": _good_test_rows,
    "l2": _good_ridge,
    "one input in any unit": _good_units,
}
