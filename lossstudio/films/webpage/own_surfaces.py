"""Whose surfaces a page has: each runner's own where their losses differ, as far as there is room."""

from lossstudio.run.training.compiled_recipe import CompiledRecipe

MOST_SURFACES = 24
"""So many a whole page has at most, whatever the number of its runs; each run has one."""


def own_surfaces(compiled: CompiledRecipe) -> list[list[int]]:
    """Return which runners have a surface in common at every step, the first runner's first."""
    steps = (0, *compiled.changes_at)
    alike: dict[tuple[int, ...], list[int]] = {}
    for runner in range(len(compiled.names)):
        alike.setdefault(tuple(id(compiled.objective(runner, step)) for step in steps), []).append(runner)
    return list(alike.values())


def shown_surfaces(compiled: CompiledRecipe, runs: int) -> list[list[int]]:
    """Return those that there is room for in each of the runs of a page."""
    return own_surfaces(compiled)[: _most(runs)]


def few_surfaces(compiled: CompiledRecipe, runs: int) -> str:
    """Say how many those are where that isn't all; "" where it is."""
    if has_room(len(compiled.names), runs):
        return ""
    whole = len(own_surfaces(compiled))
    most = _most(runs)
    return f"{most} of the {whole} surfaces, the first {'one' if most == 1 else 'ones'}" if whole > most else ""


def has_room(runners: int, runs: int) -> bool:
    """Say whether there is room for the surfaces of so many runners, whatever their losses."""
    return runners <= _most(runs)


def _most(runs: int) -> int:
    return max(1, MOST_SURFACES // runs)
