"""The plane of a document: which slice through parameter space is on show."""

from dataclasses import replace
from typing import Any, get_args

from lossstudio.core.option import Choice, Integer, Number, Option, Sequence, Text
from lossstudio.project.parts.entries import names, read_options, write_options
from lossstudio.project.parts.runners import THETA
from lossstudio.project.parts.training import MOST_STEPS, RUNNER_NAME, SEED, STEP
from lossstudio.project.place import Place
from lossstudio.run.plane_spec import PlaneKind, PlaneSpec

PLANE_KIND = Choice(name="kind", default="axes", choices=get_args(PlaneKind), help="How the slice is chosen.")
RANGE = Sequence(
    name="range",
    default=None,
    optional=True,
    shortest=4,
    longest=4,
    item=Number(name="bound", default=0.0, help="One end of an axis."),
    help="The ends of both axes: x low, x high, y low, y high; none: fitted to the path.",
)
OPTIONS: dict[PlaneKind, tuple[Option, ...]] = {
    "axes": (
        Sequence(
            name="axes",
            default=(0, 1),
            shortest=2,
            longest=2,
            item=Integer(name="axis", default=0, minimum=0, help="A parameter's number."),
            help="The numbers of the two parameters.",
        ),
    ),
    "pca": (
        replace(RUNNER_NAME, name="runner", default=None, optional=True, help="Whose path; none: the first runner's."),
        Sequence(
            name="steps",
            default=None,
            optional=True,
            shortest=2,
            longest=2,
            item=Integer(name="step", default=0, minimum=0, maximum=MOST_STEPS, help="A step of the path."),
            help="The first and last step of the path that the plane is fitted to; none: all.",
        ),
    ),
    "random": (SEED,),
    "directions": (
        replace(THETA, name="x", help="The first direction."),
        replace(THETA, name="y", help="The second direction."),
        Sequence(
            name="names",
            default=PlaneSpec().names,
            shortest=2,
            longest=2,
            item=Text(name="name", default="direction", longest=60, help="What an axis is called."),
            help="What the two directions are called on the axes.",
        ),
    ),
    "eigenvectors": (),
}


def read_plane(place: Place) -> PlaneSpec:
    """Return the plane that an object says."""
    entries = place.entries()
    place.require(entries, ["kind"])
    kind: PlaneKind = entries["kind"].check(PLANE_KIND)
    fields = place.fields(["kind", *names(OPTIONS[kind]), "origin", "range"])
    place.require(fields, ["x", "y"] if kind == "directions" else [])
    said = read_options(fields, (*OPTIONS[kind], RANGE))
    if "origin" in fields:
        said["origin"] = _read_origin(fields["origin"])
    plane = PlaneSpec(kind=kind, **said)
    _check_pairs(plane, fields)
    return plane


def _read_origin(place: Place) -> int | tuple[float, ...] | None:
    origin: int | tuple[float, ...] | None = place.check(
        THETA if isinstance(place.value, list) else replace(STEP, optional=True)
    )
    return origin


def _check_pairs(plane: PlaneSpec, fields: dict[str, Place]) -> None:
    if plane.steps is not None and plane.steps[0] >= plane.steps[1]:
        raise fields["steps"].error("must be a first and a later step")
    if plane.range is not None and not (plane.range[0] < plane.range[1] and plane.range[2] < plane.range[3]):
        raise fields["range"].error("must be x low, x high, y low, y high, each low below its high")


def write_plane(plane: PlaneSpec) -> dict[str, Any]:
    """Return the object that says a plane."""
    written: dict[str, Any] = {"kind": plane.kind}
    if plane.kind == "axes":
        written["axes"] = list(plane.axes)
    written |= write_options(plane, OPTIONS[plane.kind])
    if plane.origin is not None:
        written["origin"] = list(plane.origin) if isinstance(plane.origin, tuple) else plane.origin
    return written | write_options(plane, (RANGE,))
