"""A style: how all films of a talk look, a small file that many scenes share."""

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias, get_args

from lossstudio.core.declared import Record, declarations
from lossstudio.core.option import Choice, Custom, Integer, Number, Sequence, Text
from lossstudio.project.background import checked_background, checked_color
from lossstudio.project.decode import Decoder, keys_of
from lossstudio.project.document_value import DocumentValue
from lossstudio.project.json_text import parse
from lossstudio.project.replacing import failure_in_words
from lossstudio.run.recipe.errors import SceneError

FORMAT, VERSION = "lossstyle", 1
SUFFIX = ".lossstyle"
LARGEST_BYTES = 1_000_000
MOST_RUNNERS, MOST_FILES = 12, 8
_VERSION = Integer(name="version", default=VERSION, minimum=VERSION, maximum=VERSION, help="The version of the format.")

Corner: TypeAlias = Literal["top-left", "top-right", "bottom-left", "bottom-right"]
FILE = Text(longest=1000, is_name=True, help="A file; a relative name is one beside the style.")


def _color(help_text: str) -> Custom:
    return Custom(optional=True, form="a colour", checker=checked_color, help=help_text)


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleLogo:
    """A picture in a corner, for which room is kept."""

    file: Annotated[str, replace(FILE, help="The picture, PNG, JPEG or SVG; a relative name is one beside the style.")]
    corner: Annotated[Corner, Choice(choices=get_args(Corner), help="Where it stands.")] = "top-right"
    height: Annotated[
        float, Number(minimum=0.01, maximum=0.25, help="How tall it is, as a share of the picture's height.")
    ] = 0.06


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How films look; what isn't said is as Loss Studio has it.

    Attributes
    ----------
    font
        The family of all letters.
    font_files
        Files of typefaces, which needn't be installed.
    runners
        The colours of the runners, in their order.
    accent, text
        Of the line that says how far the run is, and of writing.
    background
        As a film has it.
    logo
        A picture in a corner.
    margins
        What stays free at each side, as a share of the picture's shorter side.
    """

    font: Annotated[str | None, Text(optional=True, is_name=True, help="The family of all letters.")] = None
    font_files: Annotated[
        tuple[str, ...],
        Sequence(
            item=FILE,
            longest=MOST_FILES,
            form="a list of files",
            help="Files of typefaces, which needn't be installed; relative names are beside the style.",
        ),
    ] = ()
    runners: Annotated[
        tuple[str, ...],
        Sequence(
            item=Custom(checker=checked_color, form="a colour", help="A colour."),
            longest=MOST_RUNNERS,
            form="a list of colours",
            help="The colours of the runners, in their order; after the last the first again, in another shade.",
        ),
    ] = ()
    accent: Annotated[str | None, _color("The colour of the line that says how far the run is.")] = None
    text: Annotated[str | None, _color("The colour of writing.")] = None
    background: Annotated[
        str | None,
        Custom(
            optional=True,
            form="a word or a colour",
            checker=checked_background,
            help="What stands behind everything: theme, light, dark, transparent or a colour such as #1B2735.",
        ),
    ] = None
    logo: Annotated[
        StyleLogo | None, Record(kinds=(StyleLogo,), optional=True, help="A picture in a corner, with room for it.")
    ] = None
    margins: Annotated[
        float,
        Number(
            minimum=0.0, maximum=0.2, help="What stays free at each side, as a share of the picture's shorter side."
        ),
    ] = 0.0


NO_STYLE = Style()


def read_style(value: Any) -> Style:
    """Return the style that a plain value says; it names files as they are found from everywhere.

    Raises
    ------
    SceneError
        If it says none; the text names the path and the reason.
    """
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise SceneError("format", f'must be "{FORMAT}": this isn\'t a style')
    root = DocumentValue("", value)
    fields = root.fields(["format", "version", *keys_of(declarations(Style))], required=["version"])
    fields["version"].check(_VERSION)
    return Style(**Decoder().values(root, fields, declarations(Style)))


def write_style(style: Style) -> dict[str, Any]:
    """Return the plain value that says a style; what is as usual is left out."""
    return {"format": FORMAT, "version": VERSION, **Decoder().write(style)}


def load_style(path: str | os.PathLike[str]) -> Style:
    """Return the style that a file holds, its own files by their whole names.

    Raises
    ------
    SceneError
        If there is no such file, it holds no style, or a file that it names isn't there.
    """
    file = Path(path)
    try:
        if file.stat().st_size > LARGEST_BYTES:
            raise SceneError("", f"{file.name}: is too large for a style")
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise SceneError("", f"{file}: there is no such file") from None
    except OSError as error:
        raise SceneError("", f"{file}: can't be read: {failure_in_words(error)}") from None
    except UnicodeDecodeError:
        raise SceneError("", f"{file.name}: isn't text in UTF-8") from None
    try:
        return _found(read_style(parse(text, noun="style")), file.absolute().parent)
    except SceneError as error:
        raise SceneError(f"{file.name}: {error.path}" if error.path else file.name, error.reason) from None


def _found(style: Style, folder: Path) -> Style:
    """Return a style whose files are named from everywhere."""
    files = [_file(name, folder, f"font_files[{number}]") for number, name in enumerate(style.font_files)]
    logo = None if style.logo is None else replace(style.logo, file=_file(style.logo.file, folder, "logo.file"))
    return replace(style, font_files=tuple(files), logo=logo)


def _file(name: str, folder: Path, path: str) -> str:
    place = folder / name
    if not place.is_file():
        raise SceneError(path, f"there is no file {name} in {folder}; put it there, or name another")
    return str(place)
