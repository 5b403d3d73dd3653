"""Commands that change the document, each one undoable change."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from lossstudio.core.spec import Spec
from lossstudio.project.scene import Scene
from lossstudio.run.coach.action import Edit, Play, SetSteps
from lossstudio.run.errors import SceneError
from lossstudio.run.kinds import kind_of
from lossstudio.run.kinds.kind import Command
from lossstudio.run.kinds.terrain.task import OnTerrain
from lossstudio.run.plane_spec import PlaneSpec
from lossstudio.run.recipe import MOST_STEPS, Changeable, DrawnStart, GivenStart, Penalty, Runner, Start
from lossstudio.studio.adapting import (
    adapted,
    same_set,
    with_data,
    with_fitting_starts,
    with_model,
    with_seed,
    with_starts_kept,
    with_task,
)
from lossstudio.studio.advised import advised
from lossstudio.studio.edits import from_here, from_start, with_recipe, with_runner, with_schedules_kept, with_training
from lossstudio.studio.notice import Notice
from lossstudio.studio.planes import pinned
from lossstudio.studio.racers import MOST, name_problem, with_runner_like, with_runner_renamed, without_runner
from lossstudio.studio.transport import Transport

ANOTHER_RATE = 2.0
"""A new runner has this many times the learning rate of the one that it is like, so that their paths differ."""


class Editing(Transport):
    """The commands of the panels. Those that are dragged merge by themselves; call `end_change` when the drag ends."""

    def set_learning_rate(self, value: float) -> None:
        """Give the selected runner another learning rate, from the start or from here."""
        self._act("learning_rate", value, "Learning rate", self._name, merge=True)

    def set_optimizer(self, spec: Spec) -> None:
        """Give the selected runner another optimizer, from the start or from here."""
        merge = spec.kind == self.settings.optimizer.kind
        self._act("optimizer", spec, "Optimizer", self._name, merge=merge)

    def set_schedule(self, spec: Spec) -> None:
        """Give the selected runner another schedule, from the start or from here."""
        merge = spec.kind == self.settings.schedule.kind
        self._act("schedule", spec, "Schedule", self._name, merge=merge)

    def set_loss(self, spec: Spec) -> None:
        """Minimise another loss, from the start or from here: the selected runner where it has its own, else all."""
        loss = self.settings.loss
        own = self.scene.recipe.runners[self.runner].loss is not None
        merge = loss is not None and spec.kind == loss.kind
        self._act("loss", spec, "Loss", self._name if own else None, merge=merge)

    def set_penalty(self, penalty: Penalty) -> None:
        """Put another penalty on the weights, from the start or from here."""
        self._act("penalty", penalty, "Penalty", None, merge=True)

    def set_batch_size(self, size: int | None) -> None:
        """Let each update see another number of rows (None: all), from the start or from here."""
        self._act("batch_size", size, "Batch", None, merge=True)

    def set_data(self, spec: Spec) -> None:
        """Train on other data; the run replays to the step on show, or begins anew for data of another kind."""
        self._adapt(with_data(self.scene, spec), "Data", merge="data")

    def set_terrain(self, spec: Spec) -> None:
        """Walk down a terrain."""
        task = OnTerrain(terrain=spec)
        if same_set(self.scene.recipe.task, task):
            self.edit(with_recipe(self.scene, task=task), "Terrain", "terrain")
        else:
            self._adapt(with_task(self.scene, task), "Terrain")

    def set_model(self, spec: Spec) -> None:
        """Train another model, from step 0."""
        if self._allowed("model"):
            self._adapt(with_model(self.scene, spec), "Model")

    def set_start(self, start: Sequence[float] | Start | None) -> None:
        """Let the selected runner begin elsewhere: at given parameters, drawn, or where it makes a good show (None)."""
        if not self._allowed("start"):
            return
        if start is not None and not isinstance(start, DrawnStart | GivenStart):
            start = GivenStart(theta=tuple(float(number) for number in start))
        merge = "start" if isinstance(start, GivenStart) else None
        self.edit(with_runner(self.scene, self.runner, start=start), "Start", merge)

    def set_clipping(self, *, value: float | None, norm: float | None) -> None:
        """Keep the selected runner's gradients short: each number, then their length; None is no bound."""
        self.edit(with_runner(self.scene, self.runner, clip_value=value, clip_norm=norm), "Clipping", "clipping")

    def set_seed(self, seed: int) -> None:
        """Draw batches and starts anew."""
        network = self.course.problem.network
        deep = network is not None and network.has_hidden_layers
        scene = with_seed(self.scene, seed, draws=lambda runner: _draws(runner, deep=deep))
        self.edit(scene, "Seed", "seed")

    def set_steps(self, steps: int) -> None:
        """Plan another number of updates; the past doesn't bend."""
        if not self._allowed("steps"):
            return
        past = with_schedules_kept(self.scene) if self.timeline.length else self.scene
        self.edit(with_training(past, steps=min(max(steps, 0), MOST_STEPS)), "Steps", "steps")

    def set_view(self, **fields: Any) -> None:
        """Look at it another way: `camera`, `colormap`, `height`, `theme`; the run is untouched."""
        merge = "view " + " ".join(sorted(fields))
        self.edit(replace(self.scene, view=replace(self.scene.view, **fields)), "View", merge)

    def set_plane(self, spec: PlaneSpec | None) -> None:
        """Look at another slice through parameter space; None is the natural one."""
        before = self.scene.plane
        merge = "plane" if spec is not None and before is not None and spec.kind == before.kind else None
        self.edit(replace(self.scene, plane=spec), "Plane", merge)

    def refit_plane(self) -> None:
        """Fit the plane to the run as it is now; a range that was held is let go."""
        said = self.scene.plane
        if said is not None and said.range is not None:
            self.edit(replace(self.scene, plane=replace(said, range=None)), "Fit the plane")
        else:
            with self._change():
                self._fit_new_plane()

    def set_title(self, title: str) -> None:
        """Call the document something else."""
        self.edit(replace(self.scene, title=title), "Title", "title")

    def set_notes(self, notes: str) -> None:
        """Say something else about it."""
        self.edit(replace(self.scene, notes=notes), "Notes", "notes")

    def add_runner(self) -> None:
        """Add a runner like the selected one, with another learning rate, and select it."""
        if len(self.course.names) >= MOST:
            self._raise_notice(f"There are {MOST} runners already: more colours can't be told apart.")
            return
        rate = ANOTHER_RATE * self.course.settings(0)[self.runner].learning_rate
        if self.edit(with_runner_like(self.scene, self.runner, rate), "Add a runner"):
            self.select_runner(len(self.course.names) - 1)

    def remove_runner(self, index: int) -> None:
        """Remove a runner; the last one stays."""
        if len(self.course.names) > 1:
            self.edit(without_runner(self.scene, index), "Remove a runner")

    def rename_runner(self, index: int, name: str) -> None:
        """Give a runner another name."""
        name = name.strip()
        problem = name_problem(self.scene, index, name)
        if problem:
            self._raise_notice(problem)
        else:
            self.edit(with_runner_renamed(self.scene, index, name), "Rename a runner")

    def take_advice(self) -> None:
        """Do what the coach offers."""
        action = self.advice.action if self.advice else None
        if isinstance(action, Play):
            self.play()
        elif isinstance(action, SetSteps):
            self.set_steps(action.value)
        elif action is not None and self.advice is not None:
            self._replay(action, self.advice.action_label)

    def scene_as_shown(self) -> Scene:
        """Return the document with exactly the plane that is on show, so that a film shows what the window showed."""
        return replace(self.scene, plane=pinned(self.plane))

    @property
    def _name(self) -> str:
        return self.course.names[self.runner]

    def _act(self, key: Changeable, value: Any, text: str, runner: str | None, *, merge: bool) -> None:
        """Change how is trained, from the start or from the step on show."""
        if not self._allowed(key):
            return
        here = self.step + (1 if self.fraction else 0)
        if self.acts_from == "here" and here > 0:
            scene = from_here(self.scene, here, key, value, runner)
        else:
            kept = with_starts_kept(self.scene, self.course) if key in ("loss", "penalty") else self.scene
            scene = from_start(kept, key, value, runner)
            scene = with_fitting_starts(scene) if key == "loss" and not merge else scene
        self.edit(scene, text, f"{key} of {runner or 'all'}" if merge else None)

    def _adapt(self, scene: Scene, text: str, merge: str | None = None) -> None:
        try:
            fitting = adapted(scene)
        except SceneError as error:
            self._raise_notice(str(error))
        else:
            self.edit(fitting, text, merge)

    def _allowed(self, command: Command) -> bool:
        """Say whether what is minimised allows a command; where it doesn't, raise a notice that says why."""
        kind = kind_of(self.scene.recipe.task)
        if not kind.allows(command):
            self._raise_notice(f"{kind.label}: {kind.refusal(command)}.")
        return kind.allows(command)

    def _replay(self, action: Edit, text: str) -> None:
        """Do what is offered, as one change, and show from the start what it does."""
        try:
            scene = advised(self.scene, action)
        except SceneError as error:
            self._raise_notice(str(error))
            return
        with self._change():
            if self.edit(scene, text):
                self.restart()
                self.play()

    def _raise_notice(self, text: str) -> None:
        with self._change():
            self._tell_notice(Notice("warning", text))


def _draws(runner: Runner, *, deep: bool) -> bool:
    return isinstance(runner.start, DrawnStart) or (runner.start is None and deep)
