"""The four phases of a game's step: whose move it is, what each player pays, the field that pulls them, the moves."""

from lossstudio.core.numbers import DIGITS, exact
from lossstudio.core.objective.game import GAME_LOSSES
from lossstudio.core.objective.game.game import DISCRIMINATOR, GENERATOR
from lossstudio.core.objective.game.objective import GameObjective
from lossstudio.picture.phases.step_context import StepContext
from lossstudio.picture.phases.text import Line, PhaseText, TextRun
from lossstudio.picture.phases.update import gradient, update
from lossstudio.picture.scene.players import order_of, sense_of

SHARED = "V ="
"""So begins the formula of a value that one player raises and the other lowers."""
LETTERS = {GENERATOR: "G", DISCRIMINATOR: "D"}


def players(context: StepContext) -> PhaseText:
    """Return the text of the players: whose move it is, and where they stand."""
    game = _game(context)
    order = order_of(game)
    places = [_standing(context, game, number) for number in (GENERATOR, DISCRIMINATOR)]
    return PhaseText(title="Players", formula=order, lines=tuple(places), result=_here(context, context.player))


def player_losses(context: StepContext) -> PhaseText:
    """Return the text of what each player pays."""
    game, explanation = _game(context), context.explanation
    assert explanation.player_losses is not None
    texts = [exact(float(paid), context.digits) for paid in explanation.player_losses]
    lines = tuple(
        (TextRun(f"{player.name} pays "), TextRun(text, "result"))
        for player, text in zip(game.players, texts, strict=True)
    )
    formula = _formula(context)
    result = exact(explanation.loss, context.digits) if formula.startswith(SHARED) else texts[context.player]
    return PhaseText(title="Loss", formula=formula, lines=lines, result=result)


def field(context: StepContext) -> PhaseText:
    """Return the text of the joint field: each player's own slope."""
    text = gradient(context)
    slope = f"∂L{_subscript(context)}/∂{context.name}"
    formula = f"{slope}   {sense_of(_game(context), context.player)}"
    return PhaseText(title="Field", formula=formula, lines=text.lines, result=text.result)


def move(context: StepContext) -> PhaseText:
    """Return the text of the update, as that of the player who owns the followed parameter."""
    text = update(context)
    formula = text.formula.replace("∂L/", f"∂L{_subscript(context)}/")
    return PhaseText(title=text.title, formula=formula, lines=text.lines, result=text.result)


def _game(context: StepContext) -> GameObjective:
    assert context.game is not None
    return context.game


def _subscript(context: StepContext) -> str:
    return "ᴰ" if context.player == DISCRIMINATOR else "ᴳ"


def _standing(context: StepContext, game: GameObjective, number: int) -> Line:
    """Return a player, by their letter where they have several parameters, and the values of these."""
    place = game.players[number].place
    alone = place.stop - place.start == 1
    runs = [TextRun(f"{game.players[number].name if alone else LETTERS[number]}  ")]
    for name, value in zip(context.names[place], context.explanation.theta[place], strict=True):
        runs += [TextRun(f"{name} ", "formula"), TextRun(f"{exact(float(value), DIGITS)}  ", "result")]
    return tuple(runs)


def _here(context: StepContext, number: int) -> str:
    """Return where a player stands, such as "θ 1.00"."""
    place = _game(context).players[number].place
    values = [exact(float(value), DIGITS) for value in context.explanation.theta[place]]
    return "  ".join(f"{name} {value}" for name, value in zip(context.names[place], values, strict=True))


def _formula(context: StepContext) -> str:
    """Return what the followed player pays, as it is written."""
    spec = context.settings.loss
    assert spec is not None
    parts = [part.strip() for part in GAME_LOSSES[spec.kind].formula.split(";")]
    own = [part for part in parts if part.startswith(f"{LETTERS[context.player]}:")]
    return own[0] if own else parts[0]
