"""Which settings the reader of a web page can turn: the option that says so, and the ranges that it means."""

from typing import Any

from lossstudio.core.option import Custom, OptionError, Sequence, describe
from lossstudio.run.sweep.axis import Range, SweepError

MOST_VARIED = 2
"""So many settings can be turned in a page."""
MOST_RUNS = 100
"""So many runs can be asked of a page; those with the scene's own values come on top of them."""


def _checked_setting(value: Any) -> str:
    """Return a setting with its range as `Range.read` takes it."""
    if not isinstance(value, str):
        raise OptionError(f"must be a text such as learning_rate=0.01..0.3:log:9, not {describe(value)}")
    try:
        wanted = Range.read(value)
        wanted.numbers()
    except SweepError as error:
        raise OptionError(str(error).removeprefix("--over ")) from None
    if not 2 <= wanted.count <= MOST_RUNS:
        raise OptionError(f"{wanted.path}: 2 to {MOST_RUNS} values can be turned through, not {wanted.count}")
    return wanted.text


VARY = Sequence(
    optional=True,
    shortest=1,
    longest=MOST_VARIED,
    item=Custom(name="setting", form="a setting with its range", checker=_checked_setting, help="As a sweep has it."),
    placeholder="PATH=LOW..HIGH[:log][:N]",
    help="A setting that the reader of a web page can turn, as `sweep --over` takes it; say it again for a second one. "
    "Each value is a run of its own, made in advance; the scene's own value is always among them.",
)
