"""What floats on the canvas: its choices, the honesty badge, the read-out under the pointer, the coach's pill."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from lossstudio.ui.appearance.theme import Look
from lossstudio.ui.canvas.corners import Corners
from lossstudio.ui.canvas.floats import Badge, HoverLabel, Pill
from lossstudio.ui.canvas.view_camera import PRESETS
from lossstudio.ui.controls.button import IconButton
from lossstudio.ui.controls.combo import ComboBox
from lossstudio.ui.controls.segmented import SegmentedControl


class Tools:
    """The widgets over the surface, each in its corner; what they do is the canvas's affair.

    Parameters
    ----------
    over
        The canvas.
    modes
        What can be shown, each with its words.
    """

    def __init__(self, look: Look, over: QWidget, modes: Sequence[tuple[str, str]]) -> None:
        self._look, self._over = look, over
        self.modes = SegmentedControl(look, modes, name="What is shown")
        self.planes = ComboBox(look, name="Plane", prefix="plane: ")
        self.planes.setToolTip("Which slice through parameter space is shown")
        self.plane_options = IconButton(look, "sliders-horizontal", name="Options of the plane")
        self.plane_options.setToolTip("The plane's kind, directions, place and range; fit it again")
        views = [(key, words) for key, (words, _) in PRESETS.items()]
        self.views = ComboBox(look, name="View", prefix="view: ", choices=[*views, ("own", "my own")])
        self.views.setToolTip("From where the surface is seen")
        self.badge = Badge(look, over)
        self.hover = HoverLabel(look, over)
        self.pill = Pill(look, over)
        self.pill.hide()
        self._corners = Corners(look, over)
        for widget in (self.modes, self.planes, self.plane_options, self.views):
            widget.setParent(over)

    def raise_all(self) -> None:
        """Bring them before the surface."""
        for widget in (*self._lasting, self.hover):
            widget.raise_()

    def covered(self) -> tuple[QRectF, ...]:
        """Return what they cover of the picture."""
        return tuple(QRectF(widget.geometry()) for widget in self._lasting if widget.isVisible())

    def place(self) -> None:
        """Put them into their corners."""
        self._corners.place()
        self._place_top()
        self._place_bottom()

    @property
    def _lasting(self) -> tuple[QWidget, ...]:
        """All but what comes and goes with the pointer."""
        return self.modes, self.planes, self.plane_options, self.views, self.badge, self.pill

    def _place_top(self) -> None:
        px, gap = self._look.px, self._look.px(12)
        self.modes.adjustSize()
        self.modes.move(gap, gap)
        self.views.setFixedWidth(self.views.whole_width())
        self.views.move(self._over.width() - gap - self.views.width(), gap)
        side = px(28)
        self.plane_options.setFixedSize(side, side)
        room = self.views.x() - self.modes.geometry().right() - 3 * px(8) - side
        self.planes.setFixedWidth(max(px(64), min(self.planes.whole_width(), room, px(220))))
        self.planes.move(self.modes.geometry().right() + px(8), gap)
        self.plane_options.move(self.planes.geometry().right() + px(6), gap)

    def _place_bottom(self) -> None:
        width, height, gap = self._over.width(), self._over.height(), self._look.px(12)
        self.pill.fit(width - 3 * gap - self.badge.sizeHint().width())
        beside = self.pill.width() + gap if self.pill.isVisible() else 0
        self.badge.resize(min(self.badge.sizeHint().width(), width - 2 * gap - beside), self._look.px(20))
        self.badge.move(gap, height - gap - self.badge.height())
        self.pill.move(width - gap - self.pill.width(), height - gap - self.pill.height())
