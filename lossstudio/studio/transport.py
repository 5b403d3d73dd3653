"""Commands that move the cursor: play, pause, step, phases, the ends, scrubbing."""

from lossstudio.run.recipe import MOST_STEPS
from lossstudio.studio.edits import with_schedules_kept, with_training
from lossstudio.studio.facts import ActsFrom
from lossstudio.studio.live import Live
from lossstudio.studio.speed import Place, Speed


class Transport(Live):
    """The commands of the player bar."""

    def play(self) -> None:
        """Move with the clock; from the start when the end is on show."""
        with self._change():
            self._chosen_from = "start"
            self._player.play(self.end)
            self._train_at_once(self.step + 1)
            self._tell("playback_changed", "cursor_moved")

    def pause(self) -> None:
        """Stay where it is, in the middle of a step too."""
        if self.playing:
            with self._change():
                self._player.pause()
                self._tell("playback_changed")

    def toggle_play(self) -> None:
        """Play, or pause."""
        if self.playing:
            self.pause()
        else:
            self.play()

    def step_forward(self) -> None:
        """Show the next step; at the end of the plan, add one to it."""
        with self._change():
            self.pause()
            if self.step >= self.end:
                self._add_step()
            self._go(Place(min(self.step + 1, self.end)))

    def step_back(self) -> None:
        """Show the step before; from the middle of a step its beginning."""
        with self._change():
            self.pause()
            self._go(Place(self.step if self.fraction else self.step - 1))

    def phase_forward(self) -> None:
        """Show the next phase: predict, loss, gradient, update, then those of the next step."""
        with self._change():
            self.pause()
            place = self._player.place.forward()
            if place.step > self.end:
                self._add_step()
            if place.step <= self.end:
                self._go(place)

    def phase_back(self) -> None:
        """Show the phase before."""
        with self._change():
            self.pause()
            self._go(self._player.place.back())

    def show_step(self, step: int, fraction: float = 0.0) -> None:
        """Show a step, or a part of the way to the next one; playing goes on from there."""
        with self._change():
            self._go(Place(step, min(max(fraction, 0.0), 1.0)))

    def go_to_end(self) -> None:
        """Show the last step of the plan, as soon as it is trained."""
        with self._change():
            self.pause()
            self._go(Place(self.end))

    def restart(self) -> None:
        """Show the start, and rest there."""
        with self._change():
            self.pause()
            self._go(Place())

    def set_speed(self, speed: Speed) -> None:
        """Play at another speed."""
        with self._change():
            self._player.set_speed(speed)
            self._tell("playback_changed")

    def set_acts_from(self, word: ActsFrom) -> None:
        """Let changes of training act from the start, or from the step on show; holds until the next play."""
        with self._change():
            self._chosen_from = word
            self._tell("playback_changed")

    def select_runner(self, index: int) -> None:
        """Show a runner's surface, numbers and settings."""
        self._select(runner=min(max(index, 0), len(self.course.names) - 1))

    def select_sample(self, row: int | None) -> None:
        """Look at a training row; None: the one that costs most."""
        self._select(chosen_sample=row)

    def select_parameter(self, index: int | None) -> None:
        """Look at a parameter; None: the one with the largest gradient."""
        self._select(chosen_parameter=index)

    def _select(self, **chosen: int | None) -> None:
        with self._change():
            for name, value in chosen.items():
                setattr(self._selection, name, value)
            self._selection.fit(self.course)
            self._tell("selection_changed")

    def _add_step(self) -> None:
        """Plan one more step, unless everybody has stopped."""
        if not self.timeline.all_stopped and self.steps < MOST_STEPS:
            self.edit(with_training(with_schedules_kept(self.scene), steps=self.steps + 1), "Steps", "steps")
