"""Everything visible belongs to one moment of one document, or says of which: after each of many random deeds."""

import os
import random
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from lossstudio.core.catalogue import Spec
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.schedules import SCHEDULES
from lossstudio.run.kinds import kind_of
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.plane_spec import PlaneSpec
from lossstudio.run.recipe.recipe import Penalty
from lossstudio.studio.commands.command import Command
from lossstudio.studio.commands.data import move_sample, set_data
from lossstudio.studio.commands.objective import set_loss, set_model
from lossstudio.studio.commands.playback import play, set_acts_from, set_speed
from lossstudio.studio.commands.runners import add_runner, remove_runner, select_runner, set_start
from lossstudio.studio.commands.training import (
    set_batch_size,
    set_clipping,
    set_learning_rate,
    set_optimizer,
    set_penalty,
    set_schedule,
    set_steps,
)
from lossstudio.studio.commands.view import select_parameter, select_sample, set_plane
from lossstudio.studio.playback.speed import MAX, speed_called
from lossstudio.ui.commands.commands import COMMANDS
from lossstudio.ui.shell.window import Window
from tests.ui.conftest import OpenWindow
from tests.ui.moment_facts import facts_told

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

EXAMPLES = ("mini-batches", "penguins", "learning-rates", "ravine", "overfitting", "dirac-gan", "two-bells", "moons")
ASKS = frozenset(
    {"open", "import_data", "paste_data", "examples", "save", "save_as", "film", "direct", "films", "code", "steps"}
    | {"quit", "copy_picture", "save_map", "title", "notes", "plane", "full_screen", "find_rate", "palette"}
    | {"shortcuts", "loss_guide", "about", "reset", "larger", "smaller", "theme"}
)
"""Commands that ask something, write something, or change the whole look."""
DEEDS = int(os.environ.get("LOSSSTUDIO_DEEDS", "16"))
SEEDS = range(int(os.environ.get("LOSSSTUDIO_SEEDS", "3")))
LONG = 2300
"""So many steps: curves of longer runs than about 2,000 have gaps."""
MOST_RUNNERS = 4
FEW = 80
"""So many rows: all pairs among several hundred take seconds, and what views say of them is the same."""
ANSWERED_S = 60.0
READ_S = 10.0
"""What people read follows its answer by far less than this, on a machine that has time."""


