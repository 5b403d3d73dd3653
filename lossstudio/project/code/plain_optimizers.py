"""Optimizers in NumPy: what they remember, and their update of theta from the gradient g at the rate r."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Update:
    """Lines of a program before its loop, and in it."""

    before: tuple[str, ...]
    each: tuple[str, ...]


_NO_MOMENTS = ("m, v = np.zeros_like(theta), np.zeros_like(theta)",)


def _moments(beta1: float, beta2: float) -> tuple[str, ...]:
    return (
        f"m = {beta1!r} * m + {1 - beta1!r} * g",
        f"v = {beta2!r} * v + {1 - beta2!r} * g**2",
        f"mean, square = m / (1 - {beta1!r} ** (step + 1)), v / (1 - {beta2!r} ** (step + 1))",
    )


def _momentum(*, momentum: float) -> Update:
    return Update(("v = np.zeros_like(theta)",), (f"v = {momentum!r} * v + g", "theta = theta - r * v"))


def _nesterov(*, momentum: float) -> Update:
    steps = (f"v = {momentum!r} * v + g", f"theta = theta - r * (g + {momentum!r} * v)")
    return Update(("v = np.zeros_like(theta)",), steps)


def _adagrad(*, epsilon: float) -> Update:
    return Update(
        ("s = np.zeros_like(theta)",), ("s = s + g**2", f"theta = theta - r * g / (np.sqrt(s) + {epsilon!r})")
    )


def _rmsprop(*, rho: float, epsilon: float) -> Update:
    steps = (f"s = {rho!r} * s + {1 - rho!r} * g**2", f"theta = theta - r * g / (np.sqrt(s) + {epsilon!r})")
    return Update(("s = np.zeros_like(theta)",), steps)


def _adadelta(*, rho: float, epsilon: float) -> Update:
    steps = (
        f"s = {rho!r} * s + {1 - rho!r} * g**2",
        f"move = np.sqrt(d + {epsilon!r}) / np.sqrt(s + {epsilon!r}) * g",
        f"d = {rho!r} * d + {1 - rho!r} * move**2",
        "theta = theta - r * move",
    )
    return Update(("s, d = np.zeros_like(theta), np.zeros_like(theta)",), steps)


def _adam(*, beta1: float, beta2: float, epsilon: float) -> Update:
    step = f"theta = theta - r * mean / (np.sqrt(square) + {epsilon!r})"
    return Update(_NO_MOMENTS, (*_moments(beta1, beta2), step))


def _adamw(*, beta1: float, beta2: float, epsilon: float, weight_decay: float) -> Update:
    step = f"theta = theta - r * {weight_decay!r} * theta - r * mean / (np.sqrt(square) + {epsilon!r})"
    return Update(_NO_MOMENTS, (*_moments(beta1, beta2), step))


def _amsgrad(*, beta1: float, beta2: float, epsilon: float) -> Update:
    steps = (
        *_moments(beta1, beta2)[:2],
        "largest = np.maximum(largest, v)",
        f"mean, square = m / (1 - {beta1!r} ** (step + 1)), largest / (1 - {beta2!r} ** (step + 1))",
        f"theta = theta - r * mean / (np.sqrt(square) + {epsilon!r})",
    )
    return Update((*_NO_MOMENTS, "largest = np.zeros_like(theta)"), steps)


def _adamax(*, beta1: float, beta2: float, epsilon: float) -> Update:
    steps = (
        f"m = {beta1!r} * m + {1 - beta1!r} * g",
        f"u = np.maximum({beta2!r} * u, np.abs(g) + {epsilon!r})",
        f"theta = theta - r / (1 - {beta1!r} ** (step + 1)) * m / u",
    )
    return Update(("m, u = np.zeros_like(theta), np.zeros_like(theta)",), steps)


def _nadam(*, beta1: float, beta2: float, epsilon: float, momentum_decay: float) -> Update:
    factor = f"{beta1!r} * (1 - 0.5 * 0.96 ** ((step + {{}}) * {momentum_decay!r}))"
    steps = (
        *_moments(beta1, beta2),
        f"now, ahead = {factor.format(1)}, {factor.format(2)}",
        "product = product * now",
        "move = g * (1 - now) / (1 - product) + m * ahead / (1 - product * ahead)",
        f"theta = theta - r * move / (np.sqrt(square) + {epsilon!r})",
    )
    return Update((*_NO_MOMENTS, "product = 1.0"), steps)


def _radam(*, beta1: float, beta2: float, epsilon: float) -> Update:
    longest = 2.0 / (1.0 - beta2) - 1.0
    steps = (
        *_moments(beta1, beta2),
        f"fade = {beta2!r} ** (step + 1)",
        f"length = {longest!r} - 2 * (step + 1) * fade / (1 - fade)",
        "if length > 5:",
        f"    trust = (length - 4) * (length - 2) * {longest!r} / ({(longest - 4) * (longest - 2)!r} * length)",
        f"    mean = mean * np.sqrt(trust) * np.sqrt(1 - fade) / (np.sqrt(v) + {epsilon!r})",
        "theta = theta - r * mean",
    )
    return Update(_NO_MOMENTS, steps)


def _lion(*, beta1: float, beta2: float, weight_decay: float) -> Update:
    decay = f" + {weight_decay!r} * theta" if weight_decay else ""
    steps = (
        f"theta = theta - r * (np.sign({beta1!r} * m + {1 - beta1!r} * g){decay})",
        f"m = {beta2!r} * m + {1 - beta2!r} * g",
    )
    return Update(("m = np.zeros_like(theta)",), steps)


def _rprop(*, shrink: float, grow: float, smallest: float, largest: float) -> Update:
    steps = (
        "agreement = g * last",
        f"size = size * np.where(agreement > 0, {grow!r}, np.where(agreement < 0, {shrink!r}, 1.0))",
        f"size = np.clip(size, {smallest!r}, {largest!r})",
        "last = np.where(agreement < 0, 0.0, g)",
        "theta = theta - size * np.sign(last)",
    )
    return Update(("last, size = np.zeros_like(theta), np.full_like(theta, FIRST_RATE)",), steps)


def _qhm(*, momentum: float, nu: float) -> Update:
    steps = (f"v = {momentum!r} * v + {1 - momentum!r} * g", f"theta = theta - r * ({1 - nu!r} * g + {nu!r} * v)")
    return Update(("v = np.zeros_like(theta)",), steps)


def _qhadam(*, beta1: float, beta2: float, nu1: float, nu2: float, epsilon: float) -> Update:
    steps = (
        *_moments(beta1, beta2),
        f"mean = {nu1!r} * mean + {1 - nu1!r} * g",
        f"square = {nu2!r} * square + {1 - nu2!r} * g**2",
        f"theta = theta - r * mean / (np.sqrt(square) + {epsilon!r})",
    )
    return Update(_NO_MOMENTS, steps)


PLAIN = Update((), ("theta = theta - r * g",))
_UPDATES: dict[str, Callable[..., Update]] = {
    "gd": lambda: PLAIN,
    "momentum": _momentum,
    "nesterov": _nesterov,
    "adagrad": _adagrad,
    "rmsprop": _rmsprop,
    "adadelta": _adadelta,
    "adam": _adam,
    "amsgrad": _amsgrad,
    "adamax": _adamax,
    "nadam": _nadam,
    "radam": _radam,
    "adamw": _adamw,
    "lion": _lion,
    "rprop": _rprop,
    "qhm": _qhm,
    "qhadam": _qhadam,
}


def update_of(key: str, options: dict[str, Any], first_rate: float) -> Update | None:
    """Return an optimizer in NumPy; None for those that ask for more than the gradient at one place."""
    if key not in _UPDATES:
        return None
    found = _UPDATES[key](**options)
    return Update(tuple(line.replace("FIRST_RATE", repr(first_rate)) for line in found.before), found.each)
