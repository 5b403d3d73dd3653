"""From a Spec in a scene to a catalogue entry and every option's value, with the path in each error."""

from typing import Any, TypeVar

from lossstudio.core.catalogue import Catalogue, Entry, UnknownEntryError
from lossstudio.core.option import OptionError
from lossstudio.core.spec import Spec
from lossstudio.run.recipe.errors import SceneError

E = TypeVar("E", bound=Entry)


def resolve(catalogue: Catalogue[E], spec: Spec, path: str) -> tuple[E, dict[str, Any]]:
    """Return the entry that `spec` names and the value of each of its options.

    Raises
    ------
    SceneError
        If there is no such entry or option, or an option can't take its value.
    """
    try:
        entry = catalogue[spec.kind]
    except UnknownEntryError as error:
        raise SceneError(f"{path}.kind", str(error)) from None
    for name, value in spec.options.items():
        try:
            entry.option(name).check(value)
        except OptionError as error:
            raise SceneError(f"{path}.{name}{error.within}", error.reason) from None
    complete = entry.complete(spec.options)
    if entry.clash is not None and (clash := entry.clash(**complete)):
        raise SceneError(f"{path}.{clash[0]}", clash[1])
    return entry, complete
