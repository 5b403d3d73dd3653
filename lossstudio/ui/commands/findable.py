"""What the palette finds: commands, examples, optimizers, losses, schedules, and every setting in the left column."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from lossstudio.core.catalogue import Spec
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.schedules import SCHEDULES
from lossstudio.project.examples import EXAMPLES
from lossstudio.run.kinds import kind_of
from lossstudio.studio.commands.command import Command as StudioCommand
from lossstudio.studio.commands.objective import set_loss
from lossstudio.studio.commands.training import set_optimizer, set_schedule
from lossstudio.ui.panels.panel import More, Panel
from lossstudio.ui.shell.window import Window


@dataclass(frozen=True, slots=True)
class Findable:
    """Something that can be found.

    Attributes
    ----------
    name
        What it is called.
    kind
        What it is one of: a menu, "Example", "Optimizer".
    tip
        One sentence about it.
    act
        Runs or opens it.
    keys
        Its shortcut; empty for none.
    words
        What else people call it.
    """

    name: str
    kind: str
    tip: str
    act: Callable[[], object]
    keys: str = ""
    words: str = ""


SYNONYMS = {
    "film": "export video movie animation mp4 gif render record save as film slides powerpoint",
    "films": "exports videos queue",
    "map": "sweep grid search heat map hyperparameters basins attraction",
    "save_map": "export sweep csv table picture heat map",
    "copy_picture": "export image screenshot png clipboard",
    "code": "export pytorch keras numpy python program script",
    "steps": "export csv table numbers download",
    "open": "load file project",
    "save_as": "store duplicate",
    "import_data": "csv excel load own data upload table",
    "examples": "gallery course lessons demos samples presets",
    "next_example": "course continue",
    "theme": "dark mode light mode night day theme colours scheme appearance look background",
    "contrast": "accessibility black white appearance theme",
    "still": "accessibility animation reduce motion vestibular",
    "larger": "zoom font size bigger text scale writing letters",
    "smaller": "zoom font size text scale writing letters",
    "play": "start run train training pause stop animate",
    "restart": "reset rewind beginning",
    "to_end": "finish last step skip",
    "more": "epochs iterations longer steps",
    "find_rate": "lr finder range test learning rate tune",
    "rate_up": "lr increase faster",
    "rate_down": "lr decrease slower",
    "add_runner": "race compare optimizers second descent",
    "present": "fullscreen full screen talk slides lecture projector presentation",
    "contour": "map level lines 2d heat map",
    "surface": "3d landscape",
    "view_best": "reset camera home view",
    "plane": "slice pca directions axes projection",
    "curvature": "hessian eigenvalues",
    "test_rows": "validation held out generalisation train test split",
    "undo": "back revert take back",
    "shortcuts": "help keys hotkeys keyboard",
    "loss_guide": "help choose loss function which criterion",
    "reset": "layout default panels",
    "acts_from": "branch from here",
    "orbit_left": "rotate camera",
    "slow_camera": "orbit turntable rotate animate",
    "orbit_right": "rotate camera",
    "zoom_in": "camera nearer",
    "zoom_out": "camera away",
    "notes": "comment description text",
    "title": "rename name",
    "read_step": "screen reader speak say aloud voice accessibility",
    "cross": "keyboard cursor crosshair start here place ball accessibility",
    "next_point": "select sample data keyboard",
    "previous_point": "select sample data keyboard",
    "add_point": "insert sample new data outlier",
    "remove_point": "delete sample data outlier",
}
"""What else people call a command, by its key."""
OTHER_NAMES = {
    "gd": "sgd stochastic gradient descent vanilla",
    "momentum": "heavy ball",
    "nesterov": "nag accelerated",
    "newton": "second order",
    "lbfgs": "quasi newton bfgs second order",
    "mse": "l2 squares quadratic least squares linear regression",
    "mae": "l1 absolute laplace",
    "bce": "log loss logistic regression cross entropy",
    "cce": "softmax cross entropy log loss",
    "hinge": "svm margin",
    "formula": "custom own loss typed",
    "cosine": "annealing decay",
    "exponential": "decay",
    "Learning rate": "lr eta step size",
    "Batch": "minibatch batch size",
    "Steps": "epochs iterations length",
    "Seed": "random",
    "Hidden layers": "network architecture units neurons",
    "Activation": "relu tanh sigmoid",
    "L1": "lasso regularisation penalty sparsity",
    "L2": "ridge weight decay regularisation penalty",
    "Noise": "data",
    "Test fraction": "validation split held out",
}
"""What else people call an entry of a catalogue, by its key, or a setting, by its name."""


def findables(window: Window) -> Iterator[Findable]:
    """Yield all that can be found now, in the order in which it is listed while nothing is typed."""
    yield from _commands(window)
    yield from _settings(window)
    yield from _entries(window)
    for key, example in EXAMPLES.items():
        deed = partial(window.documents.open_example, key)
        yield Findable(example.title, "Example", example.sentence, deed, words=f"{key} {key.replace('-', ' ')}")


def _commands(window: Window) -> Iterator[Findable]:
    for command, action in window.actions_of.commands():
        if action.isEnabled() and command.key != "palette":
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            name, words = command.text.removesuffix("..."), SYNONYMS.get(command.key, "")
            yield Findable(name, command.menu, command.tip, action.trigger, keys, words)


def _entries(window: Window) -> Iterator[Findable]:
    def apply(command: StudioCommand) -> None:
        window.studio.apply(command)
        window.studio.document.end_change()

    kind = kind_of(window.studio.document.scene.recipe.task)
    for key, optimizer in OPTIMIZERS.items():
        deed = partial(apply, set_optimizer(Spec(key)))
        yield Findable(optimizer.label, "Optimizer", optimizer.summary, deed, words=_words(key))
    for key, loss in (kind.losses or {}).items():
        yield Findable(loss.label, "Loss", loss.summary, partial(apply, set_loss(Spec(key))), words=_words(key))
    for key, schedule in SCHEDULES.items():
        deed = partial(apply, set_schedule(Spec(key)))
        yield Findable(schedule.label, "Schedule", schedule.summary, deed, words=_words(key))


def _words(key: str) -> str:
    return f"{key} {key.replace('_', ' ')} {OTHER_NAMES.get(key, '')}"


FIELDS = (QLineEdit, QComboBox, QCheckBox, QPlainTextEdit, QAbstractSpinBox)


def _settings(window: Window) -> Iterator[Findable]:
    """Yield every control of the left column by the name that a screen reader says."""
    told: set[tuple[str, str]] = set()
    for card in window.cards.values():
        if card.column != "left":
            continue
        for field in card.findChildren(QWidget):
            name = field.accessibleName()
            if not isinstance(field, FIELDS) or not name or (card.title, name) in told or not _offered(field, card):
                continue
            told.add((card.title, name))
            tip = field.toolTip().split("\n")[0]
            deed = partial(reveal, window, card, field)
            yield Findable(name, card.title, tip, deed, words=f"setting {OTHER_NAMES.get(name, '')}")


def _offered(field: QWidget, card: Panel) -> bool:
    """Say whether a field can be shown: nothing that holds it is put away, except what is unfolded on demand."""
    at: QWidget | None = field
    while at is not None and at is not card.content:
        if at.isHidden() and not isinstance(at, More):
            return False
        at = at.parentWidget()
    return True


def reveal(window: Window, card: Panel, field: QWidget) -> None:
    """Show a setting, wherever it is put away, and give it the keyboard."""
    shows = window.actions_of[f"panel_{card.key}"]
    if not shows.isChecked():
        shows.trigger()
    window.body.show_left(True)
    window.actions_of["left_column"].setChecked(True)
    card.fold(False)
    at = field.parentWidget()
    while at is not None and at is not card:
        if isinstance(at, More):
            at.unfold(unfolded=True)
        at = at.parentWidget()
    field.setFocus(Qt.FocusReason.ShortcutFocusReason)
    window.body.left.bring_into_view(field)
