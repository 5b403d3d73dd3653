"""Which loss when: a person says what kind of answer is wanted, and sees which losses ask for it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lossstudio.core.spec import Spec
from lossstudio.run.kinds import kind_of
from lossstudio.studio.commands.loss import set_loss
from lossstudio.studio.commands.objective import set_objective
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Look
from lossstudio.ui.controls.button import Button
from lossstudio.ui.controls.card import Ground
from lossstudio.ui.controls.label import Label
from lossstudio.ui.controls.option_card import OptionCard
from lossstudio.ui.controls.scroll_area import ScrollArea
from lossstudio.ui.dialogs.loss_guide import ANSWERS, ASKING, OWN, Answer, Suggestion, answer_for
from lossstudio.ui.dialogs.sheet import Sheet

SIZE_PX = (820, 560)
ANSWERS_PX = 216


class LossChooser(Sheet):
    """Kinds of answers at the left, losses at the right; a press on Use takes one."""

    def __init__(self, studio: Studio, look: Look, window: QWidget) -> None:
        super().__init__(look, window, "Which loss when?", SIZE_PX)
        self._studio = studio
        self.column.addWidget(Label(look, "First: what kind of answer is wanted?", quiet=True))
        self.answers = {answer.key: OptionCard(look, answer.words, answer.examples) for answer in ANSWERS}
        self.uses: dict[str, Button] = {}
        self._list = ScrollArea()
        self._close = Button(look, "Close")
        self._lay_out()
        for key, card in self.answers.items():
            card.clicked.connect(lambda _checked=False, key=key: self.show_answer(key))
        self._close.clicked.connect(self.reject)
        self.show_answer(answer_for(self._asked).key)

    def show_answer(self, key: str) -> None:
        """Show the losses for a kind of answer."""
        answer = answer_for(key)
        for other, card in self.answers.items():
            card.setChecked(other == answer.key)
        self.uses = {}
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, self._look.px(6), 0)
        column.setSpacing(self._look.px(8))
        for suggestion in (*answer.suggestions, *OWN):
            column.addWidget(self._line(answer, suggestion))
        column.addStretch(1)
        self._list.hold(inside)

    @property
    def _asked(self) -> str:
        """What kind of answer the document asks for."""
        kind = kind_of(self._studio.document.scene.recipe.task)
        if kind.asked_as:
            return kind.asked_as
        prepared = self._studio.run.course.problem.prepared
        return prepared.task if prepared is not None else ""

    def _line(self, answer: Answer, suggestion: Suggestion) -> QWidget:
        look, px = self._look, self._look.px
        ground = Ground(look)
        line = QHBoxLayout(ground)
        line.setContentsMargins(px(12), px(8), px(12), px(8))
        line.setSpacing(px(12))
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(Label(look, suggestion.name, weight=QFont.Weight.DemiBold))
        for text in (suggestion.when, self._trait(suggestion.key)):
            if text:
                label = Label(look, text, points=9, quiet=True)
                label.setWordWrap(True)
                words.addWidget(label)
        line.addLayout(words, 1)
        line.addWidget(self._use(answer, suggestion), 0, Qt.AlignmentFlag.AlignVCenter)
        return ground

    def _use(self, answer: Answer, suggestion: Suggestion) -> Button:
        loss = self._studio.snapshot.settings.loss
        used = loss is not None and loss.kind == suggestion.key
        button = self.uses[suggestion.key] = Button(self._look, "In use" if used else "Use")
        button.setAccessibleName(f"Use {suggestion.name}")
        problem = self._problem(answer, suggestion)
        button.setEnabled(not used and not problem)
        begins = "Minimise this loss" if self._fits(answer) else f"Begin anew with {answer.words.lower()}"
        button.setToolTip(problem or f"{begins}: {suggestion.name}")
        button.clicked.connect(lambda: self._take(answer, suggestion.key))
        return button

    def _problem(self, answer: Answer, suggestion: Suggestion) -> str:
        """Say why a loss can't be used on the open document; nothing when it can."""
        losses = kind_of(self._studio.document.scene.recipe.task).losses
        if answer.key in ASKING and suggestion not in OWN:
            return ""
        if losses is None or suggestion.key not in losses:
            return f"The open scene doesn't ask for {answer.words.lower()}"
        tasks = getattr(losses[suggestion.key], "tasks", (self._asked,))
        if self._asked in tasks:
            return ""
        return f"These data ask for {answer_for(self._asked).words.lower()}, not for {answer.words.lower()}"

    def _trait(self, key: str) -> str:
        """Return a loss' key trait as a sentence, where the open scene's catalogue knows it."""
        losses = kind_of(self._studio.document.scene.recipe.task).losses
        trait = losses[key].trait if losses is not None and key in losses else ""
        return f"{trait[:1].upper()}{trait[1:]}." if trait else ""

    def _take(self, answer: Answer, key: str) -> None:
        """Minimise this loss; what asks for it comes with it where the document is about something else."""
        if self._fits(answer):
            self._studio.apply(set_loss(Spec(key)))
        else:
            self._studio.apply(set_objective(ASKING[answer.key], Spec(key)))
        self.accept()

    def _fits(self, answer: Answer) -> bool:
        """Say whether the document is of the kind that gives such answers."""
        kind = ASKING.get(answer.key)
        return kind is None or kind == kind_of(self._studio.document.scene.recipe.task).key

    def _lay_out(self) -> None:
        look = self._look
        left = QWidget()
        left.setFixedWidth(look.px(ANSWERS_PX))
        cards = QVBoxLayout(left)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(look.px(8))
        for card in self.answers.values():
            cards.addWidget(card)
        cards.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(look.px(16))
        middle.addWidget(left)
        middle.addWidget(self._list, 1)
        self.column.addLayout(middle, 1)
        self.foot.addStretch(1)
        self.foot.addWidget(self._close)
        self.column.addLayout(self.foot)
