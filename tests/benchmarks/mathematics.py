"""How fast steps and landscapes are, against PyTorch doing the same in the same run where it is installed."""

import os
import resource
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from typing import Any

import numpy as np

from lossstudio.core.catalogue import Spec
from lossstudio.core.landscape.landscape import sample
from lossstudio.run.analysis.planes import fit_plane
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.recipe import (
    DrawnStart,
    GivenStart,
    Recipe,
    Runner,
    Training,
)
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.train import train
from lossstudio.run.training.trainer import Trainer
from tests.benchmarks.measuring import heading, in_a_process, line, seconds_per_call

MICRO = 1e6
SQUARES = {
    "MSE": Spec("mse"),
    "a typed square": Spec.of("formula", expression="where(target > 0, 3, 1)*(prediction - target)**2"),
}
NETWORK = Supervised(data=Spec.of("xor", samples=250), model=Spec.of("mlp", hidden=(4, 2)), loss=Spec("mse"))


def main() -> None:
    """Measure all of it."""
    heading("Mathematics")
    theirs = _pytorch()
    _steps(theirs)
    _landscapes(theirs)
    _scaling()
    _a_million_steps()
    for name in ("network", "line"):
        what = f"landscape of a {name} on 100,000 samples, 201 wide: peak memory"
        line(what, in_a_process(f"mathematics._large_landscape({name!r})"), "bounded: 154 MB a row without blocks")


def _recipe(runners: int, task: Supervised = NETWORK) -> Recipe:
    adam = Runner(optimizer=Spec("adam"), learning_rate=0.03)
    race = tuple(replace(adam, name=str(seed), start=DrawnStart(seed=seed)) for seed in range(runners))
    return Recipe(task=task, training=Training(batch_size=10), runners=race)


def _step_time(recipe: Recipe, steps: int = 200) -> float:
    trainer = Trainer(CompiledRecipe.of(recipe))
    return seconds_per_call(lambda: trainer.go_to(trainer.step + steps)) / steps


def _steps(theirs: dict[str, float]) -> None:
    alone, many = _step_time(_recipe(1)), _step_time(_recipe(64), 50) / 64
    line("one step of 2-4-2-1, batch 10, Adam, all recorded", f"{alone * MICRO:.1f} us")
    line("the same, 64 runners at once, per runner", f"{many * MICRO:.2f} us")
    if theirs:
        step = theirs["step"]
        line("PyTorch, eager, not recording", f"{step * MICRO:.0f} us")
        line("one step: times as fast", f"{step / alone:.1f}", "8")
        line("64 runners, per runner: times as fast", f"{step / many:.0f}", "100")


def _landscapes(theirs: dict[str, float]) -> None:
    run = train(_recipe(1), 300)
    plane, objective = fit_plane(run.compiled, run.timeline), run.compiled.objective()
    for count in (41, 101, 201):
        took = seconds_per_call(lambda count=count: sample(objective, plane, count, count), repeats=5)
        line(f"landscape of 2-4-2-1 on 250 samples, {count} x {count}", f"{took * 1e3:.1f} ms")
        if count == 101 and theirs:
            whole = theirs["point"] * count**2
            line("PyTorch, one point after another under no_grad", f"{whole * 1e3:.0f} ms")
            line("landscape: times as fast", f"{whole / took:.1f}", "10")
    for name, loss in SQUARES.items():
        for rows in (1_000, 100_000):
            took = _landscape_of_a_line(loss, rows)
            line(
                f"landscape of a line under {name} on {rows:,} samples, 101 x 101",
                f"{took * 1e3:.1f} ms",
                "as for 1,000",
            )


def _landscape_of_a_line(loss: Spec, rows: int) -> float:
    task = Supervised(data=Spec.of("line", samples=rows), loss=loss)
    run = train(Recipe(task=task, runners=(Runner(start=GivenStart(theta=(0.0, 0.0))),)), 5)
    plane, objective = fit_plane(run.compiled, run.timeline), run.compiled.objective()
    return seconds_per_call(lambda: sample(objective, plane, 101, 101), repeats=3)


