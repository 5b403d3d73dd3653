"""What the loss chart draws, as plain arrays: a curve for each runner, in a game one for each of its players."""

from dataclasses import dataclass

from lossstudio.core.array import Floats, Integers
from lossstudio.core.catalogue import Spec
from lossstudio.run.analysis.curves import Losses
from lossstudio.run.recipe.recipe import Penalty
from lossstudio.run.training.compiled_recipe import CompiledRecipe


@dataclass(frozen=True, slots=True)
class CurveLine:
    """One curve: whose it is, and what it is called."""

    runner: int
    player: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LossCurves:
    """What the chart draws, at most some 2,000 steps.

    Attributes
    ----------
    steps
        ``(n,)``, rising.
    train, test
        ``(n, R)``; test is None where no rows are held back, else both are without the penalty.
    penalty
        ``(n, R)``: the penalty, where there is one that isn't in `train`; else None.
    names
        Of the runners.
    last
        Where the step axis ends.
    ghost_steps, ghost
        ``(m,)``: the selected runner's old future; ``(m, players)`` in a game.
    floor
        The lowest loss that is expected, as the lowest of the landscape.
    breaks
        For each runner the steps from which it minimises something else: its losses before and after can't be compared.
    comparable
        Whether the runners minimise the same, so that the heights of their curves can be compared.
    players, player_names
        ``(n, R, players)``: what each player of a game pays, which is drawn instead of `train`; None where there is no
        game.
    """

    steps: Integers
    train: Floats
    names: tuple[str, ...]
    last: int
    test: Floats | None = None
    ghost_steps: Integers | None = None
    ghost: Floats | None = None
    floor: float | None = None
    breaks: tuple[tuple[int, ...], ...] = ()
    comparable: bool = True
    penalty: Floats | None = None
    players: Floats | None = None
    player_names: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        compiled: CompiledRecipe,
        losses: Losses,
        *,
        last: int | None = None,
        ghost: tuple[Integers, Floats] | None = None,
        floor: float | None = None,
    ) -> "LossCurves":
        """Return the curves of a run.

        Parameters
        ----------
        compiled, losses
            What is trained, and its losses at one step at least.
        last
            Where the step axis ends; None: at the last planned step, or beyond it with the curves.
        ghost
            Steps ``(m,)`` and losses ``(m,)``, or ``(m, players)`` in a game, of the selected runner's old future.
        floor
            The lowest loss that is expected.
        """
        steps, old = (None, None) if ghost is None else ghost
        penalty = None if losses.test is None else losses.penalty
        players = () if losses.players is None else players_in(compiled)  # the losses may be those of the run before
        return cls(
            steps=losses.steps,
            train=losses.train if penalty is None else losses.train - penalty,
            test=losses.test,
            penalty=penalty,
            names=compiled.names,
            last=max(1, compiled.steps, int(losses.steps[-1])) if last is None else max(1, last),
            ghost_steps=steps,
            ghost=old,
            floor=floor,
            breaks=tuple(_breaks(compiled, runner) for runner in range(len(compiled.names))),
            comparable=all(len(set(_minimised(compiled, step))) == 1 for step in (0, *compiled.changes_at)),
            players=losses.players if players else None,
            player_names=players,
        )

    @property
    def lines(self) -> tuple[CurveLine, ...]:
        """The curves, runner by runner; in a race of games a player is called by their first letter."""
        if self.players is None:
            return tuple(CurveLine(runner, 0, name) for runner, name in enumerate(self.names))
        race = len(self.names) > 1
        return tuple(
            CurveLine(runner, player, f"{name} {called[:1].upper()}" if race else called)
            for runner, name in enumerate(self.names)
            for player, called in enumerate(self.player_names)
        )

    def breaks_of(self, line: CurveLine) -> tuple[int, ...]:
        """Return the steps at which a curve begins anew."""
        return self.breaks[line.runner] if self.breaks else ()

    @property
    def heights(self) -> Floats:
        """The losses of all curves ``(n, lines)``."""
        return self.train if self.players is None else self.players.reshape(len(self.players), -1)


def _minimised(compiled: CompiledRecipe, step: int) -> list[tuple[Spec | None, Penalty]]:
    """Return what each runner minimises at an update."""
    return [(settings.loss, settings.penalty) for settings in compiled.settings(step)]


def _breaks(compiled: CompiledRecipe, runner: int) -> tuple[int, ...]:
    """Return the steps from which a runner minimises something else than before."""
    return tuple(
        step
        for step in compiled.changes_at
        if _minimised(compiled, step - 1)[runner] != _minimised(compiled, step)[runner]
    )


def players_in(compiled: CompiledRecipe) -> tuple[str, ...]:
    """Return the names of a game's players; none where nothing is played."""
    game = compiled.objective().game
    return () if game is None else tuple(player.name for player in game.players)
