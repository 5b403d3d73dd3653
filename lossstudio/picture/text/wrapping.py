"""Words on lines that fit, for what is written where there is little room."""

from collections.abc import Callable, Iterator


def wrapped(words: str, fits: Callable[[str], bool]) -> list[str]:
    """Return words in lines that fit, as far as each word does; where one isn't enough, a line ends at the colon."""
    if fits(words):
        return [words]
    head, colon, rest = words.rpartition(": ")
    lines: list[str] = []
    for part in (head + colon.strip(), rest):
        line = ""
        for word in part.split():
            longer = f"{line} {word}".strip()
            if line and not fits(longer):
                lines.append(line)
                longer = word
            line = longer
        lines += [line] if line else []
    return lines


def letters_wrapped(words: str, fits: Callable[[str], bool]) -> list[str]:
    """Return words in lines that all fit: a word that doesn't is broken between letters, as Chinese always may be."""
    return [piece for line in wrapped(words, fits) for piece in _pieces(line, fits)]


def _pieces(line: str, fits: Callable[[str], bool]) -> Iterator[str]:
    while line:
        count = len(line)
        while count > 1 and not fits(line[:count]):
            count -= 1
        yield line[:count]
        line = line[count:]
