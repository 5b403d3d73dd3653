"""Each element of a picture can be left out, and writing can be larger."""

from dataclasses import replace
from typing import get_args

import pytest
from PySide6.QtWidgets import QApplication

from lossstudio.core.declared import option_of
from lossstudio.core.option import OptionError
from lossstudio.films.encode.formats import BY_SUFFIX
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.plan.presets import PRESETS
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.film_spec import Element, FilmCaption
from lossstudio.project.scene import Scene
from tests.films.render.framed import faults_of, texts_of


def race() -> Scene:
    scene = EXAMPLES["learning-rates"].load()
    told = FilmCaption(first=0, last=scene.recipe.training.steps, text="They all begin here")
    return replace(scene, film=replace(scene.film, captions=(told,)))


def said(hide: tuple[Element, ...]) -> list[str]:
    return texts_of(race(), "surface", inset="none", hide=hide)


@pytest.mark.parametrize(
    ("element", "words"),
    [
        ("title", "Three learning rates"),
        ("numbers", "step"),
        ("axes", "kg per cm"),
        ("captions", "They all begin here"),
    ],
)
def test_what_is_hidden_is_not_written(qapp: QApplication, element: Element, words: str) -> None:
    assert any(words in text for text in said(()))
    assert not any(words in text for text in said((element,)))


def test_a_tag_is_hidden_where_the_read_outs_still_have_the_name(qapp: QApplication) -> None:
    names = [runner.name for runner in race().recipe.runners]
    counts = [sum(any(name in text for name in names) for text in said(hide)) for hide in ((), ("tags",))]
    assert counts[1] == len(names) < counts[0]


def test_nothing_is_written_where_all_is_hidden(qapp: QApplication) -> None:
    assert said(get_args(Element)) == []


def test_places_for_pictures_upon_something_else_begin_without_the_bar() -> None:
    for key, hidden in (("transparent", {"bar"}), ("paper", {"bar"}), ("slides", set())):
        kind = BY_SUFFIX[PRESETS[key].suffix]
        assert ExportOptions(preset=key).planned(race(), kind).hidden == hidden
        assert ExportOptions(preset=key, hide=()).planned(race(), kind).hidden == set()


def test_words_are_read_as_the_command_line_has_them() -> None:
    hide = option_of(ExportOptions, "hide")
    assert hide.check(hide.parse("title, bar,title")) == ("title", "bar")
    assert hide.check(hide.parse("none")) == ()
    with pytest.raises(OptionError, match="did you mean 'title'"):
        hide.check(hide.parse("titel"))


@pytest.mark.parametrize("size", [(1280, 720), (720, 720), (720, 1280)])
def test_the_largest_writing_is_in_the_frame(qapp: QApplication, size: tuple[int, int]) -> None:
    scene = EXAMPLES["penguins"].load()
    assert (
        faults_of(replace(scene, film=replace(scene.film, text_size="back-row")), size, "surface", charts="none") == []
    )
