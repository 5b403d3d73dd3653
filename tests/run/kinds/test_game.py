"""What a game's run does: the literature's circles, spirals and convergence, and moves with a memory for each player.

Mescheder, Geiger and Nowozin, "Which training methods for GANs do actually converge?", 2018, study the Dirac-GAN:
simultaneous descent of the unregularised game moves away from the equilibrium at every step, alternating descent goes
in circles, and the gradient penalty R1 makes both converge. For the minimax loss their f'(0) is 1/2 in size.
"""

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.run.kinds.game.problem import GameTask
from lossstudio.run.recipe.recipe import (
    Change,
    GivenStart,
    Recipe,
    Runner,
    Training,
)
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.extending import resume
from lossstudio.run.training.train import Run, train

START = GivenStart(theta=(1.0, 0.0))
GENERATOR, DISCRIMINATOR = 0, 1


def played(*runners: Runner, steps: int = 400, changes: tuple[Change, ...] = (), **rules) -> Run:
    task = GameTask(game=Spec(rules.pop("game", "dirac")), loss=Spec(rules.pop("loss", "minimax")), **rules)
    chosen = runners or (Runner(learning_rate=0.2, start=START),)
    return train(Recipe(task=task, training=Training(steps=steps, changes=changes), runners=chosen))


def radius(run: Run) -> np.ndarray:
    return np.linalg.norm(run.theta[:, 0], axis=-1)


def turns(run: Run) -> float:
    angles = np.unwrap(np.arctan2(run.theta[:, 0, 1], run.theta[:, 0, 0]))
    return float(abs(angles[-1] - angles[0]) / (2 * np.pi))


@pytest.mark.parametrize("loss", ["minimax", "wasserstein"])
def test_simultaneous_descent_spirals_out_at_every_step(loss: str) -> None:
    run = played(loss=loss)
    assert (np.diff(radius(run)) > 0).all()
    assert turns(run) > 3


def test_the_spiral_of_the_wasserstein_loss_grows_by_the_known_factor() -> None:
    np.testing.assert_allclose(radius(played(loss="wasserstein")), np.sqrt(1 + 0.2**2) ** np.arange(401), rtol=1e-10)


@pytest.mark.parametrize("loss", ["minimax", "wasserstein", "hinge"])
def test_alternating_descent_goes_in_circles(loss: str) -> None:
    run = played(loss=loss, updates="alternating", steps=4000)
    away = radius(run)
    assert away.min() > 0.85
    assert away.max() < 1.15
    assert turns(run) > 50


@pytest.mark.parametrize("updates", ["simultaneous", "alternating"])
def test_the_gradient_penalty_makes_it_converge_at_the_known_rate(updates: str) -> None:
    rate, gamma = 0.05, 0.4
    start = GivenStart(theta=(1e-3, 0.0))
    runner = Runner(learning_rate=rate, start=start)
    run = played(runner, updates=updates, gradient_penalty=gamma, steps=800)
    eigenvalue = -gamma / 2 + np.sqrt(complex(gamma**2 / 4 - 0.25))
    shrunk = (np.log(radius(run)[800]) - np.log(radius(run)[200])) / 600
    assert shrunk == pytest.approx(np.log(abs(1 + rate * eigenvalue)), rel=0.12)
    assert radius(played(gradient_penalty=1.0, updates=updates))[-1] < 1e-6


def test_only_the_penalty_makes_the_difference() -> None:
    assert radius(played())[-1] > 3
    assert radius(played(gradient_penalty=1.0))[-1] < 1e-4


def test_with_noise_of_its_own_the_generator_converges_without_a_penalty() -> None:
    """As Nagarajan and Kolter, "Gradient descent GAN optimization is locally stable", 2017, prove."""
    run = played(Runner(learning_rate=0.1), game="gaussian")
    assert np.abs(run.theta[-1, 0]).max() < 0.01


@pytest.mark.parametrize("loss", ["minimax", "non_saturating", "least_squares", "hinge", "wasserstein"])
@pytest.mark.parametrize("game", ["dirac", "gaussian"])
def test_with_a_penalty_every_loss_finds_the_data(game: str, loss: str) -> None:
    run = played(Runner(), game=game, loss=loss, gradient_penalty=1.0, updates="alternating", steps=1500)
    generator = run.theta[-1, 0, : len(run.compiled.problem.arena.names[GENERATOR])]
    np.testing.assert_allclose(generator, 0.0, atol=0.02)


def test_one_simultaneous_move_is_descent_along_the_joint_field() -> None:
    run, objective = played(steps=50), played(steps=0).compiled.objective()
    theta = np.array(START.theta)
    for step in range(50):
        value, field = objective.values_and_gradients(theta)
        assert run.batch_loss[step, 0] == value
        assert run.gradient_norm[step, 0] == pytest.approx(np.linalg.norm(field))
        theta = theta - 0.2 * field
        np.testing.assert_allclose(run.theta[step + 1, 0], theta, rtol=1e-14)


