"""What kind of point a run ends on, and with which evidence."""

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.objective.game import GAME_LOSSES, GAMES
from lossstudio.core.objective.game.objective import GameObjective
from lossstudio.project.examples import EXAMPLES
from lossstudio.run.analysis.critical_point import (
    critical_point,
    critical_point_in_pieces,
    point_at,
    steepest_and_fallen,
)
from lossstudio.run.kinds.game.problem import GameTask
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import GivenStart, Runner
from lossstudio.run.training.train import Run, train
from tests.run.recipes import PENGUINS, XOR, recipe


def descent(terrain: Spec, start: tuple[float, float] | None, steps: int, rate: float | None = None) -> Run:
    rate = 0.001 if rate is None and "500" in str(terrain.get("expression")) else rate
    runner = Runner(start=None if start is None else GivenStart(theta=start), learning_rate=rate)
    return train(recipe(runner, task=OnTerrain(terrain=terrain), steps=steps))


@pytest.mark.parametrize(
    ("terrain", "start", "steps", "kind"),
    [
        (Spec("bowl"), None, 400, "minimum"),
        (Spec("ravine"), None, 400, "minimum"),
        (Spec("himmelblau"), None, 200, "minimum"),
        (Spec("rastrigin"), None, 200, "minimum"),
        (Spec("bowl"), None, 3, "slope"),
        (Spec("rosenbrock"), None, 2000, "slope"),
        (Spec("saddle"), (1.0, 0.0), 400, "saddle"),
        (Spec("saddle"), (0.0, 0.0), 10, "saddle"),
        (Spec("himmelblau"), (-0.270845, -0.923039), 0, "maximum"),
        (Spec.of("formula", expression="-x**2 - y**2"), (0.0, 0.0), 10, "maximum"),
        (Spec.of("formula", expression="tanh(x)**2 + tanh(y)**2"), (9.0, 9.0), 50, "plateau"),
        (Spec.of("formula", expression="x**2"), (1.0, 3.0), 100, "minimum"),
        (Spec.of("formula", expression="500*x**2 - 0.1*y**2"), (1.0, 0.0), 300, "saddle"),
        (Spec.of("formula", expression="x**2 + y**4"), (1.0, 0.0), 300, "minimum"),
    ],
)
def test_terrains_end_where_they_are_known_to(
    terrain: Spec, start: tuple[float, float] | None, steps: int, kind: str
) -> None:
    point = critical_point(descent(terrain, start, steps).timeline)
    assert point.kind == kind


def test_the_evidence_is_the_gradient_and_the_extreme_curvatures() -> None:
    run = descent(Spec("ravine"), (1.0, 0.5), 2000)
    point = critical_point(run.timeline)
    assert (point.lowest, point.highest) == (pytest.approx(1.0), pytest.approx(100.0))
    assert point.gradient_norm == pytest.approx(np.linalg.norm(run.explain(2000).gradient))
    assert point.steepest == pytest.approx(run.gradient_norm[:, 0].max())


def test_a_long_way_in_small_batches_is_looked_at_in_pieces() -> None:
    run = train(recipe(task=XOR, steps=700, batch_size=8))
    pieces = critical_point_in_pieces(run.timeline)
    assert sum(1 for _ in pieces) > 10, "none of them takes a frame"
    objective, path = run.timeline.compiled.objective(), run.timeline.theta[:, 0]
    looked_at = np.append(np.linspace(0, 699, 512).astype(int), 700)
    lengths = np.linalg.norm(objective.values_and_gradients(path[looked_at])[1], axis=-1)
    assert critical_point(run.timeline).steepest == pytest.approx(lengths.max())


def test_the_best_line_is_a_minimum_and_the_way_to_it_a_slope() -> None:
    run = train(recipe(task=Supervised(data=PENGUINS), steps=600))
    assert critical_point(run.timeline).kind == "minimum"
    assert critical_point(run.timeline, step=0).kind == "slope"


