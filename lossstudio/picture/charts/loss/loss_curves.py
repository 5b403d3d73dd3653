"""What the loss chart draws, as plain arrays: a curve for each runner, in a game one for each of its players."""

from dataclasses import dataclass, replace
from itertools import pairwise

from lossstudio.core.array import Floats, Integers
from lossstudio.core.numbers import DIGITS
from lossstudio.picture.runners_drawn import drawn
from lossstudio.picture.text.beside import among, beside
from lossstudio.run.analysis.curves import Losses
from lossstudio.run.recipe.recipe import Penalty
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.stretches import FROM_HERE, Minimised, Stretch

MOST_NAMED = 2
"""More runners whose loss changes at one step are counted instead of named."""


@dataclass(frozen=True, slots=True)
class CurveLine:
    """One curve: whose it is, and what it is called."""

    runner: int
    player: int
    name: str


@dataclass(frozen=True, slots=True)
class LossChange:
    """From a step on something else is minimised, in words such as "from here: Huber"."""

    step: int
    words: str


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
        For each runner the steps at which its curve begins anew: its heights before and after can't be compared.
    penalty_breaks
        The same for the curves of the penalty.
    changes
        Where anybody minimises something else than before, step by step.
    comparable
        Whether all heights are those of one loss, over all steps and runners.
    players, player_names
        ``(n, R, players)``: what each player of a game pays, which is drawn instead of `train`; None where there is no
        game.
    few
        Which runners are drawn of a very large race; None: all.
    digits
        With how many significant digits losses are written.
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
    penalty_breaks: tuple[tuple[int, ...], ...] = ()
    changes: tuple[LossChange, ...] = ()
    comparable: bool = True
    penalty: Floats | None = None
    players: Floats | None = None
    player_names: tuple[str, ...] = ()
    few: Integers | None = None
    digits: int = DIGITS

    @classmethod
    def of(
        cls,
        compiled: CompiledRecipe,
        losses: Losses,
        *,
        last: int | None = None,
        ghost: tuple[Integers, Floats] | None = None,
        floor: float | None = None,
        digits: int = DIGITS,
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
        digits
            With how many significant digits losses are written.
        """
        steps, old = (None, None) if ghost is None else ghost
        penalty = None if losses.test is None else losses.penalty
        players = () if losses.players is None else players_in(compiled)  # the losses may be those of the run before
        stretches, apart = compiled.stretches, penalty is not None
        end = max(1, compiled.steps, int(losses.steps[-1])) if last is None else max(1, last)
        drawn = {_drawn(each, apart=apart) for own in stretches for each in own if each.since <= end}
        return cls(
            steps=losses.steps,
            train=losses.train if penalty is None else losses.train - penalty,
            test=losses.test,
            penalty=penalty,
            names=compiled.names,
            last=end,
            ghost_steps=steps,
            ghost=old,
            floor=floor,
            breaks=tuple(_breaks(own, apart=apart) for own in stretches),
            penalty_breaks=tuple(_penalty_breaks(own) for own in stretches),
            changes=_changes(compiled),
            comparable=len(drawn) == 1,
            players=losses.players if players else None,
            player_names=players,
            digits=digits,
        )

    @property
    def lines(self) -> tuple[CurveLine, ...]:
        """The curves, runner by runner; in a race of games a player is called by their first letter."""
        shown = range(len(self.names)) if self.few is None else self.few.tolist()
        if self.players is None:
            return tuple(CurveLine(runner, 0, self.names[runner]) for runner in shown)
        race = len(self.names) > 1
        return tuple(
            CurveLine(runner, player, beside(self.names[runner], called[:1].upper()) if race else called)
            for runner in shown
            for player, called in enumerate(self.player_names)
        )

    def with_few(self, selected: int) -> "LossCurves":
        """Return the curves of those runners that are drawn, the selected one among them."""
        few = drawn(len(self.names), selected)
        return self if len(few) == len(self.names) else replace(self, few=few)

    def breaks_of(self, line: CurveLine) -> tuple[int, ...]:
        """Return the steps at which a curve begins anew."""
        return self.breaks[line.runner] if self.breaks else ()

    @property
    def heights(self) -> Floats:
        """The losses of all curves ``(n, lines)``."""
        some = slice(None) if self.few is None else self.few
        return self.train[:, some] if self.players is None else self.players[:, some].reshape(len(self.players), -1)


def _drawn(stretch: Stretch, *, apart: bool) -> Minimised:
    """Return what a stretch's heights are: the penalty isn't in them where it is a curve apart."""
    return replace(stretch.minimised, penalty=Penalty()) if apart else stretch.minimised


def _breaks(own: tuple[Stretch, ...], *, apart: bool) -> tuple[int, ...]:
    """Return the steps from which the heights of a runner's curve are others than before."""
    return tuple(b.since for a, b in pairwise(own) if _drawn(a, apart=apart) != _drawn(b, apart=apart))


def _penalty_breaks(own: tuple[Stretch, ...]) -> tuple[int, ...]:
    return tuple(b.since for a, b in pairwise(own) if a.minimised.penalty != b.minimised.penalty)


def _changes(compiled: CompiledRecipe) -> tuple[LossChange, ...]:
    """Return the steps from which anybody minimises something else, in words; runners are named in a race."""
    said: dict[int, dict[str, list[str]]] = {}
    for name, own in zip(compiled.names, compiled.stretches, strict=True):
        for before, after in pairwise(own):
            said.setdefault(after.since, {}).setdefault(after.minimised.words(before.minimised), []).append(name)
    return tuple(LossChange(step, _change_words(said[step], len(compiled.names))) for step in sorted(said))


def _change_words(said: dict[str, list[str]], runners: int) -> str:
    if len(said) > 1:
        return f"{FROM_HERE}: other losses"
    [(words, names)] = said.items()
    if len(names) == runners:
        return f"{FROM_HERE}: {words}"
    who = ", ".join(map(among, names)) if len(names) <= MOST_NAMED else f"{len(names)} runners"
    return f"{who} {FROM_HERE}: {words}"


def players_in(compiled: CompiledRecipe) -> tuple[str, ...]:
    """Return the names of a game's players; none where nothing is played."""
    game = compiled.objective().game
    return () if game is None else tuple(player.name for player in game.players)
