"""Which loss when: a person says what kind of answer is wanted, and sees which losses ask for it."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lossstudio.core.catalogue import Spec
from lossstudio.run.kinds import KINDS, kind_of
from lossstudio.studio.commands.objective import set_loss, set_objective
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.button import Button
from lossstudio.ui.controls.card import CardBackground, ScrollArea
from lossstudio.ui.controls.choices import OptionCard
from lossstudio.ui.controls.label import Label
from lossstudio.ui.dialogs.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A loss by its key, its name, and when it is the right one."""

    key: str
    name: str
    when: str


@dataclass(frozen=True, slots=True)
class AnswerKind:
    """A kind of answer that can be wanted.

    Attributes
    ----------
    key
        The task of data that ask for it; a word of its own where no data set does.
    words, examples
        What it is called, and what it could be.
    suggestions
        The losses for it, the usual first choice first.
    """

    key: str
    words: str
    examples: str
    suggestions: tuple[Suggestion, ...]


ANSWERS = (
    AnswerKind(
        "regression",
        "A number",
        "how heavy, how much, how long",
        (
            Suggestion(
                "mse", "Mean squared error", "The usual first choice. Twice the error costs four times as much."
            ),
            Suggestion("mae", "Mean absolute error", "Some of the data are far off and shouldn't decide the rest."),
            Suggestion("huber", "Huber", "A few outliers, and still a smooth slope near the minimum."),
            Suggestion("quantile", "Quantile", "Too little costs something else than too much: stock, spare time."),
            Suggestion("mape", "Mean absolute percentage error", "What counts is the share by which one is off."),
            Suggestion("poisson", "Poisson", "The number counts something: calls, goals, accidents."),
            Suggestion("distance", "Distance", "The answer is a place, several numbers at once."),
        ),
    ),
    AnswerKind(
        "binary",
        "Yes or no",
        "spam, ill, will it rain",
        (
            Suggestion(
                "bce", "Binary cross-entropy", "The usual first choice. It gives probabilities, from raw scores."
            ),
            Suggestion("focal", "Focal", "A yes is rare, and many easy noes drown it."),
            Suggestion("hinge", "Hinge", "Only the right side counts, with a margin; a probability isn't needed."),
            Suggestion("bce_on_probability", "Binary cross-entropy on a probability", "The model ends in a sigmoid."),
        ),
    ),
    AnswerKind(
        "multiclass",
        "One of many",
        "cat, dog or bird; which species",
        (
            Suggestion("cce", "Categorical cross-entropy", "The usual first choice. The softmax is in the loss."),
            Suggestion("multiclass_hinge", "Multi-class hinge", "The true class shall lead by a margin; that is all."),
            Suggestion(
                "cce_on_probability", "Categorical cross-entropy on probabilities", "The model ends in a softmax."
            ),
        ),
    ),
    AnswerKind(
        "distribution",
        "A distribution",
        "what is how likely",
        (
            Suggestion(
                "forward_kl", "KL, target first", "Nothing that happens may be called impossible: it covers all."
            ),
            Suggestion("reverse_kl", "KL, model first", "Nothing impossible may be proposed: it picks one hill."),
            Suggestion("jensen_shannon", "Jensen-Shannon", "Both ways alike, and never infinite."),
            Suggestion("hellinger", "Hellinger", "Both ways alike, between 0 and 1."),
        ),
    ),
    AnswerKind(
        "likeness",
        "A likeness",
        "the same face, a similar song",
        (
            Suggestion("contrastive", "Contrastive", "Of each pair it is known whether both are alike."),
            Suggestion("triplet", "Triplet", "It is only known that this is more like that than like the other."),
        ),
    ),
    AnswerKind(
        "game",
        "Something new",
        "a picture that was never taken",
        (
            Suggestion("non_saturating", "Adversarial", "One model makes, another judges: a game, not a way down."),
            Suggestion("wasserstein", "Wasserstein", "The judge says how far off, not just that it is off."),
        ),
    ),
)

OWN = (
    Suggestion("formula", "Formula", "None of them says what a mistake costs: type it yourself."),
    Suggestion("weighted_sum", "Weighted sum", "Two things are wanted at once: add losses, each with its weight."),
)
"""What fits every kind of answer."""


