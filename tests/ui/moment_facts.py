"""What each view of a window says of the moment on show, compared with what is so: worked out here, from the run."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np

from lossstudio.core.numbers import readout
from lossstudio.picture.charts.fit.fit_view import score_of
from lossstudio.picture.phases.texts import phase_texts
from lossstudio.picture.text.read_outs import UNKNOWN, number_text
from lossstudio.run.analysis.critical_point import CriticalPoint, critical_point
from lossstudio.run.analysis.curves import losses_at
from lossstudio.run.analysis.explanation import Explanation, explain
from lossstudio.run.training.timeline import Timeline
from lossstudio.ui.canvas.surface_words import BEFORE
from lossstudio.ui.panels.parameters.critical_point_line import kind_words
from lossstudio.ui.playback.step_on_show import RUN_BEFORE
from lossstudio.ui.shell.window import Window

OF_STEP = re.compile(r"of step (\d+)(?:\.\d+)?")
ANOTHER_POINT = "of another point"
LOSS_DIGITS = (3, 4, 5)


@lru_cache(maxsize=64)
def explained(timeline: Timeline, step: int, runner: int) -> Explanation:
    return explain(timeline, step, runner)


@lru_cache(maxsize=256)
def losses_of(timeline: Timeline, step: int) -> np.ndarray:
    return losses_at(timeline, np.array([step]))[0]


@lru_cache(maxsize=64)
def point_of(timeline: Timeline, runner: int, step: int) -> CriticalPoint:
    return critical_point(timeline, runner, step)


class Facts:
    """The facts of a window at one moment.

    Parameters
    ----------
    settled
        Whether the worker has answered everything: then nothing may be of another moment, and nothing unknown.
    """

    def __init__(self, window: Window, *, settled: bool) -> None:
        self.window, self.settled = window, settled
        self.studio = window.studio
        self.timeline, self.compiled = self.studio.run.timeline, self.studio.run.compiled
        self.step, self.fraction = self.studio.playback.step, self.studio.playback.fraction
        self.runner = self.studio.selection.runner
        self.row, self.parameter = self.studio.selection.sample, self.studio.selection.chosen_parameter
        self.theta = self._theta()
        self.wrong: list[str] = []

    def contradictions(self) -> list[str]:
        """Return what doesn't belong to the moment and doesn't say so."""
        self._document()
        self._player()
        self._strip()
        self._table()
        self._curve()
        self._shape()
        self._fit()
        self._measures()
        self._point()
        self._surface()
        return self.wrong

    def _theta(self) -> np.ndarray:
        path = self.timeline.theta
        here = path[self.step, self.runner]
        after = path[min(self.step + 1, self.timeline.length), self.runner]
        return here if not self.fraction else here + self.fraction * (after - here)

    def expect(self, view: str, says: object, so: object) -> None:
        if says != so:
            self.wrong.append(f"{view} says {says!r}, but it is {so!r}")

    def expect_one(self, view: str, says: object, ways: Sequence[object]) -> None:
        if says not in ways:
            self.expect(view, says, ways[0])

    def explained(self, step: int) -> Explanation:
        return explained(self.timeline, step, self.runner)

    def loss(self, step: int) -> float:
        return float(losses_of(self.timeline, step)[self.runner])

    def said(self, view: str, words: str) -> int | None:
        """Return of which step a view says that it is; None where it says that it is of another run, runner or row."""
        if self.settled:
            self.expect(f"{view}, once everything is answered,", words, "")
        if not words:
            return self.step
        named = OF_STEP.fullmatch(words)
        if named is not None:
            return int(named[1])
        if view == "curve" and words.startswith("being evaluated, "):
            return self.step
        others = {RUN_BEFORE, ANOTHER_POINT, *(f"of {name}" for name in self.compiled.names)}
        if words not in others:
            self.wrong.append(f"{view} says {words!r}")
        return None

    def _document(self) -> None:
        title = self.studio.document.scene.title or self.window.documents.title
        self.expect("the header", self.window.header.title.text().removesuffix(" •"), title)
        self.expect("the window's title", self.window.windowTitle(), f"{title}[*] - Loss Studio")
        if not self.studio.playback.playing:
            self.expect("the rest", self.fraction, 0.0)

    def _player(self) -> None:
        readings = {each.name: each.text for each in self.window.player.readouts.readings}
        self._numbers("player", readings)

    def _numbers(self, view: str, readings: dict[str, str]) -> None:
        told = int(readings["step"].split(" / ")[0])
        if self.settled or not self.studio.playback.playing:
            self.expect(f"{view}: step", told, self.step)
        loss = next(text for name, text in readings.items() if name in ("loss", "value"))
        if self.settled or loss != UNKNOWN:
            ways = [number_text(self.loss(told), digits) for digits in self._digits]
            self.expect_one(f"{view}: loss of step {told}", loss, ways)
        if "gradient" in readings and told < self.timeline.length:
            norm = float(self.timeline.gradient_norm[told, self.runner])
            self.expect(f"{view}: gradient of step {told}", readings["gradient"], number_text(norm))

    @property
    def _digits(self) -> Sequence[int]:
        """With how many digits losses may be written: while a run grows and is looked at, more may be needed."""
        return (self.timeline.loss_digits,) if self.settled else LOSS_DIGITS

    def _texts(self, step: int, digits: int) -> list[str]:
        told = phase_texts(
            self.compiled, self.explained(step), sample=self.row, parameter=self.parameter or 0, digits=digits
        )
        return [text.spoken() for text in told]

    def _strip(self) -> None:
        strip = self.window.phases
        step = self.said("strip", strip.of_step.words)
        if step is not None and strip.of_step.shown is not None:
            ways = [self._texts(step, digits) for digits in self._digits]
            self.expect_one(f"strip of step {step}", [card.told.spoken() for card in strip.cards], ways)
        active = [card.number for card in strip.cards if card.active]
        self.expect("strip: phase", active, [self.studio.playback.phase] if self.studio.playback.phase else [])

    def _table(self) -> None:
        panel = self.window.cards["parameters"]
        shown = panel.table.shown
        self.expect("table: followed", shown.selected, self.parameter or 0)
        step = self.said("table", panel.of_step.words)
        if step is None:
            return
        if self.studio.playback.playing:
            self.expect(f"table between steps {step} and {step + 1}", self._is_on_the_way(shown.values, step), True)
        else:
            here = self.theta if step == self.step else self.timeline.theta[step, self.runner]
            self.expect(f"table of step {step}", shown.values.tolist(), here.tolist())
        if shown.gradient is not None:
            gradient = self.explained(step).gradient
            self.expect(f"table: gradient of step {step}", shown.gradient.tolist(), gradient.tolist())
        elif self.settled:
            self.wrong.append("table: no gradient")

    def _is_on_the_way(self, theta: np.ndarray, step: int) -> bool:
        """Say whether parameters are somewhere from a step to the next: a ball that rolls is at neither."""
        path = self.timeline.theta
        ends = np.sort([path[at, self.runner] for at in (step, min(step + 1, self.timeline.length))], axis=0)
        return bool(np.all((ends[0] <= theta) & (theta <= ends[1]) | np.isclose(theta, ends[0])))

    def _curve(self) -> None:
        panel = self.window.cards["curve"]
        curves, words = panel.chart.shown, panel.of_step.words
        step = self.said("curve", words)
        if not self.studio.playback.playing:
            self.expect("curve: marker", panel.chart.step, self.step + self.fraction)
        if curves is None or words == RUN_BEFORE:
            return
        self.expect("curve: runners", curves.names, self.compiled.names)
        if curves.players is None and curves.test is None:
            at = len(curves.steps) // 2
            so = losses_of(self.timeline, int(curves.steps[at]))
            close = np.allclose(curves.train[at], so, equal_nan=True)
            self.expect(f"curve at {curves.steps[at]} is that of the run", close, True)
            if step is not None and panel.header.note.text() and not panel.folded:
                told = panel.header.note.text().split("  ")[0].partition(" ")[2]
                ways = [readout(self.loss(step), digits) for digits in self._digits]
                self.expect_one(f"curve: note of step {step}", told, ways)

    def _shape(self) -> None:
        panel = self.window.cards["loss"]
        self.said("shares", panel.shares_of.words)
        if self.said("shape", panel.of_step.words) is None or panel.of_step.words:
            return
        shown, prepared = panel.chart.shown, self.compiled.problem.prepared
        objective = self.compiled.objective(self.runner, self.step).pointwise
        if shown is None or shown.marked is None or objective is None or prepared is None or self._rolls:
            return
        costs = self.compiled.problem.sample_facts(*self._in_force(), self.theta, None).sample_losses
        each_by_itself = prepared.train_targets.ndim == 2 and prepared.train_targets.shape[1] > 1
        if shown.curves.shape[0] == 1 and not each_by_itself:  # else the ring is upon the first output's own loss
            self.expect("shape: ring", readout(shown.marked[1]), readout(float(costs[self.row])))

    @property
    def _rolls(self) -> bool:
        return self.studio.playback.playing and self.fraction > 0

    def _in_force(self) -> tuple[object, object]:
        settings = self.compiled.settings(self.step)[self.runner]
        return settings.loss, settings.penalty

    def _fit(self) -> None:
        panel = self.window.cards["fit"]
        hidden = panel.view.isHidden()
        if not hidden:
            words = panel.of_step.words
            if self.said("fit", words) is None or words:
                return
            marked = getattr(panel.chart.shown, "marked", None)
            if marked is not None:
                self.expect("fit: ring", marked.row, self.row)
        if (self.settled if hidden else panel.of_step.shown is not None) and not self._rolls and not panel.folded:
            score = score_of(self.compiled, self.theta, self.runner, step=self.step, threshold=panel.threshold.value)
            name = f"{self.compiled.names[self.runner]}   " if len(self.compiled.names) > 1 else ""
            self.expect("fit: score", panel.header.note.text(), name + score)

    def _measures(self) -> None:
        panel = self.window.cards["fit"]
        for view, name in ((panel.metrics, "metrics"), (panel.measures, "measures")):
            if view.isVisible():
                self.said(name, view.of_step.words)

    def _point(self) -> None:
        line = self.window.cards["parameters"].point
        words, text = line.of_step.words, line.accessibleName()
        step = self.said("point", words)
        if step is None or not text or self.studio.playback.playing:
            return
        kind = kind_words(point_of(self.timeline, self.runner, step))
        self.expect(f"point of step {step}", text.partition("he ball is ")[2].partition(". ")[0], kind)

    def _surface(self) -> None:
        controller, words = self.window.canvas.scene_controller, self.window.canvas.words.late.words
        if self.settled:
            self.expect("the surface, once everything is answered,", words, "")
        if words not in ("", BEFORE):
            self.wrong.append(f"the surface says {words!r}")
        moment = controller.moment()
        if moment is None:
            self.expect("the picture of another document is gone", not self.settled and _gone(self.window), True)
            return
        landscape = moment.landscape
        row, column = len(landscape.y) // 2, len(landscape.x) // 2
        place = landscape.plane.point(float(landscape.x[column]), float(landscape.y[row]))
        if not controller.morphing:
            with np.errstate(all="ignore"):
                under = float(moment.objective.values(place))
            close = np.isclose(landscape.loss[row, column], under, rtol=1e-3, equal_nan=True)
            self.expect("surface and balls are of one objective", bool(close), True)
        if not words:
            with np.errstate(all="ignore"):
                one, other = (float(each.values(place)) for each in (moment.objective, self.studio.snapshot.surface))
            self.expect("the surface", readout(one), readout(other))
        self.expect("picture: runner", moment.runner, self.runner)
        self.expect("picture: place", (moment.step, moment.fraction), (self.step, self.fraction))
        if moment.explanation is not None:
            update = self.explained(self.step).update
            self.expect("picture: arrow", _listed(moment.explanation.update), _listed(update))


def _gone(window: Window) -> bool:
    controller = window.canvas.scene_controller
    return controller.make_frame() is None or bool(window.canvas.words.late.words)


def _listed(values: np.ndarray | None) -> list[float] | None:
    return None if values is None else values.tolist()


def facts_told(window: Window, *, settled: bool) -> Iterator[str]:
    """Yield what a window says that isn't so."""
    yield from Facts(window, settled=settled).contradictions()
