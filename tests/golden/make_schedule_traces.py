"""Write the learning rates of PyTorch's schedulers that the tests compare with: schedules.json beside this file.

Run it where PyTorch is installed (``pip install torch numpy``), only when a schedule is added:
``python tests/golden/make_schedule_traces.py``. The tests themselves never need PyTorch.
"""

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch.optim import lr_scheduler as lr

UPDATES = 200
BASE = 0.3


def warmup_cosine(optimizer: Any, warmup: int = 10, steps: int = UPDATES, minimum: float = 0.0) -> Any:
    rise = lr.LinearLR(optimizer, start_factor=1.0 / warmup, total_iters=warmup - 1)
    fall = lr.CosineAnnealingLR(optimizer, T_max=steps - warmup, eta_min=minimum)
    return lr.SequentialLR(optimizer, [rise, fall], milestones=[warmup])


def one_cycle(
    o: Any, steps: int, warmup_fraction: float = 0.3, divide_start: float = 25, divide_end: float = 1e4
) -> Any:
    return lr.OneCycleLR(
        o,
        max_lr=BASE,
        total_steps=steps,
        pct_start=warmup_fraction,
        div_factor=divide_start,
        final_div_factor=divide_end,
        cycle_momentum=False,
    )


def cyclic(optimizer: Any, low: float = BASE / 10, high: float = BASE, half_period: int = 20) -> Any:
    return lr.CyclicLR(optimizer, base_lr=low, max_lr=high, step_size_up=half_period, cycle_momentum=False)


MAKERS: dict[str, Callable[..., Any]] = {
    "constant": lambda o: lr.ConstantLR(o, factor=1.0),
    "step": lambda o, every=10, factor=0.5: lr.StepLR(o, step_size=every, gamma=factor),
    "exponential": lambda o, factor=0.95: lr.ExponentialLR(o, gamma=factor),
    "cosine": lambda o, steps, minimum=0.0: lr.CosineAnnealingLR(o, T_max=steps, eta_min=minimum),
    "warmup_cosine": warmup_cosine,
    "one_cycle": one_cycle,
    "cyclic": cyclic,
}
"""PyTorch's schedulers under the keys and option names of the catalogue; the defaults are the catalogue's."""

CASES: list[tuple[str, dict[str, float]]] = [
    ("constant", {}),
    ("step", {}),
    ("step", {"every": 7, "factor": 0.9}),
    ("exponential", {}),
    ("exponential", {"factor": 0.99}),
    ("cosine", {"steps": 200}),
    ("cosine", {"steps": 60, "minimum": 0.01}),
    ("warmup_cosine", {"steps": 200}),
    ("warmup_cosine", {"steps": 90, "warmup": 25, "minimum": 0.02}),
    ("one_cycle", {"steps": 200}),
    ("one_cycle", {"steps": 77, "warmup_fraction": 0.45, "divide_start": 10.0, "divide_end": 100.0}),
    ("cyclic", {}),
    ("cyclic", {"low": 0.02, "high": 0.5, "half_period": 7}),
]

PLATEAUS: list[dict[str, float]] = [{}, {"patience": 3, "factor": 0.5}, {"patience": 0, "threshold": 0.05}]


def rates(key: str, options: dict[str, float]) -> list[float]:
    """Return the rate before each update, up to the schedule's end (PyTorch's own go up again, or stop)."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=BASE)
    scheduler = MAKERS[key](optimizer, **options)
    listed = []
    for k in range(int(options.get("steps", UPDATES))):
        listed.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if k + 1 < options.get("steps", UPDATES):
            scheduler.step()
    return listed


def plateau(options: dict[str, float], losses: list[float]) -> list[float]:
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=BASE)
    scheduler = lr.ReduceLROnPlateau(optimizer, **options)
    listed = []
    for loss in losses:
        listed.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step(loss)
    return listed


def main() -> None:
    losses = [math.exp(-k / 20) + 0.1 * math.sin(k) ** 2 + 0.2 for k in range(UPDATES)]
    document = {
        "torch": torch.__version__.partition("+")[0],
        "base": BASE,
        "cases": [{"schedule": key, "options": options, "rates": rates(key, options)} for key, options in CASES],
        "losses": losses,
        "plateaus": [{"options": options, "rates": plateau(options, losses)} for options in PLATEAUS],
    }
    (Path(__file__).parent / "schedules.json").write_text(json.dumps(document) + "\n")


if __name__ == "__main__":
    main()