ASKING = {kind.asked_as: kind.key for kind in KINDS.values() if kind.asked_as}
"""The kind of objective that an answer asks for which no model gives row by row."""


def answer_for(task: str) -> AnswerKind:
    """Return the kind of answer that a task asks for; a number where it is none of them."""
    return next((answer for answer in ANSWERS if answer.key == task), ANSWERS[0])


SIZE_PX = (820, 560)
ANSWERS_PX = 216


class LossChooser(Sheet):
    """Kinds of answers at the left, losses at the right; a press on Use takes one."""

    def __init__(self, studio: Studio, appearance: Appearance, window: QWidget) -> None:
        super().__init__(appearance, window, "Which loss when?", SIZE_PX)
        self._studio = studio
        self.column.addWidget(Label(appearance, "First: what kind of answer is wanted?", quiet=True))
        self.answers = {answer.key: OptionCard(appearance, answer.words, answer.examples) for answer in ANSWERS}
        self.uses: dict[str, Button] = {}
        self._list = ScrollArea()
        self._close = Button(appearance, "Close")
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
        column.setContentsMargins(0, 0, self._appearance.px(6), 0)
        column.setSpacing(self._appearance.px(8))
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
        prepared = self._studio.run.compiled.problem.prepared
        return prepared.task if prepared is not None else ""

    def _line(self, answer: AnswerKind, suggestion: Suggestion) -> QWidget:
        appearance, px = self._appearance, self._appearance.px
        ground = CardBackground(appearance)
        line = QHBoxLayout(ground)
        line.setContentsMargins(px(12), px(8), px(12), px(8))
        line.setSpacing(px(12))
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(Label(appearance, suggestion.name, weight=QFont.Weight.DemiBold))
        for text in (suggestion.when, self._trait(suggestion.key)):
            if text:
                label = Label(appearance, text, points=9, quiet=True)
                label.setWordWrap(True)
                words.addWidget(label)
        line.addLayout(words, 1)
        line.addWidget(self._use(answer, suggestion), 0, Qt.AlignmentFlag.AlignVCenter)
        return ground

    def _use(self, answer: AnswerKind, suggestion: Suggestion) -> Button:
        loss = self._studio.snapshot.settings.loss
        used = loss is not None and loss.kind == suggestion.key
        button = self.uses[suggestion.key] = Button(self._appearance, "In use" if used else "Use")
        button.setAccessibleName(f"Use {suggestion.name}")
        problem = self._problem(answer, suggestion)
        button.setEnabled(not used and not problem)
        begins = "Minimise this loss" if self._fits(answer) else f"Begin anew with {answer.words.lower()}"
        button.setToolTip(problem or f"{begins}: {suggestion.name}")
        button.clicked.connect(lambda: self._take(answer, suggestion.key))
        return button

    def _problem(self, answer: AnswerKind, suggestion: Suggestion) -> str:
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

    def _take(self, answer: AnswerKind, key: str) -> None:
        """Minimise this loss; what asks for it comes with it where the document is about something else."""
        if self._fits(answer):
            self._studio.apply(set_loss(Spec(key)))
        else:
            self._studio.apply(set_objective(ASKING[answer.key], Spec(key)))
        self.accept()

    def _fits(self, answer: AnswerKind) -> bool:
        """Say whether the document is of the kind that gives such answers."""
        kind = ASKING.get(answer.key)
        return kind is None or kind == kind_of(self._studio.document.scene.recipe.task).key

    def _lay_out(self) -> None:
        appearance = self._appearance
        left = QWidget()
        left.setFixedWidth(appearance.px(ANSWERS_PX))
        cards = QVBoxLayout(left)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(appearance.px(8))
        for card in self.answers.values():
            cards.addWidget(card)
        cards.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(appearance.px(16))
        middle.addWidget(left)
        middle.addWidget(self._list, 1)
        self.column.addLayout(middle, 1)
        self.foot.addStretch(1)
        self.foot.addWidget(self._close)
        self.column.addLayout(self.foot)
