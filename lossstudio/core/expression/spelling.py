"""How people and formulas on screen write mathematics, spelt as the language has it: x², 2 x y, ln ŷ, |a − b|, ½.

Every character of the result knows the place that it comes from, so that an error is shown where it was typed.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["number", "name", "function", "unknown", "open", "close", "power", "divide", "other"]

_SIGNS = {
    **dict.fromkeys("−–", "-"),
    **dict.fromkeys("·×⋅∙∗", "*"),
    **dict.fromkeys("÷∕⁄", "/"),
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "^": "**",
}
_FRACTIONS = {"½": "(1/2)", "⅓": "(1/3)", "⅔": "(2/3)", "¼": "(1/4)", "¾": "(3/4)", "⅕": "(1/5)", "⅛": "(1/8)"}
_BRACKETS = {"(": "(", "[": "(", ")": ")", "]": ")"}
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_TOKEN = re.compile(
    r"(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<word>y\u0302|log₁₀|log₂|[A-Za-z_][A-Za-z0-9_]*|[ŷπσ√])"
    r"|(?P<raised>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
    r"|(?P<sign>\*\*|[<>=!]=|.)",
    re.DOTALL | re.ASCII,
)
_GRAMMAR = frozenset({"and", "or", "not", "if", "else", "is", "in", "for", "lambda", "True", "False", "None"})
"""Words of Python's own grammar, which the language refuses with a reason of its own."""
OTHERWISE: Mapping[str, str] = {
    "π": "pi",
    "√": "sqrt",
    "σ": "sigmoid",
    "ln": "log",
    "log₁₀": "log10",
    "log₂": "log2",
}
"""Other ways to write what every formula knows."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: Kind
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Spelling:
    """A formula as the language has it.

    Attributes
    ----------
    text
        The formula.
    places
        For each of its characters, and for its end, the index of the character that it comes from.
    """

    text: str
    places: tuple[int, ...]


class AmbiguousError(ValueError):
    """A formula that can be read in two ways; `place` is the index of the character where."""

    def __init__(self, reason: str, place: int) -> None:
        super().__init__(reason)
        self.place = place


def spell(text: str, names: Collection[str], functions: Collection[str], aliases: Mapping[str, str]) -> Spelling:
    """Return a formula as the language has it; what has no meaning stays as it is.

    Parameters
    ----------
    text
        As it was typed.
    names, functions
        What the formula may use.
    aliases
        Other words for these names; a name of the same spelling comes first.

    Raises
    ------
    AmbiguousError
        If the formula can be read in two ways.
    """
    meant = {**OTHERWISE, **aliases}
    tokens = _with_products(_with_arguments(_with_bars(_tokens(text, names, functions, meant))))
    places = [place for token in tokens for place in _places(token, text)]
    return Spelling("".join(token.text for token in tokens), (*places, len(text)))


def _places(token: _Token, text: str) -> list[int]:
    as_typed = text.startswith(token.text, token.at)
    return [token.at + number if as_typed else token.at for number in range(len(token.text))]


def _tokens(text: str, names: Collection[str], functions: Collection[str], meant: Mapping[str, str]) -> list[_Token]:
    found: list[_Token] = []
    for match in _TOKEN.finditer(text):
        at, said = match.start(), match.group()
        if match.lastgroup == "number":
            found.append(_Token("number", said, at))
        elif match.lastgroup == "word":
            found += _word(said, at, names, functions, meant)
        elif match.lastgroup == "raised":
            found += [_Token("power", "**", at), _Token("number", f"({said.translate(_SUPERSCRIPTS)})", at)]
        else:
            found.append(_sign(said, at))
    return found


def _word(
    said: str, at: int, names: Collection[str], functions: Collection[str], meant: Mapping[str, str]
) -> list[_Token]:
    word = said if said in names else meant.get(said, said)
    if word in names:
        return [_Token("name", word, at)]
    if word in functions:
        return [_Token("function", word, at)]
    letters = [meant.get(letter, letter) if letter not in names else letter for letter in said]
    if len(said) > 1 and "e" not in said and all(letter in names for letter in letters):
        return [_Token("name", letter, at + number) for number, letter in enumerate(letters)]
    return [_Token("other" if word in _GRAMMAR else "unknown", word, at)]


def _sign(said: str, at: int) -> _Token:
    if said in _FRACTIONS:
        return _Token("number", _FRACTIONS[said], at)
    if said in _BRACKETS:
        return _Token("open" if _BRACKETS[said] == "(" else "close", _BRACKETS[said], at)
    text = _SIGNS.get(said, said)
    kinds: dict[str, Kind] = {"**": "power", "/": "divide"}
    return _Token(kinds.get(text, "other"), text, at)


_ENDS = frozenset({"number", "name", "unknown", "close"})
_BEGINS = frozenset({"name", "unknown", "function", "open", "number"})


def _solid(tokens: list[_Token]) -> list[_Token]:
    return [token for token in tokens if token.text.strip()]


def _with_bars(tokens: list[_Token]) -> list[_Token]:
    """Read |a| as abs(a): a bar opens where a value can begin, and closes after one."""
    made: list[_Token] = []
    depth = 0
    for token in tokens:
        if token.text != "|":
            made.append(token)
            continue
        before = _solid(made[-3:])
        closes = depth > 0 and bool(before) and before[-1].kind in _ENDS
        depth += -1 if closes else 1
        if not closes:
            made.append(_Token("function", "abs", token.at))
        made.append(_Token("close" if closes else "open", ")" if closes else "(", token.at))
    return made


def _with_arguments(tokens: list[_Token]) -> list[_Token]:
    """Put brackets around what follows a function without them: the factors that stand side by side, as in cos 2πx."""
    made: list[_Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        made.append(token)
        at += 1
        following = next((other for other in tokens[at:] if other.text.strip()), None)
        if token.kind != "function" or following is None or following.kind not in _BEGINS - {"open"}:
            continue
        end = _end_of_argument(tokens, at)
        inside = _with_arguments(tokens[at:end])
        made += [_Token("open", "(", following.at), *inside, _Token("close", ")", tokens[end - 1].at)]
        at = end
    return made


def _end_of_argument(tokens: list[_Token], first: int) -> int:
    """Return the index after the factors that stand side by side from a token on; a function is one only in front."""
    end, depth, begun = first, 0, False
    while end < len(tokens):
        token = tokens[end]
        if token.kind == "close" and depth == 0:
            break
        depth += (token.kind == "open") - (token.kind == "close")
        inside = depth > 0 or token.kind == "close"
        raised = token.kind == "power" or (begun and _solid(tokens[first:end])[-1].kind == "power")
        blank = not token.text.strip()
        fits = inside or raised or blank or token.kind in ("number", "name", "unknown", "open")
        if not fits and not (token.kind == "function" and not begun):
            break
        begun = begun or not blank
        end += 1
    while not tokens[end - 1].text.strip():
        end -= 1
    return end


def _with_products(tokens: list[_Token]) -> list[_Token]:
    """Put a sign between factors that stand side by side.

    1/2x is refused: some read it as a half of x, and others as one divided by 2x.
    """
    made: list[_Token] = []
    before: _Token | None = None
    divides = False
    for token in tokens:
        if before is not None and _is_product(before, token):
            if divides:
                reason = "is this divided by as well? write brackets, or products with *"
                raise AmbiguousError(reason, token.at)
            made.append(_Token("other", "*", token.at))
        if token.text.strip():
            divides = token.kind == "divide" or (divides and token.kind in ("number", "name", "power"))
            before = token
        made.append(token)
    return made


def _is_product(before: _Token, after: _Token) -> bool:
    if before.kind not in _ENDS or after.kind not in _BEGINS:
        return False
    if after.kind == "number":  # 2 3 is no product that anybody writes; 2½ is a sum
        return False
    return not (before.kind == "unknown" and after.kind == "open")  # a function that doesn't exist
