"""Every entry of every catalogue, with every option said, survives the way through a file."""

import json
from typing import Any

import pytest

from lossstudio.core.catalogue import Catalogue, Entry, Spec
from lossstudio.core.datasets import DATASETS
from lossstudio.core.losses import LOSSES
from lossstudio.core.models import MODELS
from lossstudio.core.objective.divergence import DIVERGENCES, FAMILIES, TARGETS
from lossstudio.core.objective.game import GAME_LOSSES, GAMES
from lossstudio.core.objective.pairs import PAIR_LOSSES
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.schedules import SCHEDULES
from lossstudio.core.terrains import TERRAINS
from lossstudio.project.decode import read_entry, write_entry
from lossstudio.project.document_value import DocumentValue
from lossstudio.run.recipe.errors import SceneError

CATALOGUES: list[Catalogue[Any]] = [
    *(LOSSES, MODELS, DATASETS, OPTIMIZERS, SCHEDULES, TERRAINS),
    *(TARGETS, FAMILIES, DIVERGENCES, PAIR_LOSSES, GAMES, GAME_LOSSES),
]
ENTRIES = [
    pytest.param(catalogue, entry, id=f"{catalogue.noun}-{key}")
    for catalogue in CATALOGUES
    for key, entry in catalogue.items()
]


@pytest.mark.parametrize(("catalogue", "entry"), ENTRIES)
def test_an_entry_comes_back_from_json(catalogue: Catalogue[Any], entry: Entry) -> None:
    defaults = {option.name: option.default for option in entry.options if option.default is not None}
    spec = Spec.of(entry.key, **defaults)
    written = json.loads(json.dumps(write_entry(spec, catalogue)))
    assert list(written) == ["kind", *defaults]
    assert read_entry(DocumentValue("x", written), catalogue) == spec
    assert hash(spec) == hash(read_entry(DocumentValue("x", written), catalogue))


@pytest.mark.parametrize(("catalogue", "entry"), ENTRIES)
def test_an_option_that_an_entry_lacks_is_refused(catalogue: Catalogue[Any], entry: Entry) -> None:
    with pytest.raises(SceneError, match=rf"^x\.nonsense: '{entry.key}' has no option called 'nonsense'"):
        read_entry(DocumentValue("x", {"kind": entry.key, "nonsense": 1}), catalogue)


@pytest.mark.parametrize(("catalogue", "entry"), ENTRIES)
def test_null_is_taken_only_where_an_option_is_optional(catalogue: Catalogue[Any], entry: Entry) -> None:
    for option in entry.options:
        document = DocumentValue("x", {"kind": entry.key, option.name: None})
        if option.optional:
            assert read_entry(document, catalogue).get(option.name) is None
        else:
            with pytest.raises(SceneError, match=rf"^x\.{option.name}: must "):
                read_entry(document, catalogue)


@pytest.mark.parametrize(("catalogue", "entry"), ENTRIES)
def test_an_option_has_a_name_of_its_own_and_takes_its_default(catalogue: Catalogue[Any], entry: Entry) -> None:
    names = [option.name for option in entry.options]
    assert all(names)
    assert len(names) == len(set(names))
    for option in entry.options:
        if option.default is not None:
            assert option.check(option.write(option.default)) == option.default