@pytest.mark.parametrize("kind", ["momentum", "adam"])
@pytest.mark.parametrize("updates", ["simultaneous", "alternating"])
def test_each_player_remembers_his_own_moves(kind: str, updates: str) -> None:
    runner = Runner(optimizer=Spec(kind), learning_rate=0.05, start=GivenStart(theta=(0.5, 0.1, 0.1, 0.4, -0.2)))
    run = played(runner, game="gaussian", updates=updates, discriminator_steps=3, steps=25)
    optimizer, objective = OPTIMIZERS[kind], run.compiled.objective()
    options, theta = optimizer.complete({}), np.array(runner.start.theta)
    states = [optimizer.start(theta[player.place], 0.05) for player in objective.players]
    for step in range(25):
        for move in objective.moves:
            field = objective.values_and_gradients(theta)[1]
            after = theta.copy()
            for player in move:
                place = objective.players[player].place
                point = type("Point", (), {"gradient": field[place]})
                moved, states[player] = optimizer.update(point, states[player], theta[place], 0.05, **options)
                after[place] += moved
            theta = after
        np.testing.assert_allclose(run.theta[step + 1, 0], theta, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("optimizer", ["momentum", "adam", "lbfgs", "rprop"])
@pytest.mark.parametrize("updates", ["simultaneous", "alternating"])
def test_going_back_then_forward_is_the_same_game(optimizer: str, updates: str) -> None:
    runners = (
        Runner(optimizer=Spec(optimizer), learning_rate=0.05),
        Runner(name="b", optimizer=Spec(optimizer), learning_rate=0.02),
    )
    run = played(*runners, game="gaussian", updates=updates, discriminator_steps=2, steps=120)
    for step in (0, 1, 57, 119):
        again = resume(run.timeline, step).advance(120 - step)
        assert again.theta.tobytes() == run.theta[step + 1 : step + 1 + again.steps].tobytes()


def test_runners_of_a_race_play_as_they_would_alone() -> None:
    runners = [Runner(name=f"r{i}", optimizer=Spec("adam"), learning_rate=0.02 * (i + 1)) for i in range(3)]
    runners.append(Runner(name="w", loss=Spec("wasserstein")))
    together = played(*runners, updates="alternating", steps=80)
    for index, runner in enumerate(runners):
        alone = played(runner, updates="alternating", steps=80)
        np.testing.assert_allclose(together.theta[:, index], alone.theta[:, 0], rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_optimizer_plays(optimizer: str) -> None:
    runner = Runner(optimizer=Spec(optimizer), learning_rate=0.01)
    run = played(runner, game="gaussian", updates="alternating", gradient_penalty=0.5, steps=30)
    assert run.stopped == (None,)
    assert not np.array_equal(run.theta[0], run.theta[-1])


def test_losses_have_a_player_axis_and_the_loss_is_the_value() -> None:
    run = played(Runner(), Runner(name="b", loss=Spec("hinge")), steps=20, gradient_penalty=0.3)
    assert run.losses.shape == (21, 2, 2)
    np.testing.assert_array_equal(run.loss, -run.losses[..., DISCRIMINATOR])
    for runner in range(2):
        objective = run.compiled.objective(runner)
        np.testing.assert_array_equal(run.losses[:, runner], objective.losses(run.theta[:, runner]))


def test_what_is_no_game_has_one_player() -> None:
    from tests.run.recipes import recipe

    run = train(recipe(steps=5))
    assert np.array_equal(run.losses, run.loss[..., None])


def test_the_loss_can_change_in_mid_game() -> None:
    change = Change(step=10, said=(("loss", Spec("wasserstein")),))
    run, plain = played(steps=20, changes=(change,)), played(steps=20)
    assert np.array_equal(run.theta[:11], plain.theta[:11])
    assert run.loss[10, 0] == run.compiled.objective(0, 10).values(run.theta[10, 0]) != plain.loss[10, 0]


def test_a_step_is_explained_move_by_move() -> None:
    runner = Runner(optimizer=Spec.of("momentum", momentum=0.5), learning_rate=0.1, start=START)
    run = played(runner, updates="alternating", discriminator_steps=2, steps=10)
    told = run.explain(4)
    np.testing.assert_array_equal(told.way[0], told.theta)
    np.testing.assert_array_equal(told.way[-1], told.next_theta)
    np.testing.assert_array_equal(told.way[:3, 0], told.theta[0])
    assert told.way.shape == (4, 2)
    assert told.moments["velocity"].shape == (2,)
    np.testing.assert_array_equal(told.player_losses, run.losses[4, 0])
    np.testing.assert_array_equal(told.clipped_gradient, told.gradient)
    np.testing.assert_array_equal(told.gradient, run.compiled.objective().values_and_gradients(told.theta)[1])
    assert "count" not in played(Runner(optimizer=Spec("adam")), steps=3).explain(1).moments


def test_what_moves_is_clipped() -> None:
    runner = Runner(learning_rate=0.1, start=GivenStart(theta=(3.0, 4.0)), clip_norm=0.5)
    both, turn = (
        played(runner, loss="wasserstein", steps=1),
        played(runner, loss="wasserstein", updates="alternating", steps=1),
    )
    np.testing.assert_allclose(both.explain(0).update, 0.1 * np.array([4, -3]) / 10, rtol=1e-12)
    np.testing.assert_allclose(np.abs(turn.explain(0).update), 0.05, rtol=1e-12)


def test_games_share_a_past_only_by_the_same_rules() -> None:
    from lossstudio.run.training.compiled_recipe import shared_steps

    def compiled(**rules) -> CompiledRecipe:
        return CompiledRecipe.of(Recipe(task=GameTask(game=Spec("dirac"), **rules)))

    assert shared_steps(compiled(), compiled()) > 10**9
    assert shared_steps(compiled(), compiled(loss=Spec("hinge"))) == 0
    assert shared_steps(compiled(), compiled(updates="alternating")) == -1
    assert shared_steps(compiled(), compiled(gradient_penalty=1.0)) == -1


def test_an_explanation_says_who_moves_and_what_each_player_pays() -> None:
    told = played(updates="alternating", discriminator_steps=2, steps=3).explain(1)
    assert told["moves"] == (("discriminator",), ("discriminator",), ("generator",))
    assert told["way"].shape == (4, 2)
    assert told["player_losses"].shape == (2,)
