"""A game of two players as an objective: its value, and the joint field that both follow."""

from typing import NamedTuple

import numpy as np

from lossstudio.core.array import Floats, Rows, parameters
from lossstudio.core.group import Group
from lossstudio.core.objective.blocks import blocks
from lossstudio.core.objective.differences import along
from lossstudio.core.objective.game.game import (
    DISCRIMINATOR,
    GENERATOR,
    Arena,
    Move,
    Player,
    summed,
)
from lossstudio.core.objective.game.game_loss import GameLoss
from lossstudio.core.objective.objective import Objective, PlainObjective

ARRAYS = 8
"""How many arrays of the size of the data an evaluation holds at once."""


class GamePoint(NamedTuple):
    """What each player pays ``(..., 2)``, and the derivatives; all gradients ``(..., P)``.

    Attributes
    ----------
    field
        Each player's loss by their own parameters: what both descend.
    slope
        The value by all parameters.
    """

    losses: Floats
    field: Floats
    slope: Floats


class GameObjective(PlainObjective):
    """A generator against a discriminator. Immutable; it has no rows: expectations are exact.

    The value V is what the discriminator raises: minus its loss, penalty included. `values_and_gradients` returns the
    value and the *joint field*: each player's loss by their own parameters. It is not the gradient of one function;
    `surface` is the value with its true gradient.

    Parameters
    ----------
    arena, loss
        Where and for what is played.
    moves
        What a step is made of: who moves at once; the field is evaluated anew for each.
    gradient_penalty
        γ of R1, γ/2 E |∇D|² on real data, which the discriminator pays (Mescheder, Geiger and Nowozin, 2018).
    """

    rows = 0

    def __init__(
        self,
        arena: Arena,
        loss: GameLoss,
        *,
        moves: tuple[Move, ...] = ((GENERATOR, DISCRIMINATOR),),
        gradient_penalty: float = 0.0,
    ) -> None:
        self.arena, self.loss, self.moves, self.gradient_penalty = arena, loss, moves, gradient_penalty
        self._steepness = gradient_penalty * arena.steepness()
        self._split = len(arena.names[GENERATOR])
        self._size = self._split + len(arena.names[DISCRIMINATOR])
        self.players = (
            Player("generator", slice(0, self._split)),
            Player("discriminator", slice(self._split, self._size)),
        )

    @property
    def size(self) -> int:
        """P, the number of both players' parameters."""
        return self._size

    @property
    def groups(self) -> tuple[Group, ...]:
        """Each player's parameters."""
        return tuple(
            Group(player.name, player.place.start, player.place.stop, (player.place.stop - player.place.start,))
            for player in self.players
        )

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """The generator's, then the discriminator's."""
        return (*self.arena.names[GENERATOR], *self.arena.names[DISCRIMINATOR])

    @property
    def game(self) -> "GameObjective":
        """It is one itself."""
        return self

    def player_of(self, parameter: int) -> int:
        """Return the number of the player whose a parameter is."""
        return GENERATOR if parameter < self._split else DISCRIMINATOR

    @property
    def surface(self) -> "ValueFunction":
        """The value as a function with its true gradient: what is drawn."""
        return ValueFunction(self)

    def describe(self) -> str:
        """Say in one line what is played for."""
        penalty = " with a gradient penalty" if self.gradient_penalty else ""
        return f"a game of generator and discriminator: {self.loss.label.lower()} loss{penalty}"

    def values(self, theta: Floats, batch: Rows = None) -> Floats:  # noqa: ARG002 - the contract's
        """Return the value ``(...)`` at the players' joint theta ``(..., P)``: minus the discriminator's loss."""
        return -self.losses(theta)[..., DISCRIMINATOR]

    def values_and_gradients(self, theta: Floats, batch: Rows = None) -> tuple[Floats, Floats]:  # noqa: ARG002
        """Return the value ``(...)`` and the joint field ``(..., P)``, which is no gradient of the value."""
        played = self.play(theta)
        return -played.losses[..., DISCRIMINATOR], played.field

    def hessian_products(self, theta: Floats, vectors: Floats, batch: Rows = None) -> Floats:
        """Return the value's second derivatives at theta ``(P,)`` times vectors ``(V, P)``."""
        return self.surface.hessian_products(theta, vectors, batch)

    def field_jacobian(self, theta: Floats) -> Floats:
        """Return the joint field's derivatives ``(P, P)`` at theta ``(P,)``: a row for each of its numbers."""
        axes, lengths = np.eye(self._size), np.ones(self._size)
        return along(lambda at: self.play(at).field, parameters(theta, self.size), axes, lengths).T

    def losses(self, theta: Floats) -> Floats:
        """Return what each player pays, ``(..., 2)``."""
        theta = parameters(theta, self.size)
        points = theta.reshape(-1, self._size)
        losses = np.empty((len(points), 2))
        with np.errstate(all="ignore"):
            for some in self._blocks(len(points)):
                real, fake, _ = self._scores(points[some])
                losses[some] = self._losses(points[some], real, fake)
        return losses.reshape(*theta.shape[:-1], 2)

    def play(self, theta: Floats) -> GamePoint:
        """Return what each player pays at joint parameters ``(..., P)``, and all derivatives."""
        theta = parameters(theta, self.size)
        points = theta.reshape(-1, self._size)
        losses, field, slope = np.empty((len(points), 2)), np.empty(points.shape), np.empty(points.shape)
        with np.errstate(all="ignore"):
            for some in self._blocks(len(points)):
                self._play(points[some], losses[some], field[some], slope[some])
        return GamePoint(losses.reshape(*theta.shape[:-1], 2), field.reshape(theta.shape), slope.reshape(theta.shape))

    def scores(self, theta: Floats, x: Floats) -> Floats:
        """Return the discriminator's scores ``(..., M)`` of data ``(M,)``."""
        with np.errstate(all="ignore"):
            return self.arena.score(parameters(theta, self.size)[..., self._split :], x)

    def generated(self, theta: Floats) -> Floats:
        """Return the data ``(..., K)`` that the generator makes of the arena's noise."""
        with np.errstate(all="ignore"):
            return self.arena.generate(parameters(theta, self.size)[..., : self._split], self.arena.noise)

    def _blocks(self, points: int) -> list[slice]:
        width = ARRAYS * (len(self.arena.real) + len(self.arena.noise))
        return [some for some, _ in blocks(points, 1, width)]

    def _scores(self, theta: Floats) -> tuple[Floats, Floats, Floats]:
        """Return the scores of real and generated data, and the generated data, ``(n, ...)`` each."""
        made = self.arena.generate(theta[:, : self._split], self.arena.noise)
        psi = theta[:, self._split :]
        return self.arena.score(psi, self.arena.real), self.arena.score(psi, made), made

    def _losses(self, theta: Floats, real: Floats, fake: Floats) -> Floats:
        psi, loss, arena = theta[:, self._split :], self.loss, self.arena
        penalty = 0.5 * np.einsum("ni,ij,nj->n", psi, self._steepness, psi) if self.gradient_penalty else 0.0
        paid = loss.real(real) @ arena.real_weights + loss.fake(fake) @ arena.noise_weights + penalty
        return np.stack([loss.generator(fake) @ arena.noise_weights, paid], axis=-1)

    def _play(self, theta: Floats, losses: Floats, field: Floats, slope: Floats) -> None:
        """Write the losses ``(n, 2)`` and both derivatives ``(n, P)`` at theta ``(n, P)``."""
        arena, loss, split = self.arena, self.loss, self._split
        psi = theta[:, split:]
        real, fake, made = self._scores(theta)
        losses[:] = self._losses(theta, real, fake)
        by_real = loss.real_slope(real) * arena.real_weights
        by_fake = loss.fake_slope(fake) * arena.noise_weights
        parts = zip(arena.features(arena.real), arena.features(made), strict=True)
        for index, (on_real, on_fake) in enumerate(parts, start=split):
            field[:, index] = np.sum(by_real * on_real, axis=-1) + np.sum(by_fake * on_fake, axis=-1)
        if self.gradient_penalty:
            field[:, split:] += psi @ self._steepness
        slope[:, split:] = -field[:, split:]
        rising = summed(psi, arena.feature_slopes(made))
        wanted = loss.generator_slope(fake) * arena.noise_weights
        for index, moved in enumerate(arena.generate_slopes(theta[:, :split], arena.noise)):
            field[:, index] = np.sum(wanted * rising * moved, axis=-1)
            slope[:, index] = -np.sum(by_fake * rising * moved, axis=-1)