def test_a_network_of_zeros_is_stuck_on_a_saddle_or_a_plateau() -> None:
    network = train(recipe(task=XOR, steps=0)).compiled.size
    run = train(recipe(Runner(start=GivenStart(theta=(0.0,) * network)), task=XOR, steps=50))
    assert critical_point(run.timeline).kind in ("saddle", "plateau")


def test_a_way_that_has_led_nowhere_ends_on_a_plateau_as_the_coach_says_it() -> None:
    assert critical_point(descent(Spec("plateau"), (-3.0, 2.5), 100, 0.8).timeline).kind == "plateau"
    assert critical_point(descent(Spec("plateau"), (-2.6, 1.8), 100, 0.8).timeline).kind == "minimum"
    assert critical_point(descent(Spec("plateau"), (-2.0, 0.5), 1, 1e-6).timeline).kind == "slope"


@pytest.mark.parametrize("unit", [1e-6, 1.0, 1e6])
@pytest.mark.parametrize("offset", [0.0, 1000.0])
def test_no_unit_and_no_offset_makes_a_line_arrive_too_early(unit: float, offset: float) -> None:
    """A line through targets near 1000 begins on a slope, and is at a minimum only when its loss falls no more."""
    inputs = np.linspace(-1.0, 1.0, 30)
    targets = offset + 3.0 * inputs + np.sin(40.0 * inputs)
    data = Spec.of(
        "table",
        inputs=tuple((x,) for x in inputs.tolist()),
        targets=tuple((targets * unit).tolist()),
        task="regression",
    )
    start = GivenStart(theta=(0.0, 0.0))
    run = train(recipe(Runner(learning_rate=0.3, start=start), task=Supervised(data=data), steps=200))
    kinds = [critical_point(run.timeline, step=step).kind for step in range(0, 201, 5)]
    assert kinds[0] == "slope"
    assert kinds[-1] == "minimum"
    arrived = 5 * kinds.index("minimum")
    assert run.loss[arrived, 0] - run.loss[-1, 0] <= 1.1e-3 * (run.loss[0, 0] - run.loss[-1, 0])


def test_a_runner_that_explodes_is_on_a_slope_and_one_thrown_out_on_a_plateau() -> None:
    far = descent(Spec("bowl"), (1.0, 1.0), 3000, 1.05)
    assert {critical_point(far.timeline, step=step).kind for step in (0, 100, 1000, 3000)} == {"slope"}
    assert critical_point(descent(Spec("plateau"), (1.0, 1.0), 50, 1000.0).timeline).kind == "plateau"


