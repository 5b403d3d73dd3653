"""The Parameters panel: values and gradients of the selected runner."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lossstudio.run.kinds import kind_of
from lossstudio.studio.commands.view import select_parameter
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Look
from lossstudio.ui.controls.scroll_area import ScrollArea
from lossstudio.ui.controls.throttle import Throttle
from lossstudio.ui.panels.chart_schedule import thetas_on_show
from lossstudio.ui.panels.panel import Panel
from lossstudio.ui.panels.parameters.critical_point_line import PointLine
from lossstudio.ui.panels.parameters.parameter_table import Parameters, ParameterTable

LEAST_ROWS_PX, MOST_ROWS_PX = 100.0, 168.0
"""A longer table scrolls."""


class ParametersPanel(Panel):
    """Values and gradients."""

    key, menu_name, shortcut = "parameters", "Parameters", "Alt+7"
    column = "right"
    when_low = "shares"

    def __init__(self, studio: Studio, look: Look) -> None:
        super().__init__(studio, look)
        self.table = ParameterTable(look)
        self.head = ColumnNames(look, self.table)
        self.rows = TableScroll(look, self.table)
        self.body.addWidget(self.head)
        self.body.addWidget(self.rows, 1)
        self.point = PointLine(studio, look)
        self.body.addWidget(self.point)
        self.body.setSpacing(0)
        self._numbers = Throttle(self._show_numbers, self)
        for changed in (studio.explanation_changed, studio.cursor_moved):
            changed.connect(self._follow)
        for changed in (studio.timeline_replaced, studio.selection_changed):
            changed.connect(self._numbers.now)
        look.changed.connect(self._show_numbers)
        self.table.chosen.connect(self._choose)
        self._show_numbers()

    def _follow(self) -> None:
        if self.studio.playback.playing:
            self._numbers.ask()
        else:
            self._numbers.now()

    def _show_numbers(self) -> None:
        studio = self.studio
        told = studio.analysis.explanation
        known = (
            told is not None and told.runner == studio.selection.runner and told.gradient.size == studio.run.course.size
        )
        at_step = known and told is not None and told.step == studio.playback.step
        self.table.show_parameters(
            Parameters(
                names=studio.run.course.problem.parameter_names,
                groups=studio.run.course.problem.groups,
                values=thetas_on_show(studio)[studio.selection.runner],
                gradient=told.gradient
                if told is not None and (at_step or (known and studio.playback.playing))
                else None,
                color=self.look.theme.runner(studio.selection.runner),
                selected=min(studio.analysis.parameter, studio.run.course.size - 1),
            )
        )
        self.head.call(kind_of(studio.run.course.recipe.task).gradient_words)
        self.set_note(f"{studio.run.course.size}" if studio.run.course.size > len("xy") else "")
        self.rows.fit_rows()

    def _choose(self, index: int) -> None:
        self.studio.apply(select_parameter(index))
        self.rows.ensureVisible(0, self.table.place_of(index).center().y(), 0, self.look.px(20))


class ColumnNames(QWidget):
    """What the two columns of numbers are."""

    def __init__(self, look: Look, table: ParameterTable) -> None:
        super().__init__()
        self._look, self._table = look, table
        self.blame: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def call(self, words: tuple[str, ...]) -> None:
        """Call the second column so, by the first of these words that fit."""
        if words != self.blame:
            self.blame = words
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(200), self._look.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = self._look.font(9)
        painter.setFont(font)
        painter.setPen(self._look.color("secondary"))
        left = self._table.name_width
        half = (self._table.width() - left) / 2
        for number, choices in enumerate((("value",), self.blame)):
            place = QRectF(left + number * half + self._look.px(6), 0, half - self._look.px(4), self.height())
            fitting = [words for words in choices if QFontMetrics(font).horizontalAdvance(words) <= place.width()]
            words = (*fitting, choices[-1])[0]
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)


class TableScroll(ScrollArea):
    """As high as its table, up to a few rows; then it scrolls."""

    def __init__(self, look: Look, table: ParameterTable) -> None:
        super().__init__(table)
        self._look, self._table, self._asked = look, table, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def fit_rows(self) -> None:
        """Ask for as much height as the table has now."""
        if self._table.sizeHint().height() != self._asked:
            self._asked = self._table.sizeHint().height()
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(240), min(self._table.sizeHint().height(), self._look.px(MOST_ROWS_PX)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(200), min(self._table.sizeHint().height(), self._look.px(LEAST_ROWS_PX)))
