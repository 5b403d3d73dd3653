"""Learning-rate schedules as a function of Python: the rate of update k."""

from lossstudio.core.code import NoCode
from lossstudio.run.training.settings import Settings


def rate_lines(settings: Settings) -> list[str]:
    """Return the lines of a function `rate(k)`; none where the rate stays as it is, or can't be written."""
    code = settings.schedule_entry.code
    body = () if isinstance(code, NoCode) else code(settings.learning_rate, **settings.schedule_options)
    if not body:
        return []
    return ["def rate(k):", '    """Return the learning rate of update k."""', *(f"    {line}" for line in body)]


def imports_of(lines: list[str]) -> list[str]:
    """Return what a function `rate` needs."""
    return ["import math"] if any("math." in line for line in lines) else []
