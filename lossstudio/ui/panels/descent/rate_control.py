"""The learning rate: a field, a button that finds a good one, and the ruler that says what each rate does."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lossstudio.studio.commands.rates import can_test_rates
from lossstudio.studio.commands.training import set_learning_rate
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Look
from lossstudio.ui.controls.button import Button
from lossstudio.ui.controls.card import ROW_GAP_PX, Row
from lossstudio.ui.controls.number import NumberField
from lossstudio.ui.controls.ruler import RulerSlider
from lossstudio.ui.dialogs.range_test import RangeTestSheet

SMALLEST, LARGEST = 1e-9, 1e6
HELP = "How far a step goes: the step is the learning rate times the gradient"


class RateControl(QWidget):
    """The selected runner's learning rate."""

    def __init__(self, studio: Studio, look: Look) -> None:
        super().__init__()
        self._studio, self._look = studio, look
        self.field = NumberField(look, name="Learning rate", bounds=(SMALLEST, LARGEST), logarithmic=True)
        self.field.setToolTip(HELP)
        self.finder = Button(look, "Find...")
        self.finder.setAccessibleName("Find a learning rate")
        self.ruler = RulerSlider(look)
        self.ruler.setToolTip(HELP)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(Row(look, "Learn. rate η", [self.field, self.finder]))
        self._column.addWidget(self.ruler)
        for part in (self.field, self.ruler):
            part.changed.connect(lambda rate: studio.apply(set_learning_rate(rate)))
            part.released.connect(studio.document.end_change)
        self.finder.clicked.connect(self._find)
        look.changed.connect(self._space)
        self._space()

    def show_rate(self) -> None:
        """Show the rate in force and what is known of its limit."""
        rate, limit = self._studio.snapshot.settings.learning_rate, self._studio.analysis.limit
        self.field.set_value(rate)
        studio = self._studio
        self.ruler.show_rate(rate, limit, everywhere=studio.analysis.limit_everywhere, arrives=studio.analysis.arrives)
        possible = can_test_rates(self._studio.snapshot)
        self.finder.setEnabled(possible)
        tells = "Try many learning rates for a few updates each, and see which one the loss falls fastest at"
        self.finder.setToolTip(tells if possible else "A game has no loss that falls, so none tells a learning rate")

    def _find(self) -> None:
        RangeTestSheet(self._studio, self._look, self.window()).open()

    def _space(self) -> None:
        self._column.setSpacing(self._look.px(ROW_GAP_PX))
