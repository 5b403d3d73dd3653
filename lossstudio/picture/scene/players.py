"""What a step of a game looks like on its surface: what each player wants, and the moves that the step is made of."""

from itertools import groupby

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.objective.game.game import DISCRIMINATOR, Move
from lossstudio.core.objective.game.objective import GameObjective
from lossstudio.run.analysis.explanation import Explanation


def sense_of(game: GameObjective, player: int) -> str:
    """Say in which sense a player walks on the value, such as "discriminator: uphill"."""
    downhill = "downhill" if game.loss.zero_sum else "down its own loss"
    return f"{game.players[player].name}: {'uphill' if player == DISCRIMINATOR else downhill}"


def wishes(game: GameObjective, explanation: Explanation) -> list[tuple[Floats, str]]:
    """Return where each player goes by their own parameters: against their part of the joint field, ``(P,)``."""
    ways = []
    for number, player in enumerate(game.players):
        own = np.zeros_like(explanation.gradient)
        own[player.place] = -explanation.gradient[player.place]
        ways.append((own, sense_of(game, number)))
    return ways


def moves(game: GameObjective, explanation: Explanation) -> list[tuple[Floats, Floats, str]]:
    """Return a step's moves in their order, like ones as one: from where ``(P,)``, which way ``(P,)``, and whose."""
    if explanation.way is None:
        return []
    found, at = [], 0
    for move, same in groupby(game.moves):
        count = len(list(same))
        start, end = explanation.way[at], explanation.way[at + count]
        found.append((start, end - start, moved(game, move, count)))
        at += count
    return found


def moved(game: GameObjective, move: Move, count: int = 1) -> str:
    """Say who moves: "generator", "discriminator, 5 times", "both at once"."""
    who = "both at once" if len(move) > 1 else game.players[move[0]].name
    return who if count == 1 else f"{who}, {count} times"


def order_of(game: GameObjective) -> str:
    """Say whose move it is when: "discriminator, then generator"."""
    return ", then ".join(moved(game, move, len(list(same))) for move, same in groupby(game.moves))
