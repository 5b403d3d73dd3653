"""The Parameters panel: values and gradients of the selected runner."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lossstudio.core.array import Floats
from lossstudio.core.group import Group
from lossstudio.core.numbers import readout
from lossstudio.run.kinds import kind_of
from lossstudio.studio.commands.view import select_parameter
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.card import ScrollArea
from lossstudio.ui.controls.number import fitted
from lossstudio.ui.controls.throttle import Throttle
from lossstudio.ui.panels.panel import Panel
from lossstudio.ui.panels.parameters.critical_point_line import PointLine
from lossstudio.ui.panels.parameters.table_rows import TableRows, longest_of
from lossstudio.ui.panels.parameters.units_line import UnitsLine
from lossstudio.ui.playback.step_on_show import StepWords, step_on_show

ROW_PX = 26.0
HEADING_PX = 22.0
NAME_PX, WIDEST_PX, NUMBER_PX = 30.0, 64.0, 64.0


@dataclass(frozen=True, slots=True, eq=False)
class Parameters:
    """What the table shows; `gradient` is None while it isn't known."""

    names: tuple[str, ...]
    groups: tuple[Group, ...]
    values: Floats
    gradient: Floats | None
    color: str
    selected: int


class ParameterTable(QWidget):
    """Rows of bars; groups of many parameters have headings.

    Signals
    -------
    chosen(int)
        A person chose a parameter.
    """

    chosen = Signal(int)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._shown: Parameters | None = None
        self._told = ""
        self._rows, self._names = TableRows(), tuple[str, ...]()
        self.name_width = appearance.px(NAME_PX)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Parameters")
        self.setToolTip("Value and gradient of each parameter; click to follow one through the step")
        appearance.changed.connect(self._measure)

    def show_parameters(self, parameters: Parameters) -> None:
        """Show these."""
        rows = TableRows.of(len(parameters.names), parameters.groups)
        self._shown = parameters
        if (rows, parameters.names) != (self._rows, self._names):
            self._rows, self._names = rows, parameters.names
            self._measure()
        self.tell(self._told)
        self.update()

    @property
    def shown(self) -> Parameters | None:
        """What is shown."""
        return self._shown

    def tell(self, words: str) -> None:
        """Let screen readers hear these words before the followed parameter's numbers."""
        self._told = words
        followed = "" if self._shown is None else self.line_of(self._shown.selected)
        self.setAccessibleDescription(", ".join(filter(None, (words, followed))))

    def _measure(self) -> None:
        """Make the column of names as wide as the longest, within reason."""
        metrics = QFontMetrics(self._appearance.font(10, QFont.Weight.DemiBold, italic=True))
        longest = max((metrics.horizontalAdvance(name) for name in longest_of(self._names)), default=0)
        self.name_width = min(
            max(longest + self._appearance.px(10), self._appearance.px(NAME_PX)), self._appearance.px(WIDEST_PX)
        )
        self.updateGeometry()

    def line_of(self, index: int) -> str:
        """Return a row in words."""
        told = self._shown
        if told is None or index >= len(told.names):
            return ""
        gradient = "" if told.gradient is None else f", gradient {readout(told.gradient[index])}"
        return f"{told.names[index]} {readout(told.values[index])}{gradient}"

    def place_of(self, index: int) -> QRect:
        """Return where a parameter's row is."""
        row = self._rows.row_of(index, *self._heights)
        return QRect() if row is None else QRectF(0, row.top, self.width(), row.height).toRect()

    def sizeHint(self) -> QSize:
        px = self._appearance.px
        return QSize(px(240), round(self._rows.height(*self._heights)) or px(ROW_PX))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._appearance.px(200), self.sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        y = event.position().y()
        for row in self._rows.between(y, y + 1, *self._heights):
            if isinstance(row.what, int):
                self.chosen.emit(row.what)
            return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}.get(Qt.Key(event.key()))
        if way is None or self._shown is None:
            super().keyPressEvent(event)
        else:
            self.chosen.emit((self._shown.selected + way) % len(self._shown.names))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shown is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scales = (_largest(self._shown.values), _largest(self._shown.gradient))
        seen = event.rect()
        for what, top, height in self._rows.between(seen.top(), seen.bottom() + 1, *self._heights):
            self._paint_row(painter, what, QRectF(0, top, self.width(), height), scales)
        if self.hasFocus():
            painter.setPen(self._appearance.color("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _paint_row(self, painter: QPainter, row: int | str, place: QRectF, scales: tuple[float, float]) -> None:
        appearance, told = self._appearance, self._shown
        assert told is not None
        if isinstance(row, str):
            painter.setFont(appearance.font(9))
            painter.setPen(appearance.color("secondary"))
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, row)
            return
        if row == told.selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(appearance.color("raised"))
            painter.drawRoundedRect(place.adjusted(-2, 1, 2, -1), appearance.px(4), appearance.px(4))
        painter.setPen(appearance.color("text"))
        painter.setFont(appearance.font(10, QFont.Weight.DemiBold, italic=True))
        name = QRectF(place.left() + appearance.px(4), place.top(), self.name_width - appearance.px(4), place.height())
        painter.drawText(name, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, told.names[row])
        half = (place.width() - self.name_width) / 2
        first = QRectF(place.left() + self.name_width, place.top(), half, place.height())
        self._paint_number(painter, first, told.values, row, scales[0], told.color)
        if told.gradient is not None:
            second = first.translated(half, 0)
            self._paint_number(painter, second, told.gradient, row, scales[1], appearance.theme.error)

    def _paint_number(
        self, painter: QPainter, place: QRectF, values: Floats, row: int, scale: float, color: str
    ) -> None:
        appearance = self._appearance
        painter.setPen(appearance.color("text"))
        font = appearance.font(10, QFont.Weight.DemiBold)
        painter.setFont(font)
        text = QRectF(place.left(), place.top(), appearance.px(NUMBER_PX), place.height())
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(text, side, fitted(float(values[row]), QFontMetrics(font), text.width()))
        left, thick = text.right() + appearance.px(8), appearance.px(10)
        bar = QRectF(left, place.center().y() - thick / 2, place.right() - left - appearance.px(8), thick)
        painter.fillRect(bar, appearance.color("track"))
        share = float(np.clip(values[row] / scale, -1.0, 1.0)) if np.isfinite(values[row]) else 0.0
        middle = bar.center().x()
        filled = QRectF(min(middle, middle + share * bar.width() / 2), bar.top(), abs(share) * bar.width() / 2, thick)
        painter.fillRect(filled, color)
        painter.fillRect(QRectF(middle - 0.5, bar.top() - 1, 1, thick + 2), appearance.color("secondary"))

    @property
    def _heights(self) -> tuple[int, int]:
        """How high a heading and a parameter's row are."""
        return self._appearance.px(HEADING_PX), self._appearance.px(ROW_PX)


def _largest(values: Floats | None) -> float:
    finite = np.zeros(0) if values is None else np.abs(values[np.isfinite(values)])
    return float(finite.max(initial=0.0)) or 1.0


LEAST_ROWS_PX, MOST_ROWS_PX = 100.0, 168.0
"""A longer table scrolls."""


class ParametersPanel(Panel):
    """Values and gradients."""

    key, menu_name, shortcut = "parameters", "Parameters", "Alt+7"
    column = "right"
    when_low = "shares"

    def __init__(self, studio: Studio, appearance: Appearance) -> None:
        super().__init__(studio, appearance)
        self.brief_title = "Params"
        self.table = ParameterTable(appearance)
        self.head = ColumnNames(appearance, self.table)
        self.rows = TableScroll(appearance, self.table)
        self.body.addWidget(self.head)
        self.body.addWidget(self.rows, 1)
        self.of_step = StepWords(studio, self.table.tell, self.head.say, self)
        self.units = UnitsLine(appearance)
        self.body.addWidget(self.units)
        self.point = PointLine(studio, appearance)
        self.body.addWidget(self.point)
        self.body.setSpacing(0)
        self._numbers = Throttle(self._show_numbers, self)
        for changed in (studio.explanation_changed, studio.cursor_moved):
            changed.connect(self._follow)
        for changed in (studio.timeline_replaced, studio.selection_changed):
            changed.connect(self._numbers.now)
        appearance.changed.connect(self._show_numbers)
        self.table.chosen.connect(self._choose)
        self._show_numbers()

    def _follow(self) -> None:
        if self.studio.playback.playing:
            self._numbers.ask()
        else:
            self._numbers.now()

    def _show_numbers(self) -> None:
        studio = self.studio
        view, told = step_on_show(studio), studio.analysis.told
        late = studio.playback.playing and view.peek("explanation") is None
        if late and told is not None and (told.timeline, told.runner) == (view.timeline, view.runner):
            view = told  # so that values and gradients are of one step
        explanation = view.peek("explanation")
        self.table.show_parameters(
            Parameters(
                names=view.compiled.problem.parameter_names,
                groups=view.compiled.problem.groups,
                values=view.thetas[view.runner],
                gradient=None if explanation is None else explanation.gradient,
                color=self.appearance.theme.runner(view.runner),
                selected=view.parameter,
            )
        )
        self.of_step.be_of(view)
        words = kind_of(studio.run.compiled.recipe.task).gradient_words
        self.head.call(words if view.on_all_rows else OF_BATCH)
        self.set_note(f"{studio.run.compiled.size}" if studio.run.compiled.size > len("xy") else "")
        self.rows.fit_rows()
        self.units.be_of(view)

    def _choose(self, index: int) -> None:
        self.studio.apply(select_parameter(index))
        self.rows.ensureVisible(0, self.table.place_of(index).center().y(), 0, self.appearance.px(20))


OF_BATCH = ("gradient of the batch", "batch gradient", "gradient")
"""What the gradients are called where the update sees some rows only: the line below is of all."""


class ColumnNames(QWidget):
    """What the two columns of numbers are."""

    def __init__(self, appearance: Appearance, table: ParameterTable) -> None:
        super().__init__()
        self._appearance, self._table = appearance, table
        self.blame: tuple[str, ...] = ()
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.refits(self)

    def call(self, words: tuple[str, ...]) -> None:
        """Call the second column so, by the first of these words that fit."""
        if words != self.blame:
            self.blame = words
            self.update()

    def say(self, words: str) -> None:
        """Say of which step the numbers are."""
        self._words = words
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._appearance.px(200), self._appearance.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = self._appearance.font(9)
        painter.setFont(font)
        painter.setPen(self._appearance.color("secondary"))
        left = self._table.name_width
        half = (self._table.width() - left) / 2
        for number, choices in enumerate(((f"value {self._words}", self._words or "value"), self.blame)):
            place = QRectF(
                left + number * half + self._appearance.px(6), 0, half - self._appearance.px(4), self.height()
            )
            fitting = [words for words in choices if QFontMetrics(font).horizontalAdvance(words) <= place.width()]
            words = (*fitting, choices[-1])[0]
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)


class TableScroll(ScrollArea):
    """As high as its table, up to a few rows; then it scrolls."""

    def __init__(self, appearance: Appearance, table: ParameterTable) -> None:
        super().__init__(table)
        self._appearance, self._table, self._asked = appearance, table, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def fit_rows(self) -> None:
        """Ask for as much height as the table has now."""
        if self._table.sizeHint().height() != self._asked:
            self._asked = self._table.sizeHint().height()
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._appearance.px(240), min(self._table.sizeHint().height(), self._appearance.px(MOST_ROWS_PX)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._appearance.px(200), min(self._table.sizeHint().height(), self._appearance.px(LEAST_ROWS_PX)))
