"""A page as one HTML document: the shipped script and style in one piece, the data beside them, and a strict policy."""

import base64
import hashlib
import html
import re
from functools import cache
from pathlib import Path
from typing import Any

from lossstudio.core.resources import resource
from lossstudio.films.webpage.block import block_text

FOLDER = "page"
LAST = "main.js"
"""The script that begins everything, once all others have been read."""
DRIVEN = "outside.js"
"""The script that says how a page is driven, in the page itself too; what the others say of themselves stays here."""
_COMMENTS = re.compile(r"^[ \t]*(//[^\n]*|/\*\*.*?\*/)\n+", re.MULTILINE | re.DOTALL)
_INDENT = re.compile(r"^(?:  )+", re.MULTILINE)
LONGEST_DESCRIPTION = 160


def document(payload: dict[str, Any]) -> str:
    """Return the page that shows a payload: nothing in it comes from elsewhere, and nothing may.

    Its title is the payload's; every other text is data, which the script alone puts into the page, as text.
    """
    places = {
        "title": html.escape(payload["title"] or "Gradient descent"),
        "description": html.escape(" ".join(payload["notes"].split())[:LONGEST_DESCRIPTION]),
        "policy": _policy(),
        "icon": _data_address("image/svg+xml", resource("icons", "lossstudio.svg").read_bytes()),
        "style": _style(),
        "script": _script(),
        "payload": block_text(payload),
    }
    page = _read("page.html")
    before, *rest = page.split("{{")
    parts = [before]
    for piece in rest:
        name, after = piece.split("}}", 1)
        parts += [places[name], after]
    return "".join(parts)


@cache
def _policy() -> str:
    """Return what the page is allowed: its own script and style, known by their hashes, and pictures that are data."""
    script, style = (
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (_script(), _style())
    )
    return (
        f"default-src 'none'; script-src 'sha256-{script}'; style-src 'sha256-{style}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def _script() -> str:
    """Return all scripts as one, in a function of its own, in the order of their names, the one that begins it last."""
    files = sorted(_folder().glob("*.js"), key=lambda path: (path.name == LAST, path.name))
    joined = "\n".join(f"// {path.name}\n{_told(path)}" for path in files)
    return f'(() => {{\n"use strict";\n{joined}}})();\n'


def _told(path: Path) -> str:
    """Return a script as a page has it: indented by tabs, which are shorter, and without most comments.

    Lines that are comments alone are left out, but for what people who drive a page have to know.
    """
    text = path.read_text(encoding="utf-8")
    told = text if path.name == DRIVEN else _COMMENTS.sub("", text)
    return _INDENT.sub(lambda found: "\t" * (len(found[0]) // 2), told)


@cache
def _style() -> str:
    return _read("page.css")


def _read(name: str) -> str:
    return (_folder() / name).read_text(encoding="utf-8")


def _folder() -> Path:
    return resource(FOLDER)


def _data_address(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"
