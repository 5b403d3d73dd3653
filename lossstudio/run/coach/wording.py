"""How the coach writes numbers and sentences."""


def rounded(value: float) -> float:
    """Return a number with three digits, for people."""
    return float(f"{value:.3g}")


def number(value: float) -> str:
    """Write a number with three digits; thousands are written out."""
    value = rounded(value)
    text = f"{value:,.0f}" if 1000 <= abs(value) < 1e7 else f"{value:.3g}"
    return text.replace("e-0", "e-").replace("e+0", "e").replace("e+", "e").replace("-", "−")


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


def counted(count: int, noun: str) -> str:
    """Write how many there are of something."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
