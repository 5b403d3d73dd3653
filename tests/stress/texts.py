"""Tables and formulas that nobody would write: each is read, or refused in words."""

import io
import random
import string

from lossstudio.core.expression.formula import formula
from lossstudio.core.expression.parsing import FormulaError
from lossstudio.project.tables import TableError
from lossstudio.project.tables.table import parse_table
from tests.stress.row import Row, Tally

DELIMITERS = (",", ";", "\t", "|", " ", ", ")
CELLS = (
    *("", "NA", "nan", "-", "?", "1,5", "1.234,5", "1 234.5", "−3", "1e400", "1e-320", "½", "TRUE", "0x1f", "12:30"),
    *("2024-02-30", "31.12.99", '"', '"a""b"', "'", "=1+1", "日本", "\x00", "  ", "Inf", "5 kg", "$3.20", "10%"),
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "gbk", "shift_jis", "latin-1")
MARKS = (*string.digits, *"xyp+-*/^()., ", "**", "exp", "log", "sin", "abs", "max", "²", "½", "|", "π", "e", "1e9", "√")
MOST_TABLE_S, MOST_FORMULA_S = 2.0, 0.05


def tables(tally: Tally) -> None:
    """Read tables of any cells, cut, with other marks, in any encoding."""
    for number, chance in tally.rounds(4):
        one = Tally(1)
        with one.timed():
            try:
                parse_table(_table(chance))
            except TableError:
                pass
            except Exception as error:
                tally.fail(f"table {number}: {type(error).__name__}: {error}")
        _note(tally, one, MOST_TABLE_S, f"table {number}")


def _table(chance: random.Random) -> bytes:
    columns, rows, out = chance.randint(0, 8), chance.randint(0, 40), io.StringIO()
    delimiter, end = chance.choice(DELIMITERS), chance.choice(("\n", "\r\n", "\r", "\n\n"))
    for _ in range(rows):
        width = columns if chance.random() < 0.9 else chance.randint(0, 12)
        out.write(delimiter.join(_cell(chance) for _ in range(width)) + end)
    data = bytearray(out.getvalue().encode(chance.choice(ENCODINGS), "replace"))
    for _ in range(chance.choice((0, 0, 1, 5))):
        if data:
            data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data[: chance.randint(0, len(data))] if chance.random() < 0.2 else data)


def _cell(chance: random.Random) -> str:
    return chance.choice(CELLS) if chance.random() < 0.15 else f"{chance.gauss(0, 10 ** chance.randint(-3, 6)):.4g}"


def formulas(tally: Tally) -> None:
    """Read and evaluate formulas of any marks."""
    for number, chance in tally.rounds(5):
        text, one = "".join(chance.choice(MARKS) for _ in range(chance.randint(1, 40))), Tally(1)
        with one.timed():
            try:
                read = formula(text, ("x", "y"))
                read.value(x=0.5, y=-2.0)
                read.slope("x", x=0.5, y=-2.0)
            except FormulaError:
                pass
            except Exception as error:
                tally.fail(f"formula {number} {text!r}: {type(error).__name__}: {error}")
        _note(tally, one, MOST_FORMULA_S, f"formula {number} {text!r}")


def _note(tally: Tally, one: Tally, most_s: float, what: str) -> None:
    tally.slowest_s = max(tally.slowest_s, one.slowest_s)
    if one.slowest_s > most_s:
        tally.fail(f"{what}: took {one.slowest_s:.3f} s")


ROWS = (Row("tables: read or refused", 100_000, tables), Row("formulas: read or refused", 200_000, formulas))
