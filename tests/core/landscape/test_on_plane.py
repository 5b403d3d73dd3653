"""An objective on a plane: what is known of the whole plane gives what each place gives by itself."""

import numpy as np
import pytest

from lossstudio.core.landscape.landscape import sample
from lossstudio.core.landscape.on_plane import OnPlane
from lossstudio.core.landscape.plane import Plane
from lossstudio.core.losses import LOSSES
from lossstudio.core.models import MODELS
from lossstudio.core.objective.decay import Decay
from lossstudio.core.objective.supervised import SupervisedObjective
from lossstudio.core.pieces import finished

INPUTS = 90
MANY = 100


def plane_of(size: int, scale: float = 1.0) -> Plane:
    origin, x, y = scale * np.random.default_rng(2).normal(size=(3, size))
    return Plane(origin=origin, x=x, y=y, range=(-1.0, 1.0, -1.0, 1.0), labels=("", ""), kind="random")


def seeing_much(model: str, loss: str, rows: int = 40, *, decays: bool = False, **options: object):
    random = np.random.default_rng(3)
    network = MODELS[model].build(INPUTS, 3, **MODELS[model].complete(options))
    decay = Decay.over(network.groups, 0.01, 0.1) if decays else None
    classes = random.integers(3, size=rows)
    targets = classes if LOSSES[loss].takes == "scores" else np.eye(3)[classes]
    return SupervisedObjective(network, random.normal(size=(rows, INPUTS)), targets, LOSSES[loss], {}, decay)


@pytest.mark.parametrize(
    ("model", "loss", "options"),
    [
        ("linear", "huber", {}),
        ("linear", "cce", {"decays": True}),
        ("mlp", "huber", {"hidden": (9, 4), "activation": "gelu", "rows": 30_000}),
        ("mlp", "cce", {"hidden": (5,), "bias": False, "decays": True}),
    ],
)
def test_where_inputs_are_many_places_have_the_values_that_each_has_alone(model, loss, options) -> None:
    objective = seeing_much(model, loss, **options)
    plane = plane_of(objective.size, 0.3)
    there = finished(OnPlane.of(objective, plane, MANY))
    assert there.summed is not None
    x, y = np.random.default_rng(4).normal(size=(2, 7))
    np.testing.assert_allclose(there.values(x, y), objective.values(plane.point(x, y)), rtol=1e-12)
    some = np.array([3, 17, 29])
    few = finished(OnPlane.of(objective, plane, MANY, some))
    np.testing.assert_allclose(few.values(x, y), objective.values(plane.point(x, y), some), rtol=1e-12)


def test_a_surface_over_many_inputs_makes_no_parameters_for_each_place(monkeypatch) -> None:
    objective = seeing_much("linear", "huber")
    monkeypatch.setattr(Plane, "point", lambda *_: pytest.fail("parameters were made"))
    assert np.isfinite(sample(objective, plane_of(objective.size), 21, 21).loss).all()


def test_where_not_all_is_finite_each_place_is_looked_at_alone() -> None:
    objective = seeing_much("linear", "huber")
    plane = plane_of(objective.size, 1e307)
    there = finished(OnPlane.of(objective, plane, MANY))
    assert there.summed is None
    x, y = np.array([0.0, 1e-307]), np.array([0.0, 0.0])
    assert np.array_equal(there.values(x, y), objective.values(plane.point(x, y)), equal_nan=True)
