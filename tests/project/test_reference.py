"""The reference says all that is declared, as the program reads it, and the shipped page is what the command prints."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from lossstudio.cli.codes import answered
from lossstudio.cli.interruption import Interruption
from lossstudio.cli.parser import parse
from lossstudio.cli.reference import reference
from lossstudio.core.catalogue import Catalogue
from lossstudio.core.declared import Chosen, Record, RecordList, declarations
from lossstudio.core.losses import LOSSES
from lossstudio.core.option import Option
from lossstudio.core.resources import resource
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.plan.refusals import flag
from lossstudio.project.document import TASKS
from lossstudio.project.reference import anchor, value_in_words
from lossstudio.project.scene import Scene
from lossstudio.run.recipe.recipe import Recipe
from tests.project.documents import MINIMAL

TEXT = reference()
SECTIONS = dict(re.findall(r"^#+ (.*?)$\n(.*?)(?=^#|\Z)", TEXT, flags=re.MULTILINE | re.DOTALL))
AROUND = MINIMAL | {"runners": [{"name": "fast"}]}


def reached(kind: type) -> Iterator[type]:
    """Yield the dataclasses that a document is made of."""
    yield kind
    for each in declarations(kind):
        option = each.option
        kinds = option.kinds if isinstance(option, Record) else (option.kind,) if isinstance(option, RecordList) else ()
        for inner in kinds:
            yield from reached(inner)


KINDS = list(dict.fromkeys(kind for root in (Scene, *TASKS.values()) for kind in reached(root)))


def catalogues() -> list[Catalogue[Any]]:
    chosen = [each.option for kind in KINDS for each in declarations(kind) if isinstance(each.option, Chosen)]
    found = {each.catalogue.noun: each.catalogue for each in chosen if each.catalogue is not None}
    return list(found.values())


def test_the_page_that_is_shipped_is_what_the_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    command = parse(["reference"])
    assert callable(command)
    assert answered(lambda: command(Interruption())) == 0
    printed = capsys.readouterr().out
    assert printed == resource("REFERENCE.md").read_text("utf-8"), (
        "the declarations have changed: lossstudio reference > resources/REFERENCE.md"
    )


def rows(section: str) -> dict[str, str]:
    return {key: row for row, key in re.findall(r"^(\| \[?`([^`]+)`.*)$", section, flags=re.MULTILINE)}


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_has_a_row_with_its_help(kind: type) -> None:
    for each in declarations(kind):
        if each.field == "recipe":
            continue
        for key in each.keys:
            assert any(key in rows(section) for section in SECTIONS.values()), key
        assert len(each.keys) > 1 or f"{each.option.help} |" in TEXT


@pytest.mark.parametrize("kind", TASKS)
def test_every_kind_of_objective_has_a_section(kind: str) -> None:
    keys = {each.option.name for each in declarations(TASKS[kind])}
    assert set(rows(SECTIONS[f"Objective: {kind}"])) == keys | {"kind"}


@pytest.mark.parametrize("catalogue", catalogues(), ids=lambda catalogue: catalogue.noun)
def test_every_entry_and_every_option_of_it_is_there(catalogue: Catalogue[Any]) -> None:
    title = catalogue.noun.capitalize()
    assert set(rows(SECTIONS[title])) == set(catalogue)
    for key, entry in catalogue.items():
        assert f"{entry.summary} |".replace("|", "\\|", entry.summary.count("|")) in SECTIONS[title]
        if entry.options:
            found = rows(SECTIONS[f"{title}: {key}"])
            assert set(found) == {option.name for option in entry.options}
            assert all(f"| {value_in_words(option)} |" in found[option.name] for option in entry.options)


def test_every_value_is_described() -> None:
    assert value_in_words(Option(help="")) not in TEXT


def test_the_losses_of_all_objectives_are_among_the_catalogues() -> None:
    assert any(catalogue is LOSSES for catalogue in catalogues())


def test_every_option_of_a_film_is_there() -> None:
    for each in declarations(ExportOptions):
        assert f"| `{flag(each.option)} {each.option.placeholder}` | `{each.field}` |" in SECTIONS["Films"]


def test_every_link_leads_to_a_heading_and_no_two_headings_are_alike() -> None:
    headings = [anchor(title) for title in re.findall(r"^#+ (.*)$", TEXT, flags=re.MULTILINE)]
    assert len(headings) == len(set(headings))
    links = set(re.findall(r"\]\(#([^)]*)\)", TEXT))
    assert links
    assert links <= set(headings)


TOP = {*MINIMAL, *(each.option.name for kind in (Scene, Recipe) for each in declarations(kind))}
EXAMPLES = [json.loads(text) for text in re.findall(r"```json\n(.*?)```", TEXT, flags=re.DOTALL)]


@pytest.mark.parametrize("example", [example for example in EXAMPLES if set(example) <= TOP - {"camera"}], ids=str)
def test_an_example_can_be_put_into_a_scene(example: dict[str, Any]) -> None:
    scene = Scene.from_dict(AROUND | example)
    assert Scene.from_dict(scene.to_dict()) == scene


def test_most_parts_of_a_scene_have_an_example() -> None:
    shown = {key for example in EXAMPLES for key in example}
    assert shown >= {"objective", "training", "runners", "plane", "view", "film", "changes", "start"}