@dataclass
class Walk:
    """A window, and chance."""

    window: Window
    chance: random.Random
    qtbot: QtBot

    def __post_init__(self) -> None:
        self.studio = self.window.studio

    @property
    def deeds(self) -> dict[str, Callable[[], object]]:
        """What a person can do: every command that asks nothing, and what is done by hand."""
        commands = {key: self.window.actions_of[key] for key in (c.key for c in COMMANDS) if key not in ASKS}
        return {key: action.trigger for key, action in commands.items() if action.isEnabled()} | {
            "scrub": lambda: self.window.player.timeline.scrubbed.emit(self.number(self.studio.run.steps + 1)),
            "scrub again": lambda: self.window.player.timeline.scrubbed.emit(self.number(self.studio.run.steps + 1)),
            "play and pause": lambda: self.play_and_pause(self.chance.choice(("auto", "2", "5", "10"))),
            "play fast": lambda: self.play_and_pause(self.chance.choice(("30", "60", "max"))),
            "play fast to the end": lambda: self.play("max", 0.3),
            "runner": lambda: self.do(select_runner(self.number(len(self.studio.run.compiled.names)))),
            "row": self.follow_row,
            "parameter": lambda: self.do(select_parameter(self.number(self.studio.run.compiled.size))),
            "costliest": lambda: self.do(select_sample(None)),
            "loss": self.other_loss,
            "optimizer": lambda: self.do(set_optimizer(Spec(self.chance.choice(list(OPTIMIZERS))))),
            "rate": lambda: self.do(set_learning_rate(self.chance.choice((0.003, 0.02, 0.05, 0.1, 0.3)))),
            "batch": lambda: self.do(set_batch_size(self.chance.choice((None, 4, 10)))),
            "data": self.other_data,
            "held back": self.hold_rows_back,
            "model": self.other_model,
            "penalty": self.other_penalty,
            "length": lambda: self.do(set_steps(self.chance.choice((0, 20, LONG)))),
            "schedule": lambda: self.do(set_schedule(Spec(self.chance.choice(list(SCHEDULES))))),
            "clipping": lambda: self.do(set_clipping(value=None, norm=self.chance.choice((None, 0.5)))),
            "plane": lambda: self.do(set_plane(PlaneSpec(kind=self.chance.choice(("pca", "random", "eigenvectors"))))),
            "another runner": self.another_runner,
            "drag a point": self.move_row,
            "drag the ball": self.move_start,
            "from here": lambda: self.do(set_acts_from("here")),
            "example": lambda: self.studio.open_example(self.chance.choice(EXAMPLES)),
            "metrics": self.window.cards["fit"].turn.click,
        }

    def number(self, below: int) -> int:
        return self.chance.randrange(max(below, 1))

    def do(self, command: Command) -> None:
        self.studio.apply(command)

    def follow_row(self) -> None:
        if self.studio.run.compiled.problem.prepared is not None:
            self.do(select_sample(self.number(self.studio.run.compiled.problem.rows)))

    def other_loss(self) -> None:
        losses = kind_of(self.studio.document.scene.recipe.task).losses
        if losses is not None and self.studio.snapshot.settings.loss is not None:
            plain = sorted(set(losses) - {"sum", "formula"})
            self.do(set_loss(Spec(self.chance.choice(plain))))

    def other_data(self) -> None:
        if kind_of(self.studio.document.scene.recipe.task).data_of(self.studio.document.scene.recipe.task) is not None:
            self.do(set_data(Spec.of(self.chance.choice(("moons", "line", "xor", "circle")), samples=FEW)))

    def hold_rows_back(self) -> None:
        data = kind_of(self.studio.document.scene.recipe.task).data_of(self.studio.document.scene.recipe.task)
        if data is not None:
            self.do(
                set_data(Spec.of(data.kind, **dict(data.options) | {"test_fraction": self.chance.choice((0.0, 0.4))}))
            )

    def other_model(self) -> None:
        if isinstance(self.studio.document.scene.recipe.task, Supervised):
            self.do(set_model(self.chance.choice((Spec("linear"), Spec.of("mlp", hidden=(3,))))))

    def other_penalty(self) -> None:
        self.do(set_penalty(Penalty(l1=self.chance.choice((0.0, 0.01)), l2=self.chance.choice((0.0, 0.3)))))

    def another_runner(self) -> None:
        if len(self.studio.run.compiled.names) < MOST_RUNNERS:
            self.do(add_runner)
        else:
            self.do(remove_runner(0))

    def move_row(self) -> None:
        data = self.studio.run.compiled.problem.prepared
        if data is not None and len(data.train_inputs):
            row = self.number(len(data.train_inputs))
            target = [float(each) for each in data.train_targets[row]]
            self.do(move_sample(row, [float(each) + 0.2 for each in data.train_inputs[row]], target))
            self.studio.document.end_change()

    def move_start(self) -> None:
        start = self.studio.run.timeline.theta[0, self.studio.selection.runner]
        self.do(set_start([float(each) + self.chance.uniform(-0.3, 0.3) for each in start]))
        self.studio.document.end_change()

    def play(self, speed: str, seconds: float) -> None:
        self.do(set_speed(MAX if speed == "max" else speed_called(speed)))
        self.do(play)
        until = perf_counter() + seconds
        while perf_counter() < until:
            self.qtbot.wait(5)
            self.check("while it plays", settled=False)

    def play_and_pause(self, speed: str) -> None:
        self.play(speed, self.chance.uniform(0.05, 0.4))
        if self.studio.playback.playing:
            self.window.actions_of["play"].trigger()

    def check(self, when: str, *, settled: bool) -> None:
        wrong = list(facts_told(self.window, settled=settled))
        assert not wrong, "\n".join((when, *wrong))

    def settle(self, when: str) -> None:
        """Wait until everything is answered and can be read, and check it.

        A finer surface or map would tell nothing else, so the next deed may come before it.
        """
        if self.studio.playback.playing:
            self.window.actions_of["play"].trigger()
        self.qtbot.waitUntil(lambda: self.studio.answered, timeout=int(1000 * ANSWERED_S))
        until = perf_counter() + READ_S
        while list(facts_told(self.window, settled=True)) and perf_counter() < until:
            self.qtbot.wait(15)
        self.check(f"{when}, answered", settled=True)


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_says_two_things(seed: int, open_window: OpenWindow, qtbot: QtBot) -> None:
    chance = random.Random(seed)
    window = open_window(chance.choice(EXAMPLES))
    for surface in (window.canvas.surface, window.canvas.contour):
        surface.setUpdatesEnabled(False)  # its frames are looked at, and painting them would take most of the time
    walk, done = Walk(window, chance, qtbot), [window.documents.title]
    walk.settle("opened")
    for _ in range(DEEDS):
        deed = chance.choice(sorted(walk.deeds))
        done.append(deed)
        when = f"seed {seed}, after {done[-6:]}"
        walk.deeds[deed]()
        walk.check(when, settled=False)
        QCoreApplication.processEvents()
        walk.check(f"{when}, a frame later", settled=False)
        walk.settle(when)
    if window.presenting:
        window.present()
