"""The reference of scene files as Markdown, from the declarations that read and write them."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from lossstudio.core.catalogue import Catalogue, Entry
from lossstudio.core.declared import AnyOf, Chosen, Declaration, Record, RecordList, declarations
from lossstudio.core.option import LARGEST_INTEGER, Choice, Integer, Number, Option, Switch, Text
from lossstudio.core.option import Sequence as ListOption
from lossstudio.project import style
from lossstudio.project.decode import KIND, Decoder
from lossstudio.project.document import FORMAT, RECIPE, TASKS, VERSION
from lossstudio.project.film_spec import FilmCamera, FilmCaption, FilmPause, FilmShot, FilmSlow, FilmSpec, FilmSpot
from lossstudio.project.json_text import write
from lossstudio.project.scene import Scene
from lossstudio.project.view_spec import View
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.plane_spec import PlaneSpec
from lossstudio.run.recipe.recipe import (
    Change,
    DrawnStart,
    GivenStart,
    Penalty,
    Runner,
    Training,
)

HEAD = ("key", "value", "default", "meaning")
ENTRY_HEAD = ("kind", "name", "is")
REQUIRED = "**required**"
INTRODUCTION = f"""\
A scene is one JSON text in a file called `NAME.lossstudio`. It can be written by hand: every key has a default but
`format`, `version` and `objective`, and an error names the place that is wrong and the reason. This is a whole scene:

```json
{{"format": "{FORMAT}", "version": {VERSION}, "objective": {{"kind": "supervised", "data": {{"kind": "penguins"}}}}}}
```

What is chosen from a catalogue is an object: its `kind`, and the options that aren't as usual. `null` stands for "none"
where the tables say so. Steps are numbered from 0: step k is the place before update k."""
EXAMPLES: Mapping[type, Any] = {
    Training: Training(steps=60, batch_size=10, changes=(Change(step=40, said=(("learning_rate", 0.01),)),)),
    Change: Change(step=20, runner="fast", said=(("batch_size", None), ("penalty", Penalty(l2=0.1)))),
    Runner: Runner(name="fast", learning_rate=0.3, start=DrawnStart(seed=4)),
    GivenStart: GivenStart(theta=(-0.73, 4.22)),
    DrawnStart: DrawnStart(seed=4, init="he", scale=0.5),
    PlaneSpec: PlaneSpec(kind="pca", runner="fast", steps=(0, 50)),
    View: View(colormap="viridis", height="log", theme="dark"),
    FilmSpec: FilmSpec(
        shots=(FilmShot(first=0, last=10, seconds=4.0, easing="linear"), FilmShot(first=10, last=60, seconds=3.5)),
        pauses=(FilmPause(step=10, seconds=2.0),),
        slow=(FilmSlow(first=20, last=30, times=2.0),),
        camera=(FilmCamera(step=0, azimuth=40.0), FilmCamera(step=60, elevation=60.0, look_at="minimum")),
        spots=(FilmSpot(first=20, last=30, on="loss", text="it bends here"),),
        captions=(FilmCaption(first=0, last=10, text="The first steps are long."),),
        orbit=30.0,
        title_card="Gradient descent\nin one minute",
    ),
}
"""Short examples, by what they are examples of."""
STYLE_EXAMPLE = style.Style(
    runners=("#FFC857", "#6FD3FF"), background="#10243A", logo=style.StyleLogo(file="logo.svg", height=0.08)
)


def scene_reference() -> str:
    """Return all that can stand in a scene file, as Markdown."""
    made = _Reference()
    return "\n\n".join(["# Scene files", INTRODUCTION, *made.sections()]) + "\n"


STYLES = """\
How all films of a talk look, as one JSON text in a file called `NAME.lossstyle`, which many scenes share. It is read as
strictly as a scene. Writing needs a contrast of 4.5 to 1 with its ground, paths and lines 3 to 1: what has less is
refused, with the ratio and a colour that has enough."""


def style_reference() -> str:
    """Return all that can stand in a style file, as Markdown."""
    made = _Reference()
    fixed = [
        ("`format`", f'`"{style.FORMAT}"`', REQUIRED, "What the file is."),
        ("`version`", f"`{style.VERSION}`", REQUIRED, "The version of the format."),
    ]
    told = declarations(style.Style)
    own = table([*fixed, *made.rows_of(style.Style, "Style")])
    below = [section for each in told for section in made.below(each.option, "Style")]
    return "\n\n".join(["# Style files", STYLES, own, _json(style.write_style(STYLE_EXAMPLE)), *below]) + "\n"


def table(rows: Sequence[Sequence[str]], head: Sequence[str] = HEAD) -> str:
    """Return a table of Markdown."""
    lines = [head, ["---"] * len(head), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def anchor(title: str) -> str:
    """Return what a link to a heading ends in."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def value_in_words(option: Option) -> str:
    """Say which values an option takes."""
    words = _words(option)
    return f"{words}, or `null`" if option.optional else words


