"""Older versions of the scene format: each is led to the next by a pure function, until it is today's."""

from collections.abc import Callable, Mapping
from typing import Any

from lossstudio.core.option import Integer
from lossstudio.project.document_value import Place
from lossstudio.run.recipe.errors import SceneError

VERSION = 1
"""The version that this program writes."""

MIGRATIONS: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""From a version to the function that makes the next one of its documents."""

_VERSION = Integer(name="version", default=VERSION, minimum=1, help="The version of the scene format.")


def migrate(
    document: dict[str, Any],
    *,
    version: int = VERSION,
    migrations: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = MIGRATIONS,
) -> dict[str, Any]:
    """Return a document of any version up to `version` as that version says it.

    Raises
    ------
    SceneError
        If the document is newer, or says no version.
    """
    if "version" not in document:
        raise SceneError("", "the key 'version' is missing")
    found: int = Place("version", document["version"]).check(_VERSION)
    if found > version:
        raise SceneError(
            "version", f"a newer Loss Studio wrote this scene (format {found}, this one reads up to {version})"
        )
    for step in range(found, version):
        document = migrations[step](document) | {"version": step + 1}
    return document