@pytest.mark.parametrize("example", ["spiral", "moons", "circle", "penguins", "houses", "darts", "ravine", "two-bells"])
def test_where_a_minimum_is_said_the_loss_falls_no_further(example: str) -> None:
    scene = EXAMPLES[example].load()
    planned = scene.recipe.training.steps
    longer = train(scene.recipe, 3 * planned)
    for runner in range(len(scene.recipe.runners)):
        losses = longer.loss[:, runner]
        for step in range(0, planned + 1, max(1, planned // 6)):
            if longer.stopped[runner] is None and critical_point(longer.timeline, runner, step).kind == "minimum":
                assert losses[step] - losses[-1] <= 2e-3 * (losses[: step + 1].max() - losses[-1])


def test_a_runner_that_stopped_is_looked_at_where_it_stands() -> None:
    run = train(recipe(Runner(learning_rate=1e9), steps=80))
    assert run.stopped[0] is not None
    assert np.isfinite(critical_point(run.timeline).lowest)


@pytest.mark.parametrize(
    ("loss", "rules", "kind"),
    [("minimax", {}, "turning"), ("wasserstein", {}, "turning"), ("minimax", {"gradient_penalty": 0.4}, "attracting")],
)
def test_the_balance_of_a_game_attracts_only_with_a_penalty(loss: str, rules: dict[str, float], kind: str) -> None:
    """Mescheder, Geiger and Nowozin, 2018: eigenvalues ± i f'(0), and -γ/2 ± sqrt(γ²/4 - f'(0)²) under R1."""
    gamma = rules.get("gradient_penalty", 0.0)
    game = GameObjective(GAMES["dirac"].build(), GAME_LOSSES[loss], gradient_penalty=gamma)
    point = point_at(game, np.zeros(2), steepest=0.5, fallen=0.0)
    slope = {"minimax": 0.5, "wasserstein": 1.0}[loss]
    eigenvalue = -gamma / 2 + np.sqrt(complex(gamma**2 / 4 - slope**2))
    assert point.kind == kind
    assert point.highest == pytest.approx(eigenvalue.real, abs=1e-9)
    assert point.turning == pytest.approx(eigenvalue.imag, rel=1e-6)


def test_a_game_still_far_from_its_balance_is_on_a_slope() -> None:
    run = train(recipe(task=GameTask(game=Spec("dirac")), steps=50))
    assert critical_point(run.timeline).kind == "slope"


def test_a_run_says_what_kind_of_point_each_runner_is_on() -> None:
    run = train(recipe(Runner(learning_rate=0.2)), 200)
    assert run.point().kind == "minimum"
    assert run.point(0).kind == "slope"
    with pytest.raises(IndexError, match="no step 201"):
        run.point(201)
    with pytest.raises(IndexError, match="no runner 1"):
        run.point(runner=1)


def test_what_is_rounding_of_a_curvature_is_none() -> None:
    """A softmax doesn't mind a number added to all scores: along that nothing bends."""
    run = train(EXAMPLES["blobs"].load().recipe)
    for step in (0, 26, 80):
        assert critical_point(run.timeline, step=step).lowest == 0.0


def test_the_players_of_a_game_descend_nothing() -> None:
    point = critical_point(train(recipe(task=GameTask(game=Spec("dirac")), steps=50)).timeline)
    assert point.kind == "slope"
    assert point.turning is not None


@pytest.mark.parametrize("example", ["spiral", "plateau", "mini-batches", "switch-loss", "dirac-gan"])
@pytest.mark.parametrize("step", [0, 1, 42])
def test_the_way_to_a_step_is_measured_on_all_rows_and_ends_at_that_step(example: str, step: int) -> None:
    timeline = train(EXAMPLES[example].load().recipe, steps=step).timeline
    objective = timeline.compiled.objective(0, step)
    values, gradients = objective.values_and_gradients(timeline.theta[: step + 1, 0])
    steepest, fallen = steepest_and_fallen(timeline, 0, step)
    assert steepest == pytest.approx(float(np.linalg.norm(gradients, axis=-1).max()))
    assert fallen == pytest.approx(float(np.ptp(values)), abs=1e-12)


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        ("sqrt(x**2 + y**2)", "minimum"),
        ("x**4 + y**4", "minimum"),
        ("x**3", "plateau"),
        ("x**4 - y**4", "plateau"),
        ("5", "plateau"),
    ],
)
def test_where_nothing_bends_a_lowest_point_is_told_from_flat_ground(expression: str, kind: str) -> None:
    surface = OnTerrain(terrain=Spec.of("formula", expression=expression))
    run = train(recipe(Runner(start=GivenStart(theta=(0.0, 0.0))), task=surface, steps=3))
    assert run.point().kind == kind


def test_one_class_alone_has_nothing_to_descend_for_ever() -> None:
    data = Spec.of("table", task="multiclass", inputs=((1.0,), (2.0,)), targets=(0, 0))
    assert train(recipe(task=Supervised(data=data), steps=3)).point().kind == "minimum"


def test_a_short_way_in_a_bowl_ends_on_a_slope_and_not_on_flat_ground() -> None:
    """Cross-entropy that can hardly be lowered, with the ball on its way to the one minimum."""
    run = train(recipe(task=Supervised(data=Spec.of("penguins", target="sex")), steps=5))
    assert 0.0 < run.loss[0, 0] - run.loss[5, 0] < 0.01 * run.loss[5, 0]
    point = run.point()
    assert point.lowest > 0.01 * point.highest
    assert point.kind == "slope"