class ValueFunction(PlainObjective):
    """The value of a game as a plain function of both players' parameters. Immutable."""

    rows = 0

    def __init__(self, game: GameObjective) -> None:
        self._game = game
        self.size, self.groups, self.parameter_names = game.size, game.groups, game.parameter_names

    def describe(self) -> str:
        """Say in one line what it is."""
        return f"the value of {self._game.describe()}"

    def values(self, theta: Floats, batch: Rows = None) -> Floats:  # noqa: ARG002 - the contract's
        """Return the value ``(...)``."""
        return self._game.values(theta)

    def values_and_gradients(self, theta: Floats, batch: Rows = None) -> tuple[Floats, Floats]:  # noqa: ARG002
        """Return the value ``(...)`` and its gradient ``(..., P)``."""
        played = self._game.play(theta)
        return -played.losses[..., DISCRIMINATOR], played.slope

    def hessian_products(self, theta: Floats, vectors: Floats, batch: Rows = None) -> Floats:  # noqa: ARG002
        """Return the second derivatives at theta ``(P,)`` times vectors ``(V, P)``: the slope is smooth."""
        theta = parameters(theta, self.size)
        return along(lambda at: self._game.play(at).slope, theta, vectors, np.ones(self.size))


class PlayersView(PlainObjective):
    """What one player sees: their own loss by their own parameters, the others' standing still. Immutable.

    Leading axes beyond those of the others' theta come after them.
    """

    rows = 0

    def __init__(self, game: GameObjective, player: int, theta: Floats) -> None:
        self._game, self._player, self._theta = game, player, theta
        self._place = game.players[player].place
        self.size = self._place.stop - self._place.start
        name = game.players[player].name
        self.groups = (Group(name, 0, self.size, (self.size,)),)
        self.parameter_names = game.parameter_names[self._place]

    def describe(self) -> str:
        """Say in one line what it is."""
        return f"what the {self._game.players[self._player].name} pays"

    def values(self, theta: Floats, batch: Rows = None) -> Floats:  # noqa: ARG002 - the contract's
        """Return the player's loss ``(...)`` at their own theta ``(..., p)``."""
        return self._game.losses(self._joint(theta))[..., self._player]

    def values_and_gradients(self, theta: Floats, batch: Rows = None) -> tuple[Floats, Floats]:  # noqa: ARG002
        """Return the player's loss ``(...)`` and its gradient ``(..., p)``."""
        played = self._game.play(self._joint(theta))
        return played.losses[..., self._player], played.field[..., self._place]

    def hessian(self, theta: Floats) -> Floats:
        """Return the second derivatives ``(..., p, p)`` of the player's loss by their own parameters."""
        rough = along(lambda at: self.values_and_gradients(at)[1], theta, np.eye(self.size), np.ones(self.size))
        symmetric: Floats = 0.5 * (rough + rough.mT)
        return symmetric

    def _joint(self, own: Floats) -> Floats:
        others = self._theta
        between = (1,) * (own.ndim - others.ndim)
        joint = np.empty((*own.shape[:-1], self._game.size))
        joint[:] = others.reshape(*others.shape[:-1], *between, others.shape[-1])
        joint[..., self._place] = own
        return joint


def surface_of(objective: Objective) -> Objective:
    """Return what has curvature and slopes: of a game its value, else the objective itself."""
    return objective if objective.game is None else objective.game.surface
