"""How a film of a document is directed: shots, pauses, camera, captions and cards, all at steps of the run."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeVar, get_args

from lossstudio.core.option import Choice, Custom, Integer, Number, Option, OptionError, Switch, Text, describe, nearest
from lossstudio.project.film import Easing, FilmCamera, FilmCaption, FilmPause, FilmShot, FilmSpec, Inset, Layout
from lossstudio.project.parts.entries import names, read_options, write_options
from lossstudio.project.parts.training import MOST_STEPS
from lossstudio.project.place import Place

Item = TypeVar("Item", FilmShot, FilmPause, FilmCamera, FilmCaption)

LONGEST_S = 3600.0
MOST_ITEMS = 1000
LONGEST_CARD = 500
BACKGROUNDS = ("theme", "light", "dark", "transparent")
CLOSEST_SHARE = 0.8

_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


def checked_background(value: Any) -> str:
    """Return what stands behind a film: one of BACKGROUNDS, or a colour.

    Raises
    ------
    OptionError
        If it is neither.
    """
    if isinstance(value, str) and (value in BACKGROUNDS or _COLOR.fullmatch(value)):
        return value
    said = f"must be {', '.join(BACKGROUNDS)} or a colour such as #1B2735, not {describe(value)}"
    raise OptionError(said + nearest(value, BACKGROUNDS))


STEP = Integer(name="step", default=0, minimum=0, maximum=MOST_STEPS, help="A step of the run.")
SPAN: tuple[Option, ...] = (
    replace(STEP, name="from", help="The first step."),
    replace(STEP, name="to", help="The last step."),
)
SECONDS = Number(
    name="seconds", default=1.5, minimum=0.0, open_minimum=True, maximum=LONGEST_S, help="How long.", unit="s"
)
EASING = Choice(name="easing", default="slow_start", choices=get_args(Easing), help="How the time is shared out.")
PHASES = Switch(name="phases", default=False, help="Whether each step is walked through in its four phases.")
PACE: tuple[Option, ...] = (EASING, PHASES)
HOLD = Number(name="hold_first", default=None, optional=True, minimum=0.0, maximum=LONGEST_S, help="", unit="s")
CAMERA: tuple[Option, ...] = (
    Number(name="azimuth", default=25.0, help="The angle around the surface.", unit="°"),
    Number(name="elevation", default=35.0, minimum=-90.0, maximum=90.0, help="The angle above the floor.", unit="°"),
    Number(
        name="distance",
        default=None,
        optional=True,
        minimum=0.0,
        open_minimum=True,
        help="In sizes of the box; none: everything is in the picture.",
    ),
)
TEXT = Text(name="text", default="", longest=200, help="What is said.")
LAYOUT = Choice(
    name="layout",
    default="surface",
    choices=get_args(Layout),
    labels=(
        "surface",
        "contour map",
        "a surface for each runner",
        "train and test surface",
        "four phases of a step",
    ),
    help="What the picture is.",
)
INSET = Choice(
    name="inset",
    default=None,
    optional=True,
    choices=get_args(Inset),
    labels=("loss curve and data", "loss curve", "data", "nothing"),
    help="What stands beside it; none: as suits the layout.",
)
OPTIONS: tuple[Option, ...] = (
    replace(HOLD, help="How long the first picture stands; none: as suits the length."),
    replace(HOLD, name="hold_last", help="How long the last picture stands; none: as suits the length."),
    Number(name="orbit", default=0.0, help="How far the camera turns about the surface.", unit="°"),
    Text(name="title_card", default="", longest=LONGEST_CARD, lines=True, help="What stands alone at the beginning."),
    Text(name="end_card", default="", longest=LONGEST_CARD, lines=True, help="What stands alone at the end."),
    replace(SECONDS, name="card_seconds", default=2.5, help="How long a card stands."),
    Number(
        name="push_in",
        default=0.0,
        minimum=0.0,
        maximum=CLOSEST_SHARE,
        help="How much nearer the camera comes until the end, as a share of its distance.",
    ),
    LAYOUT,
    INSET,
    Custom(
        name="background",
        default=None,
        optional=True,
        checker=checked_background,
        help="theme, light, dark, transparent or a colour such as #1B2735; none: as the film's preset wants it.",
    ),
)
LISTS = ("shots", "pauses", "camera", "captions")


def read_film(place: Place) -> FilmSpec:
    """Return the film that an object says."""
    fields = place.fields([*LISTS, *names(OPTIONS)])
    return FilmSpec(
        shots=_read_list(fields.get("shots"), _read_shot),
        pauses=_read_list(fields.get("pauses"), _read_pause),
        camera=_read_list(fields.get("camera"), _read_camera),
        captions=_read_list(fields.get("captions"), _read_caption),
        **read_options(fields, OPTIONS),
    )


def _read_list(place: Place | None, read: Callable[[Place], Item]) -> tuple[Item, ...]:
    if place is None:
        return ()
    items = tuple(read(item) for item in place.items())
    if len(items) > MOST_ITEMS:
        raise place.error(f"must have at most {MOST_ITEMS} items, not {len(items)}")
    return items


def _read_shot(place: Place) -> FilmShot:
    fields = place.fields([*names(SPAN), "seconds", *names(PACE)], required=["from", "to", "seconds"])
    said = read_options(fields, (*SPAN, SECONDS, *PACE))
    if said.get("phases") and said["from"] > said["to"]:
        raise fields["phases"].error(
            "a shot that goes backwards has no phases; leave them out, or swap 'from' and 'to'"
        )
    return FilmShot(first=said.pop("from"), last=said.pop("to"), **said)


def _read_pause(place: Place) -> FilmPause:
    return FilmPause(**read_options(place.fields(["step", "seconds"], required=["step"]), (STEP, SECONDS)))


def _read_camera(place: Place) -> FilmCamera:
    return FilmCamera(**read_options(place.fields(["step", *names(CAMERA)], required=["step"]), (STEP, *CAMERA)))


def _read_caption(place: Place) -> FilmCaption:
    fields = place.fields([*names(SPAN), "text"], required=["from", "to", "text"])
    said = read_options(fields, (*SPAN, TEXT))
    if said["from"] > said["to"]:
        raise fields["to"].error(f"must be {said['from']} or later: a caption stands from one step to a later one")
    return FilmCaption(first=said["from"], last=said["to"], text=said["text"])


def write_film(film: FilmSpec) -> dict[str, Any]:
    """Return the object that says a film; empty when nothing differs from what is usual."""
    lists: dict[str, Iterable[dict[str, Any]]] = {
        "shots": [
            {"from": shot.first, "to": shot.last, "seconds": shot.seconds} | write_options(shot, PACE)
            for shot in film.shots
        ],
        "pauses": [{"step": pause.step} | write_options(pause, (SECONDS,)) for pause in film.pauses],
        "camera": [{"step": key.step} | write_options(key, CAMERA) for key in film.camera],
        "captions": [{"from": each.first, "to": each.last, "text": each.text} for each in film.captions],
    }
    return {key: items for key, items in lists.items() if items} | write_options(film, OPTIONS)