@dataclass
class _Reference:
    """Writes the sections; what they mention gets a section of its own, once, in the order of mentioning."""

    seen: dict[type, str] = field(default_factory=dict)
    catalogues: dict[str, Catalogue[Any]] = field(default_factory=dict)

    def sections(self) -> Iterator[str]:
        yield "## The scene"
        around = [each for each in declarations(Scene) if each.field != RECIPE]
        (recipe,) = (each.option for each in declarations(Scene) if each.field == RECIPE)
        assert isinstance(recipe, Record)
        objective, *others = declarations(recipe.kinds[0])
        fixed = [
            ("`format`", f'`"{FORMAT}"`', REQUIRED, "What the file is."),
            ("`version`", f"`{VERSION}`", REQUIRED, "The version of the format."),
            ("`objective`", _link("object", "Objective"), REQUIRED, objective.option.help),
        ]
        told = [*others, *around]
        yield table([*fixed, *(row for each in told for row in self._rows(each, ""))])
        yield from self._objectives()
        for each in told:
            yield from self.below(each.option, "")
        yield "## Catalogues"
        yield "What can be chosen, and the options of each."
        for noun, catalogue in self.catalogues.items():
            yield from _entries(noun, catalogue)

    def _objectives(self) -> Iterator[str]:
        yield "## Objective"
        yield "What is minimised; its `kind` decides which keys there are."
        titles = {kind: f"Objective: {kind}" for kind in TASKS}
        kinds = [(_link(f"`{kind}`", titles[kind]), _first_line(task)) for kind, task in TASKS.items()]
        yield table(kinds, ("kind", "is"))
        for kind, task in TASKS.items():
            yield f"### {titles[kind]}"
            yield _first_line(task)
            own = (f"`{KIND}`", f'`"{kind}"`', REQUIRED, "What kind of thing is minimised.")
            yield table([own, *self.rows_of(task, "Objective")])
            if (example := _shortest(kind, task)) is not None:
                yield _json({"objective": example})
            for each in declarations(task):
                yield from self.below(each.option, "Objective")

    def rows_of(self, kind: type, path: str) -> Iterator[tuple[str, ...]]:
        """Yield a row for each key of a dataclass that stands at a path."""
        for each in declarations(kind):
            yield from self._rows(each, path)

    def _rows(self, each: Declaration, path: str) -> Iterator[tuple[str, ...]]:
        if isinstance(each.option, AnyOf):
            for option in each.option.options:
                yield self._row(option, path, f"one of these: {REQUIRED}", option.help)
            return
        usual = REQUIRED if each.required else _usual(each.option)
        kinds = f"Only where `kind` is {_or([f'`{kind}`' for kind in each.kinds])}. " if each.kinds else ""
        yield self._row(each.option, path, usual, kinds + each.option.help)

    def _row(self, option: Option, path: str, usual: str, meaning: str) -> tuple[str, ...]:
        return f"`{option.name}`", self._value(option, path), usual, meaning

    def _value(self, option: Option, path: str) -> str:
        match option:
            case Chosen():
                catalogue = option.catalogue
                if catalogue is None:
                    return f"an entry of the objective's losses{', or `null`' if option.optional else ''}"
                self.catalogues.setdefault(catalogue.noun, catalogue)
                words = _link(catalogue.noun, _title(catalogue.noun))
            case Record():
                first = option.kinds[0]
                place = self.seen.get(first) or _below_path(path, option)
                word = f', `"{option.automatic}"`' if option.automatic else ""
                words = _link("object", place) + word
            case RecordList():
                place = self.seen.get(option.kind) or _below_path(path, option)
                words = f"list of {_range(option.shortest, option.longest)} {_link('objects', place)}"
            case _:
                return value_in_words(option)
        return f"{words}, or `null`" if option.optional else words

    def below(self, option: Option, path: str) -> Iterator[str]:
        """Yield the sections of what stands in an option's values, where these are objects."""
        if isinstance(option, AnyOf):
            for inner in option.options:
                yield from self.below(inner, path)
        kinds = option.kinds if isinstance(option, Record) else (option.kind,) if isinstance(option, RecordList) else ()
        if not kinds or kinds[0] in self.seen:
            return
        title = _below_path(path, option)
        self.seen |= dict.fromkeys(kinds, title)
        yield f"{'###' if path else '##'} {title}"
        yield option.help if isinstance(option, Record) else f"{option.help} Each is an object:"
        for number, kind in enumerate(kinds):
            if len(kinds) > 1:
                yield f"{'Either' if number == 0 else 'Or'}: {_first_line(kind)}"
            yield table(list(self.rows_of(kind, title)))
            if kind in EXAMPLES:
                yield _json({option.name: _example(option, kind)})
        for kind in kinds:
            for each in declarations(kind):
                yield from self.below(each.option, title)


