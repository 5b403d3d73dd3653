"""Games: each player's loss and its derivative, the joint field, the value and its surface."""

import math

import numpy as np
import pytest

from lossstudio.core.objective.game import GAME_LOSSES, GAMES
from lossstudio.core.objective.game.game import DISCRIMINATOR, GENERATOR, moves_of
from lossstudio.core.objective.game.objective import GameObjective, PlayersView, ValueFunction

STEP = 6e-6
KINDS = [(game, loss, penalty) for game in GAMES for loss in GAME_LOSSES for penalty in (0.0, 0.7)]


def objective(game: str, loss: str, penalty: float = 0.0) -> GameObjective:
    entry = GAMES[game]
    options = {"mean": 0.3, "deviation": 1.2} if game == "gaussian" else {}
    return GameObjective(entry.build(**entry.complete(options)), GAME_LOSSES[loss], gradient_penalty=penalty)


def thetas(found: GameObjective, *shape: int) -> np.ndarray:
    return 0.4 * np.random.default_rng(9).normal(size=(*shape, found.size))


@pytest.mark.parametrize(("game", "loss", "penalty"), KINDS)
def test_the_field_is_each_players_own_derivative(game, loss, penalty):
    found = objective(game, loss, penalty)
    theta = thetas(found, 3, 2)
    value, field = found.values_and_gradients(theta)
    np.testing.assert_array_equal(value, found.values(theta))
    for number, player in enumerate(found.players):
        for index in range(player.place.start, player.place.stop):
            away = STEP * np.eye(found.size)[index]
            difference = (found.losses(theta + away) - found.losses(theta - away))[..., number] / (2 * STEP)
            np.testing.assert_allclose(field[..., index], difference, rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize(("game", "loss", "penalty"), KINDS)
def test_derivatives_of_field_and_slope_agree_with_differences(game, loss, penalty):
    found = objective(game, loss, penalty)
    theta, axes = thetas(found), np.eye(found.size)
    up, down = (found.play(theta + way * STEP * axes) for way in (1.0, -1.0))
    field = (up.field - down.field).T / (2 * STEP)
    np.testing.assert_allclose(found.field_jacobian(theta), field, rtol=1e-5, atol=1e-7)
    slope = (up.slope - down.slope) / (2 * STEP)
    np.testing.assert_allclose(found.hessian_products(theta, axes), slope, rtol=1e-5, atol=1e-7)
    for number, player in enumerate(found.players):
        own = PlayersView(found, number, theta).hessian(theta[player.place])
        np.testing.assert_allclose(own, field[player.place, player.place], rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize(("game", "loss", "penalty"), KINDS)
def test_the_surface_is_the_value_with_its_true_gradient(game, loss, penalty):
    found = objective(game, loss, penalty)
    theta = thetas(found, 4)
    value, slope = found.surface.values_and_gradients(theta)
    np.testing.assert_array_equal(value, found.values(theta))
    np.testing.assert_array_equal(value, -found.losses(theta)[..., DISCRIMINATOR])
    for index, axis in enumerate(np.eye(found.size)):
        difference = (found.values(theta + STEP * axis) - found.values(theta - STEP * axis)) / (2 * STEP)
        np.testing.assert_allclose(slope[..., index], difference, rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("penalty", [0.0, 1.5])
@pytest.mark.parametrize("game", GAMES)
@pytest.mark.parametrize("loss", ["minimax", "wasserstein"])
def test_what_one_wins_the_other_loses_under_minimax_and_wasserstein(game, loss, penalty):
    found = objective(game, loss, penalty)
    theta = thetas(found, 5)
    _, field = found.values_and_gradients(theta)
    _, slope = found.surface.values_and_gradients(theta)
    generator, discriminator = (player.place for player in found.players)
    np.testing.assert_allclose(field[..., generator], slope[..., generator], rtol=1e-12, atol=1e-15)
    np.testing.assert_array_equal(field[..., discriminator], -slope[..., discriminator])


@pytest.mark.parametrize(("game", "loss", "penalty"), KINDS)
def test_a_stack_of_thetas_is_a_stack_of_games_and_stays_as_it_is(game, loss, penalty):
    found = objective(game, loss, penalty)
    theta = thetas(found, 2, 200)
    before = theta.copy()
    played = found.play(theta)
    for place in [(0, 0), (1, 3), (1, 199)]:
        one = found.play(theta[place])
        for mine, theirs in zip(one, played, strict=True):
            np.testing.assert_allclose(mine, theirs[place], rtol=1e-12, atol=1e-15)
    np.testing.assert_array_equal(theta, before)


@pytest.mark.parametrize(("game", "loss", "penalty"), KINDS)
def test_a_player_sees_their_own_loss_with_the_other_standing_still(game, loss, penalty):
    found = objective(game, loss, penalty)
    theta = thetas(found, 3)
    for number, player in enumerate(found.players):
        view = PlayersView(found, number, theta)
        own = theta[..., player.place]
        value, gradient = view.values_and_gradients(own)
        np.testing.assert_allclose(value, found.losses(theta)[..., number], rtol=1e-14)
        np.testing.assert_array_equal(gradient, found.values_and_gradients(theta)[1][..., player.place])
        around = view.values(own[:, None, :] + np.zeros((3, 4, 1)))
        np.testing.assert_allclose(around, np.repeat(value[:, None], 4, axis=1), rtol=1e-14)


def dirac(loss: str, theta: float, psi: float, penalty: float = 0.0) -> tuple[list[float], list[float]]:
    found = objective("dirac", loss, penalty)
    place = np.array([theta, psi])
    return found.losses(place).tolist(), found.values_and_gradients(place)[1].tolist()


def test_values_worked_by_hand():
    theta, psi = 0.5, 0.8
    score, gentle = theta * psi, 1 / (1 + math.exp(-theta * psi))
    both = math.log(2) + math.log1p(math.exp(score))
    assert dirac("minimax", theta, psi) == (
        pytest.approx([-math.log1p(math.exp(score)), both]),
        pytest.approx([-gentle * psi, gentle * theta]),
    )
    assert dirac("non_saturating", theta, psi) == (
        pytest.approx([math.log1p(math.exp(-score)), both]),
        pytest.approx([-(1 - gentle) * psi, gentle * theta]),
    )
    assert dirac("wasserstein", theta, psi, 2.0) == (
        pytest.approx([-score, score + psi**2]),
        pytest.approx([-psi, theta + 2 * psi]),
    )
    assert dirac("hinge", theta, psi) == (pytest.approx([-score, 2 + score]), pytest.approx([-psi, theta]))
    assert dirac("least_squares", theta, psi) == (
        pytest.approx([(score - 0.5) ** 2 / 2, 1 / 8 + (score + 0.5) ** 2 / 2]),
        pytest.approx([(score - 0.5) * psi, (score + 0.5) * theta]),
    )


def test_the_value_of_a_discriminator_that_cannot_tell_is_minus_two_log_two():
    for game in GAMES:
        found = objective(game, "minimax")
        theta = np.zeros(found.size)
        assert found.values(theta) == pytest.approx(-2 * math.log(2), rel=1e-12)


def test_expectations_over_bells_are_exact():
    found = objective("gaussian", "wasserstein", 0.6)
    mean, log_s, a, b, c = theta = np.array([0.4, -0.3, 0.2, 0.7, -0.5])
    real, real_square = 0.3, 0.3**2 + 1.2**2
    made_square = mean**2 + math.exp(2 * log_s)
    penalty = 0.3 * (b * b + 4 * b * c * real + 4 * c * c * real_square)
    value = (a + b * real + c * real_square) - (a + b * mean + c * made_square) - penalty
    assert found.values(theta) == pytest.approx(value, rel=1e-12)


def test_the_best_discriminator_between_two_bells_finds_the_jensen_shannon_divergence():
    found = objective("gaussian", "minimax")
    m, s, mean, deviation = 0.3, 1.2, -0.5, 0.8
    c = 0.5 / deviation**2 - 0.5 / s**2
    b = m / s**2 - mean / deviation**2
    a = 0.5 * mean**2 / deviation**2 - 0.5 * m**2 / s**2 + math.log(deviation / s)
    value, field = found.values_and_gradients(np.array([mean, math.log(deviation), a, b, c]))
    np.testing.assert_allclose(field[found.players[DISCRIMINATOR].place], 0.0, atol=1e-12)

    from lossstudio.core.objective.divergence import DIVERGENCES, FAMILIES
    from lossstudio.core.objective.divergence.density import Density
    from lossstudio.core.objective.divergence.objective import DivergenceObjective

    divergence = DivergenceObjective(Density.of([m], [s], [1.0]), FAMILIES["gaussian"], DIVERGENCES["jensen_shannon"])
    distance = divergence.values(np.array([mean, math.log(deviation)]))
    assert value == pytest.approx(2 * distance - 2 * math.log(2), abs=1e-10)


def test_moves_are_who_moves_at_once():
    assert moves_of("simultaneous", 1) == ((GENERATOR, DISCRIMINATOR),)
    assert moves_of("simultaneous", 3) == ((DISCRIMINATOR,), (DISCRIMINATOR,), (GENERATOR, DISCRIMINATOR))
    assert moves_of("alternating", 1) == ((DISCRIMINATOR,), (GENERATOR,))
    assert moves_of("alternating", 2) == ((DISCRIMINATOR,), (DISCRIMINATOR,), (GENERATOR,))


def test_only_a_game_whose_losses_are_opposite_goes_straight_down_its_value():
    found = 4.0 * thetas(objective("gaussian", "minimax"), 20)
    for key, loss in GAME_LOSSES.items():
        game = objective("gaussian", key)
        ways = [np.append(STEP * way, np.zeros(3)) for way in np.eye(2)]
        by_generator = np.array([game.losses(found + way) - game.losses(found - way) for way in ways]) / (2 * STEP)
        opposite = np.allclose(by_generator[..., GENERATOR], -by_generator[..., DISCRIMINATOR], atol=1e-7)
        assert loss.zero_sum is bool(opposite), key


def test_what_a_bell_generates_is_a_density_and_the_real_one_at_the_right_place():
    arena = GAMES["gaussian"].build(mean=0.3, deviation=1.2)
    x = np.linspace(-12.0, 12.0, 2001)
    there = arena.generated_density(np.array([0.3, math.log(1.2)]), x)
    np.testing.assert_allclose(there, arena.real_density(x), rtol=1e-12)
    assert there.sum() * (x[1] - x[0]) == pytest.approx(1.0, rel=1e-9)


def test_each_parameter_is_one_players():
    found = objective("gaussian", "minimax")
    owners = [found.player_of(parameter) for parameter in range(found.size)]
    assert owners == [GENERATOR] * 2 + [DISCRIMINATOR] * 3


def test_its_views_say_what_they_are_and_agree_with_it():
    found = objective("gaussian", "minimax", 0.7)
    theta = thetas(found, 4)
    value = ValueFunction(found)
    assert value.describe() == f"the value of {found.describe()}"
    np.testing.assert_array_equal(value.values(theta), found.values(theta))
    view = PlayersView(found, GENERATOR, theta[0])
    assert view.describe() == "what the generator pays"


def test_a_game_knows_no_lowest_value_and_no_minimum():
    found = objective("dirac", "minimax")
    assert (found.least, found.minima, found.is_bowl, found.surface.least) == (None, (), False, None)
    assert not found.falls_for_ever(np.zeros(found.size))
