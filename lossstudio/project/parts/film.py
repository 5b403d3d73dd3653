"""How a film of a document is directed: shots, pauses, camera, captions and cards, all at steps of the run."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeVar, get_args

from lossstudio.core.option import Choice, Integer, Number, Option, Text
from lossstudio.project.parts.entries import names, read_options, write_options
from lossstudio.project.parts.training import MOST_STEPS
from lossstudio.project.place import Place
from lossstudio.project.scene import Easing, FilmCamera, FilmCaption, FilmPause, FilmShot, FilmSpec

Item = TypeVar("Item", FilmShot, FilmPause, FilmCamera, FilmCaption)

LONGEST_S = 3600.0
MOST_ITEMS = 1000

STEP = Integer(name="step", default=0, minimum=0, maximum=MOST_STEPS, help="A step of the run.")
SPAN: tuple[Option, ...] = (
    replace(STEP, name="from", help="The first step."),
    replace(STEP, name="to", help="The last step."),
)
SECONDS = Number(
    name="seconds", default=1.5, minimum=0.0, open_minimum=True, maximum=LONGEST_S, help="How long.", unit="s"
)
EASING = Choice(name="easing", default="slow_start", choices=get_args(Easing), help="How the time is shared out.")
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
OPTIONS: tuple[Option, ...] = (
    replace(HOLD, help="How long the first picture stands; none: as suits the length."),
    replace(HOLD, name="hold_last", help="How long the last picture stands; none: as suits the length."),
    Number(name="orbit", default=0.0, help="How far the camera turns about the surface.", unit="°"),
    Text(name="title_card", default="", longest=500, lines=True, help="What stands alone at the beginning."),
    Text(name="end_card", default="", longest=500, lines=True, help="What stands alone at the end."),
    replace(SECONDS, name="card_seconds", default=2.5, help="How long a card stands."),
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
    fields = place.fields([*names(SPAN), "seconds", "easing"], required=["from", "to", "seconds"])
    said = read_options(fields, (*SPAN, SECONDS, EASING))
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
            {"from": shot.first, "to": shot.last, "seconds": shot.seconds} | write_options(shot, (EASING,))
            for shot in film.shots
        ],
        "pauses": [{"step": pause.step} | write_options(pause, (SECONDS,)) for pause in film.pauses],
        "camera": [{"step": key.step} | write_options(key, CAMERA) for key in film.camera],
        "captions": [{"from": each.first, "to": each.last, "text": each.text} for each in film.captions],
    }
    return {key: items for key, items in lists.items() if items} | write_options(film, OPTIONS)