def _entries(noun: str, catalogue: Catalogue[Any]) -> Iterator[str]:
    yield f"### {_title(noun)}"
    formulas = [getattr(each, "formula", "") for each in catalogue.values()]
    rows = [(_entry_link(noun, each), each.label, each.summary) for each in catalogue.values()]
    if any(formulas):
        written = [f"`{formula}`" if formula else "" for formula in formulas]
        yield table([(*row, cell) for row, cell in zip(rows, written, strict=True)], (*ENTRY_HEAD, "formula"))
    else:
        yield table(rows, ENTRY_HEAD)
    for entry in catalogue.values():
        if entry.options:
            yield f"#### {_entry_title(noun, entry)}"
            yield table([(f"`{each.name}`", value_in_words(each), _usual(each), each.help) for each in entry.options])


def _entry_link(noun: str, entry: Entry) -> str:
    return _link(f"`{entry.key}`", _entry_title(noun, entry)) if entry.options else f"`{entry.key}`"


def _link(words: str, title: str) -> str:
    return f"[{words}](#{anchor(title)})"


def _entry_title(noun: str, entry: Entry) -> str:
    return f"{_title(noun)}: {entry.key}"


def _title(noun: str) -> str:
    return f"{noun[0].upper()}{noun[1:]}"


def _below_path(path: str, option: Option) -> str:
    return f"{path}: {option.name}" if path else _title(option.name)


def _first_line(kind: type) -> str:
    return (kind.__doc__ or "").splitlines()[0]


def _shortest(kind: str, task: type) -> dict[str, Any] | None:
    """Return the shortest objective of a kind, of the first entries that fit; None where entries are not enough."""
    required = [each.option for each in declarations(task) if each.required]
    catalogues = [option.catalogue for option in required if isinstance(option, Chosen) and option.catalogue]
    if len(catalogues) < len(required):
        return None
    for keys in product(*catalogues):
        entries = {option.name: {KIND: key} for option, key in zip(required, keys, strict=True)}
        if _can_be_read(objective := {KIND: kind} | entries):
            return objective
    return None


def _can_be_read(objective: dict[str, Any]) -> bool:
    try:
        Scene.from_dict({"format": FORMAT, "version": VERSION, "objective": objective})
    except SceneError:
        return False
    return True


def _example(option: Option, kind: type) -> Any:
    written = Decoder().write(EXAMPLES[kind])
    return [written] if isinstance(option, RecordList) else written


def _json(value: dict[str, Any]) -> str:
    return f"```json\n{write(value).strip()}\n```"


def _usual(option: Option) -> str:
    """Return what an absent option means, as a file would say it."""
    match option:
        case Chosen() if option.default is not None:
            return f"`{json.dumps({KIND: option.default.kind})}`"
        case Record() if option.default is not None:
            return "as its own keys say"
        case Record() if option.automatic:
            return f'`"{option.automatic}"`'
        case RecordList():
            return "none" if not option.default else "one, as its own keys say"
    if option.default is None and not option.optional:
        return REQUIRED
    return f"`{json.dumps(option.write(option.default), ensure_ascii=False)}`"


def _words(option: Option) -> str:
    match option:
        case Number():
            bounds = option.domain()
            return f"{'a number' if bounds == 'a number' else f'a number, {bounds}'}{_unit(option.unit)}"
        case Integer():
            low = "" if option.minimum is None else f"{option.minimum:,}"
            bounds = f" from {low} to {option.maximum:,}" if option.maximum < LARGEST_INTEGER else f" of at least {low}"
            return f"a whole number{bounds if low else ''}{_unit(option.unit)}"
        case Switch():
            return "`true` or `false`"
        case Choice():
            return _or([f"`{json.dumps(choice)}`" for choice in option.choices])
        case Text():
            return f"{'lines of text' if option.lines else 'text'}, at most {option.longest:,} characters"
        case ListOption():
            return f"a list of {_range(option.shortest, option.longest)} items, each {_words(option.item)}"
        case _:
            return option.form or "a value with a shape of its own"


def _unit(unit: str) -> str:
    return f", in {unit}" if unit else ""


def _range(shortest: int, longest: int | None) -> str:
    if longest is None:
        return f"{shortest} or more" if shortest else "any number of"
    if shortest == longest:
        return str(shortest)
    return f"{shortest:,} to {longest:,}" if shortest else f"at most {longest:,}"


def _or(words: Sequence[str]) -> str:
    *some, last = words
    return f"{', '.join(some)} or {last}" if some else last
