"""A Moment is what is to be shown: a run, a place in it, and a way of looking."""

from dataclasses import dataclass, replace

from lossstudio.core.array import Floats, Integers
from lossstudio.core.landscape.landscape import Landscape
from lossstudio.core.numbers import DIGITS
from lossstudio.core.objective.objective import Objective
from lossstudio.picture.colors import ColormapName, Theme
from lossstudio.picture.runners_drawn import few_of
from lossstudio.picture.scene.box import HeightScale
from lossstudio.picture.scene.guests import HOST, PathSection
from lossstudio.run.analysis.explanation import Explanation
from lossstudio.run.analysis.step_view import thetas_at
from lossstudio.run.training.thetas import Thetas


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Moment:
    """What is to be shown: a run, a place in it, and a way of looking.

    Attributes
    ----------
    landscape, objective
        The surface on show, and what it was sampled from: paths lie at this objective's losses.
    theta
        ``(n + 1, R, P)``: every step so far, or at least up to the one after the moment.
    names
        The runners'.
    theme, colormap, scale
        The look; `scale` says how losses become heights.
    step, fraction
        When: at a step, or on the way to the next.
    phase
        0: none, 1: predict, 2: loss, 3: gradient, 4: update.
    runner
        The selected one, whose arrows are drawn.
    explanation
        The numbers of this step of the selected runner; without it there are no arrows.
    ghost
        ``(n, R, P)``: a future that was given up.
    axis_names
        What the axes are called; None: as the plane has it.
    badge
        What the picture says about its own honesty.
    top, floor
        The losses at the top and the bottom of the box, as while a start is dragged or one surface gives way to
        another; None: as the starts and the landscape decide.
    curvature
        Whether the tangent patch and the directions of extreme curvature are drawn at the selected ball.
    sections
        What each runner minimises from which step on, beside what the surface shows; empty: nothing else, ever.
    fog
        Whether only what lies around the balls is seen of the surface.
    digits
        With how many significant digits losses are written.
    entered, left
        How far (0..1) the arrows of the phase have come, and how far they have gone again.
    """

    landscape: Landscape
    objective: Objective
    theta: Thetas
    names: tuple[str, ...]
    theme: Theme
    colormap: ColormapName = "lagoon"
    scale: HeightScale = "linear"
    step: int = 0
    fraction: float = 0.0
    phase: int = 0
    runner: int = 0
    explanation: Explanation | None = None
    ghost: Floats | None = None
    axis_names: tuple[str, str] | None = None
    badge: str = ""
    top: float | None = None
    floor: float | None = None
    curvature: bool = False
    sections: tuple[tuple[PathSection, ...], ...] = ()
    fog: bool = False
    digits: int = DIGITS
    entered: float = 1.0
    left: float = 0.0

    def sections_of(self, runner: int) -> tuple[PathSection, ...]:
        """Return the sections of one runner."""
        return self.sections[runner] if self.sections else HOST

    @property
    def here(self) -> Floats:
        """The parameters ``(R, P)`` at the moment."""
        return thetas_at(self.theta, self.step, self.fraction)

    def with_few(self, few: Integers) -> "Moment":
        """Return the moment with these runners ``(n,)`` alone, where not all are drawn; `theta` still has them all."""
        if len(few) == len(self.names):
            return self
        return replace(
            self,
            names=tuple(self.names[runner] for runner in few),
            theme=replace(self.theme, runners=tuple(self.theme.runner(runner) for runner in few)),
            runner=int(few.searchsorted(self.runner)),
            ghost=None if self.ghost is None else self.ghost[:, few],
            badge="; ".join(filter(None, (self.badge, few_of(len(self.names))))),
            sections=tuple(self.sections[runner] for runner in few) if self.sections else (),
        )
