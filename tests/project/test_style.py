"""Styles: read strictly, with errors that say what is wrong, where, and what to do."""

import json
from pathlib import Path
from typing import Any

import pytest

from lossstudio.core.resources import resource
from lossstudio.project.style import Style, StyleLogo, load_style, read_style, write_style
from lossstudio.run.recipe.errors import SceneError

HEAD = {"format": "lossstyle", "version": 1}


def written(folder: Path, said: Any) -> Path:
    path = folder / "talk.lossstyle"
    path.write_text(said if isinstance(said, str) else json.dumps(said), encoding="utf-8")
    return path


def test_the_style_that_is_shipped_is_read_with_its_logo_found() -> None:
    style = load_style(resource("styles", "talk.lossstyle"))
    assert style.logo is not None
    assert Path(style.logo.file) == resource("styles", "logo.svg")
    assert len(style.runners) == 4


@pytest.mark.parametrize(
    "style",
    [
        Style(),
        Style(font="Inter", runners=("#FF0000",), accent="#00FF00", text="#0000FF", background="dark", margins=0.05),
        Style(font_files=("/fonts/Lato.ttf",), logo=StyleLogo(file="/logo.png", corner="bottom-left", height=0.1)),
    ],
)
def test_a_style_is_read_as_it_was_written(style: Style) -> None:
    assert read_style(write_style(style)) == style


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ("", "talk.lossstyle: the style is empty"),
        ("{", "talk.lossstyle: the style isn't whole: its text ends too early"),
        ("[1 2]", "talk.lossstyle: the style isn't JSON: expecting ',' delimiter at line 1, column 4"),
        ([], 'talk.lossstyle: format: must be "lossstyle": this isn\'t a style'),
        ({"format": "lossstudio"}, 'talk.lossstyle: format: must be "lossstyle": this isn\'t a style'),
        ({"format": "lossstyle"}, "talk.lossstyle: the key 'version' is missing"),
        (HEAD | {"version": 2}, "talk.lossstyle: version: must be at most 1, not 2"),
        (HEAD | {"runers": []}, "talk.lossstyle: runers: there is no such key here; did you mean 'runners'?"),
        (
            HEAD | {"runners": ["#FF0000", "red"]},
            "talk.lossstyle: runners[1]: must be a colour such as #1B2735, not 'red'",
        ),
        (HEAD | {"background": "drak"}, "background: must be theme, light, dark, transparent or a colour such as"),
        (HEAD | {"margins": 0.5}, "talk.lossstyle: margins: must be at least 0 and at most 0.2, not 0.5"),
        (HEAD | {"logo": {}}, "talk.lossstyle: logo: the key 'file' is missing"),
        (HEAD | {"logo": {"file": "no.png"}}, "talk.lossstyle: logo.file: there is no file no.png in "),
        (HEAD | {"font_files": ["no.ttf"]}, "talk.lossstyle: font_files[0]: there is no file no.ttf in "),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, said: Any, error: str) -> None:
    with pytest.raises(SceneError) as raised:
        load_style(written(tmp_path, said))
    assert error in str(raised.value)


def test_what_is_no_text_file_is_said(tmp_path: Path) -> None:
    for path, error in (
        (tmp_path / "no.lossstyle", "there is no such file"),
        (tmp_path, "can't be read"),
        (written(tmp_path, " " * 1_000_001), "is too large for a style"),
    ):
        with pytest.raises(SceneError, match=error):
            load_style(path)
    (tmp_path / "odd.lossstyle").write_bytes(b"\xff\xfe{")
    with pytest.raises(SceneError, match="isn't text in UTF-8"):
        load_style(tmp_path / "odd.lossstyle")
