"""How the coach writes learning rates, shares and sentences."""

from lossstudio.core.numbers import exact, rounded


def eta(rate: float) -> str:
    """Write a learning rate, with its letter."""
    return f"η = {exact(rounded(rate))}"


def percent(share: float) -> str:
    """Write a share; what is neither nothing nor all is never written as such."""
    hundredths = min(max(round(100 * share), 1), 99) if 0 < share < 1 else round(100 * share)
    return f"{hundredths}\N{NO-BREAK SPACE}%"


def capital(text: str) -> str:
    """Return a text that begins a sentence."""
    return f"{text[:1].upper()}{text[1:]}"


def shortened(text: str, most: int) -> str:
    """Return the first paragraph of a text, cut after a word where it is too long."""
    paragraph = text.strip().partition("\n")[0]
    return paragraph if len(paragraph) <= most else f"{paragraph[:most].rsplit(maxsplit=1)[0]} …"
