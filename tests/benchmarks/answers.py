"""How soon the program answers a person: typed formulas, the coach, tables, the first surface."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from lossstudio.core.catalogue import Spec
from lossstudio.core.expression.formula import formula
from lossstudio.core.expression.parsing import FormulaError
from lossstudio.core.landscape.landscape import sample
from lossstudio.project.tables import read_table
from lossstudio.run.analysis.planes import fit_plane
from lossstudio.run.coach import RULES
from lossstudio.run.coach.view import RunView
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.recipe import (
    DrawnStart,
    Recipe,
    Runner,
    Training,
)
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.extending import extend
from lossstudio.run.training.timeline import Timeline
from lossstudio.studio.background.landscapes import LEVELS
from tests.benchmarks.measuring import heading, line, seconds_per_call

HOSTILE = ("(" * 1000, "9**9**9", "_" * 5_000_000, "max(" * 60 + "1" + ",1)" * 60, "-" * 499 + "1")


def main() -> None:
    """Measure all of it."""
    heading("Answers")
    slowest = max(seconds_per_call(_refusal(text)) for text in HOSTILE)
    line("the slowest of five hostile formulas refused", f"{slowest * 1e3:.1f} ms", "50 ms")
    line("all of the coach's rules on a network", f"{_coach() * 1e3:.2f} ms", "a part of a frame's 16 ms")
    line("a table of 100,000 rows and 5 columns read", f"{_table():.2f} s", "2 s")
    line("the default example's first surface", f"{_first_surface() * 1e3:.1f} ms", "50 ms")


def _refusal(text: str) -> Callable[[], None]:
    def refuse() -> None:
        try:
            formula(text, ("prediction", "target"), ())
        except FormulaError:
            return
        raise AssertionError(f"{text[:40]!r} was taken")

    return refuse


def _coach() -> float:
    task = Supervised(
        data=Spec.of("moons", samples=2000, test_fraction=0.5), model=Spec.of("mlp", hidden=(32, 32, 32, 32))
    )
    runner = Runner(optimizer=Spec("adam"), start=DrawnStart(seed=0))
    timeline = Timeline(CompiledRecipe.of(Recipe(task=task, training=Training(batch_size=32), runners=(runner,))))
    extend(timeline, 100)
    return seconds_per_call(lambda: [rule(RunView(timeline, 100, 0, (None,))) for rule in RULES])


def _table() -> float:
    numbers = np.random.default_rng(0).normal(size=(100_000, 5)).round(4).tolist()
    with TemporaryDirectory() as folder:
        path = Path(folder, "table.csv")
        path.write_text("a;b;c;d;e\n" + "\n".join(";".join(map(str, row)) for row in numbers))
        return seconds_per_call(lambda: read_table(path), repeats=3)


def _first_surface() -> float:
    recipe = Recipe(task=Supervised(data=Spec("penguins")), runners=(Runner(learning_rate=0.05),))

    def survey() -> None:
        compiled = CompiledRecipe.of(recipe)
        sample(compiled.objective(), fit_plane(compiled, Timeline(compiled)), LEVELS[0], LEVELS[0])

    return seconds_per_call(survey)
