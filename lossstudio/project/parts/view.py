"""How a document is looked at: camera, colours, height and theme."""

from typing import Any, get_args

from lossstudio.core.option import Choice, Number, Option, Switch
from lossstudio.project.parts.entries import names, read_options, write_options
from lossstudio.project.place import Place
from lossstudio.project.view import CameraSpec, Colormap, FitView, Height, Theme, View
from lossstudio.run.problem import Part

VIEW: tuple[Option, ...] = (
    Choice(name="colormap", default="lagoon", choices=get_args(Colormap), help="The colours of the surface."),
    Choice(name="height", default="linear", choices=get_args(Height), help="How the loss becomes height."),
    Choice(name="theme", default="system", choices=get_args(Theme), help="Light, dark, or as the system has it."),
    Switch(name="fog", default=False, help="Show only the surface around the balls."),
    Switch(name="curvature", default=False, help="Show tangent patch and directions of curvature at the ball."),
    Choice(name="fit", default="chart", choices=get_args(FitView), help="The fit as a chart, or how good it is."),
    Choice(name="rows", default="train", choices=get_args(Part), help="The rows whose loss is the surface."),
)
CAMERA: tuple[Option, ...] = (
    Number(name="azimuth", default=25.0, help="The angle around the surface.", unit="°", slider=(-180.0, 180.0)),
    Number(name="elevation", default=35.0, minimum=-90.0, maximum=90.0, help="The angle above the floor.", unit="°"),
    Number(name="distance", default=3.0, minimum=0.0, open_minimum=True, help="In sizes of the box."),
)
AUTOMATIC = "auto"


def read_view(place: Place) -> View:
    """Return the view that an object says."""
    fields = place.fields(["camera", *names(VIEW)])
    return View(camera=_read_camera(fields.get("camera")), **read_options(fields, VIEW))


def _read_camera(place: Place | None) -> CameraSpec | None:
    if place is None or place.value in (None, AUTOMATIC):
        return None
    if isinstance(place.value, str):
        raise place.error(f"must be {AUTOMATIC!r} or an object with azimuth, elevation and distance")
    return CameraSpec(**read_options(place.fields(names(CAMERA)), CAMERA))


def write_view(view: View) -> dict[str, Any]:
    """Return the object that says a view; empty when nothing differs from what is usual."""
    camera = {} if view.camera is None else {"camera": {name: getattr(view.camera, name) for name in names(CAMERA)}}
    return camera | write_options(view, VIEW)
