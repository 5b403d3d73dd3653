"""How a document is looked at: camera, colours, height and theme."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from lossstudio.run.problem import Part

Height: TypeAlias = Literal["linear", "log", "clipped"]
Colormap: TypeAlias = Literal["lagoon", "viridis", "cividis"]
Theme: TypeAlias = Literal["system", "light", "dark"]
FitView: TypeAlias = Literal["chart", "metrics", "calibration"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraSpec:
    """Where the eye is: degrees, and the distance in box sizes."""

    azimuth: float = 25.0
    elevation: float = 35.0
    distance: float = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How it is looked at; `camera` None is automatic.

    `fog` hides the surface that is far from the balls; `curvature` shows how it bends at the selected one; `fit` says
    what stands beside the surface: the chart of the data, or how good the answers are; `rows` says on which rows the
    loss is shown as a surface.
    """

    camera: CameraSpec | None = None
    colormap: Colormap = "lagoon"
    height: Height = "linear"
    theme: Theme = "system"
    fog: bool = False
    curvature: bool = False
    fit: FitView = "chart"
    rows: Part = "train"