def _scaling() -> None:
    for runners in (1, 16, 256):
        line(f"step with {runners} runners, per runner", f"{_step_time(_recipe(runners), 20) / runners * MICRO:.2f} us")
    for samples in (1_000, 10_000, 100_000):
        task = Supervised(data=Spec.of("xor", samples=samples), model=Spec.of("mlp", hidden=(4, 2)), loss=Spec("mse"))
        full = replace(_recipe(1, task), training=Training())
        line(f"full-batch step on {samples:,} samples, per sample", f"{_step_time(full, 2) / samples * 1e9:.1f} ns")
    for width in (8, 32):
        task = replace(NETWORK, model=Spec.of("mlp", hidden=(width,) * 6))
        compiled = CompiledRecipe.of(_recipe(1, task))
        took = _step_time(compiled.recipe, 20)
        line(f"step with {compiled.size:,} parameters", f"{took * MICRO:.0f} us")


def _a_million_steps() -> None:
    recipe = Recipe(task=Supervised(data=Spec("penguins")), runners=(Runner(learning_rate=0.05),))
    run = train(recipe, 1_000_000)
    line("one million steps of two parameters, recorded", f"{run.timeline.nbytes / 2**20:.0f} MB", "256 MB")
    steps = iter(np.random.default_rng(0).integers(0, 1_000_000, 100))
    took = seconds_per_call(lambda: run.explain(int(next(steps))), repeats=20)
    line("any of them explained", f"{took * 1e3:.1f} ms", "100 ms")


def _large_landscape(name: str) -> str:
    if name == "network":
        task = replace(NETWORK, data=Spec.of("xor", samples=100_000))
    else:
        task = Supervised(data=Spec.of("line", samples=100_000), loss=Spec("mae"))
    run = train(replace(_recipe(1, task), training=Training(batch_size=1_000)), 3)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    plane = replace(fit_plane(run.compiled, run.timeline), range=(-1.0, 1.0, -1.0, 1.0))
    part = sample(run.compiled.objective(), plane, 201, 2)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert np.isfinite(part.loss).all()
    return f"+{(after - before) / 1024:.0f} MB"


def _pytorch() -> dict[str, float]:
    """Return how long PyTorch takes for one step and for one point, in seconds; nothing where it isn't installed."""
    if find_spec("torch") is None:
        line("PyTorch is not installed; for the comparison: pip install -e '.[torch]'", "")
        return {}
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(0)
    layers = (torch.nn.Linear(2, 4), torch.nn.Tanh(), torch.nn.Linear(4, 2), torch.nn.Tanh(), torch.nn.Linear(2, 1))
    network, loss = torch.nn.Sequential(*layers), torch.nn.MSELoss()
    inputs, targets = torch.randn(250, 2), torch.randn(250, 1)
    optimizer = torch.optim.Adam(network.parameters(), lr=0.03)
    return {
        "step": seconds_per_call(_torch_step(network, loss, optimizer, inputs[:10], targets[:10]), calls=300),
        "point": seconds_per_call(_torch_point(torch, network, loss, inputs, targets), calls=300),
    }


def _torch_step(network: Any, loss: Any, optimizer: Any, inputs: Any, targets: Any) -> Callable[[], None]:
    def step() -> None:
        optimizer.zero_grad()
        loss(network(inputs), targets).backward()
        optimizer.step()

    return step


def _torch_point(torch: Any, network: Any, loss: Any, inputs: Any, targets: Any) -> Callable[[], None]:
    theta = torch.nn.utils.parameters_to_vector(network.parameters()).detach()

    def point() -> None:
        with torch.no_grad():
            torch.nn.utils.vector_to_parameters(theta, network.parameters())
            loss(network(inputs), targets).item()

    return point


if __name__ == "__main__":
    main()
