"""What a run will take is said beforehand, and only where it is much."""

import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.recipe import Recipe, Runner, Training
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.forecast import for_people, memory_words, seconds_of, time_words
from lossstudio.run.training.memory import VARIABLE


@pytest.fixture
def compiled() -> CompiledRecipe:
    task = Supervised(data=Spec.of("xor", samples=200), model=Spec.of("mlp", hidden=(8, 8)), loss=Spec("bce"))
    return CompiledRecipe.of(Recipe(task=task, runners=(Runner(),), training=Training(steps=100)))


def test_memory_is_said_where_steps_will_be_replayed(compiled: CompiledRecipe, monkeypatch: pytest.MonkeyPatch) -> None:
    assert memory_words(compiled, compiled.steps) == ""
    monkeypatch.setenv(VARIABLE, "1 MB")
    words = memory_words(compiled, 5_999_999)
    assert f"needs {compiled.size * 8 * 6_000_000 / 1e9:.3g} GB, and it may keep 1 MB (LOSSSTUDIO_MEMORY)" in words
    assert words.endswith("will be replayed.")


def test_time_is_said_where_it_is_long(compiled: CompiledRecipe) -> None:
    assert (seconds_of(compiled, 100), time_words(compiled, 100)) == (0.0, "")
    assert time_words(compiled, 10_000_000).startswith("This run will take about ")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "a second"),
        (1, "1 second"),
        (42.4, "42 seconds"),
        (180, "3 minutes"),
        (9100, "2.5 hours"),
        (3e5, "3.5 days"),
    ],
)
def test_times_are_written_for_people(seconds: float, words: str) -> None:
    assert for_people(seconds) == words
