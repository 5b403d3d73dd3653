"""How a scene is looked at: the eye, the colours and heights of the surface, and what stands beside it."""

from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias, get_args

from lossstudio.core.declared import Key, Record
from lossstudio.core.option import Choice, Number, Switch
from lossstudio.run.kinds.problem import Part

Height: TypeAlias = Literal["linear", "log", "clipped"]
Colormap: TypeAlias = Literal["lagoon", "viridis", "cividis"]
Theme: TypeAlias = Literal["system", "light", "dark"]
FitView: TypeAlias = Literal["chart", "metrics", "calibration"]
Residuals: TypeAlias = Literal["lines", "areas"]
PaneChoice: TypeAlias = Literal["one", "runners", "train_test"]

AZIMUTH = Number(help="The angle around the surface.", unit="°")
ELEVATION = Number(minimum=-90.0, maximum=90.0, help="The angle above the floor.", unit="°")


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraSpec:
    """Where the eye is: degrees, and the distance in box sizes; None stands as near as all is in the picture."""

    azimuth: Annotated[float, AZIMUTH, Key(always=True)] = 25.0
    elevation: Annotated[float, ELEVATION, Key(always=True)] = 35.0
    distance: Annotated[
        float | None,
        Number(
            minimum=0.0,
            open_minimum=True,
            optional=True,
            help="In sizes of the box; none: as near as all is in the picture.",
        ),
        Key(always=True),
    ] = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How it is looked at; `camera` None is automatic.

    `fog` hides the surface that is far from the balls; `curvature` shows how it bends at the selected one; `fit` says
    what stands beside the surface: the chart of the data, or how good the answers are; `rows` says on which rows the
    loss is shown as a surface; `residuals` how the chart of the data draws them; `panes` says
    whose surfaces stand side by side.
    """

    camera: Annotated[
        CameraSpec | None,
        Record(
            kinds=(CameraSpec,), optional=True, automatic="auto", help="Where the eye is; auto: as suits the surface."
        ),
    ] = None
    colormap: Annotated[Colormap, Choice(choices=get_args(Colormap), help="The colours of the surface.")] = "lagoon"
    height: Annotated[Height, Choice(choices=get_args(Height), help="How the loss becomes height.")] = "linear"
    theme: Annotated[Theme, Choice(choices=get_args(Theme), help="Light, dark, or as the system has it.")] = "system"
    fog: Annotated[bool, Switch(help="Whether only the surface around the balls is shown.")] = False
    curvature: Annotated[
        bool, Switch(help="Whether tangent patch and directions of curvature are shown at the ball.")
    ] = False
    fit: Annotated[FitView, Choice(choices=get_args(FitView), help="The fit as a chart, or how good it is.")] = "chart"
    rows: Annotated[Part, Choice(choices=get_args(Part), help="The rows whose loss is the surface.")] = "train"
    residuals: Annotated[
        Residuals,
        Choice(
            choices=get_args(Residuals),
            help="Residuals as lines, or as areas that show what each costs: squares, or bars for absolute errors.",
        ),
    ] = "lines"
    panes: Annotated[
        PaneChoice,
        Choice(
            choices=get_args(PaneChoice),
            help="One surface, one for each runner side by side, or one for the training and one for the test rows.",
        ),
    ] = "one"
