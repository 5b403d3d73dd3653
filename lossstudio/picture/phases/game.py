"""The four phases of a game's step: whose move it is, what each player pays, the field that pulls them, the moves."""

from lossstudio.core.numbers import DIGITS, exact
from lossstudio.core.objective.game import GAME_LOSSES
from lossstudio.core.objective.game.game import DISCRIMINATOR, GENERATOR
from lossstudio.core.objective.game.objective import GameObjective
from lossstudio.picture.phases.step_context import Asked
from lossstudio.picture.phases.text import Line, PhaseText, Run
from lossstudio.picture.phases.update import gradient, update
from lossstudio.picture.scene.players import order_of, sense_of

LETTERS = {GENERATOR: "G", DISCRIMINATOR: "D"}


def players(asked: Asked) -> PhaseText:
    """Return the text of the players: whose move it is, and where they stand."""
    game = _game(asked)
    order = order_of(game)
    places = [_standing(asked, game, number) for number in (GENERATOR, DISCRIMINATOR)]
    return PhaseText(title="Players", formula=order, lines=tuple(places), result=_here(asked, asked.player))


def player_losses(asked: Asked) -> PhaseText:
    """Return the text of what each player pays."""
    game, told = _game(asked), asked.told
    assert told.player_losses is not None
    texts = [exact(float(paid), DIGITS) for paid in told.player_losses]
    lines = tuple(
        (Run(f"{player.name} pays "), Run(text, "result")) for player, text in zip(game.players, texts, strict=True)
    )
    return PhaseText(title="Loss", formula=_formula(asked), lines=lines, result=texts[asked.player])


def field(asked: Asked) -> PhaseText:
    """Return the text of the joint field: each player's own slope."""
    text = gradient(asked)
    slope = f"∂L{_subscript(asked)}/∂{asked.name}"
    formula = f"{slope}   {sense_of(_game(asked), asked.player)}"
    return PhaseText(title="Field", formula=formula, lines=text.lines, result=text.result)


def move(asked: Asked) -> PhaseText:
    """Return the text of the update, as that of the player who owns the followed parameter."""
    text = update(asked)
    formula = text.formula.replace("∂L/", f"∂L{_subscript(asked)}/")
    return PhaseText(title=text.title, formula=formula, lines=text.lines, result=text.result)


def _game(asked: Asked) -> GameObjective:
    assert asked.game is not None
    return asked.game


def _subscript(asked: Asked) -> str:
    return "ᴰ" if asked.player == DISCRIMINATOR else "ᴳ"


def _standing(asked: Asked, game: GameObjective, number: int) -> Line:
    """Return a player, by their letter where they have several parameters, and the values of these."""
    place = game.players[number].place
    alone = place.stop - place.start == 1
    runs = [Run(f"{game.players[number].name if alone else LETTERS[number]}  ")]
    for name, value in zip(asked.names[place], asked.told.theta[place], strict=True):
        runs += [Run(f"{name} ", "formula"), Run(f"{exact(float(value), DIGITS)}  ", "result")]
    return tuple(runs)


def _here(asked: Asked, number: int) -> str:
    """Return where a player stands, such as "θ 1.00"."""
    place = _game(asked).players[number].place
    values = [exact(float(value), DIGITS) for value in asked.told.theta[place]]
    return "  ".join(f"{name} {value}" for name, value in zip(asked.names[place], values, strict=True))


def _formula(asked: Asked) -> str:
    """Return what the followed player pays, as it is written."""
    spec = asked.settings.loss
    assert spec is not None
    parts = [part.strip() for part in GAME_LOSSES[spec.kind].formula.split(";")]
    own = [part for part in parts if part.startswith(f"{LETTERS[asked.player]}:")]
    return own[0] if own else parts[0]
