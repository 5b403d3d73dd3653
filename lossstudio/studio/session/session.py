"""The session: document, run, playback, selection and analysis, and what a change of one means for the others."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from lossstudio.project.scene import Scene
from lossstudio.run.analysis.planes import fit_plane
from lossstudio.run.kinds import kind_of
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.plane_spec import check_plane_spec
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.forecast import memory_words
from lossstudio.run.training.timeline import Timeline
from lossstudio.studio.background.analysis import BackgroundAnalysis
from lossstudio.studio.background.plane import LOOK_AHEAD_S, same_space
from lossstudio.studio.background.requests import TrainRequest
from lossstudio.studio.background.worker import Answer, Failure, Message, Trained
from lossstudio.studio.changes import Changes, Fact, Notice
from lossstudio.studio.commands.command import Command, Effect
from lossstudio.studio.playback.playback import Playback
from lossstudio.studio.playback.speed import Cursor
from lossstudio.studio.session.active_run import AT_ONCE_S, ActiveRun
from lossstudio.studio.session.document import Document
from lossstudio.studio.session.selection import Selection
from lossstudio.studio.session.snapshot import Snapshot

OPENED = frozenset(Fact) - {Fact.GROWTH, Fact.NOTICE}
"""What is another when a document is opened: everything."""


class Session:
    """All of the Studio that needs neither Qt nor a thread.

    Every method that changes something is given the `Changes` in which it notes what it has changed.

    Parameters
    ----------
    scene
        The document to begin with.
    now
        Seconds that only go forward; so are all others of this name.
    path
        The file that holds it; None: it has none yet.
    at_once_s, look_ahead_s
        How long an edit may train on the spot, and how long opening may, to see where the run leads.

    Raises
    ------
    SceneError
        If the scene can't be built.
    """

    def __init__(
        self,
        scene: Scene,
        now: float,
        *,
        path: Path | None = None,
        at_once_s: float = AT_ONCE_S,
        look_ahead_s: float = LOOK_AHEAD_S,
    ) -> None:
        self.run = ActiveRun(CompiledRecipe.of(scene.recipe), at_once_s)
        self.document = Document(scene, path)
        self.playback = Playback()
        self.selection = Selection()
        self.analysis = BackgroundAnalysis(self.snapshot, now, look_ahead_s)
        self._told_history: tuple[object, ...] = ()
        self._told_memory = ""
        self._told_document: tuple[object, ...] = ()

    @property
    def snapshot(self) -> Snapshot:
        """Everything as it is now."""
        return Snapshot(
            scene=self.document.scene,
            timeline=self.run.timeline,
            end=self.run.end,
            cursor=self.playback.cursor,
            playing=self.playback.playing,
            fast=not self.playback.shows_phases(self.run.end),
            acts_at=self.playback.acts_at,
            selection=self.selection,
            past=self.document.past,
        )

    def perform(self, command: Command, changes: Changes, now: float) -> None:
        """Run a command and bring its effect about; what can't be raises an error and leaves all as it is."""
        try:
            effect = command(self.snapshot)
        except SceneError as error:
            changes.note_notice(Notice("warning", str(error), about="scene"))
            return
        if effect.scene is not None and not self._edit(effect, effect.scene, changes, now):
            return
        self._select(effect, changes)
        self._play(effect, changes)
        self._analyse(effect, changes)
        if effect.notice is not None:  # a refusal is of the document as it is, and goes with it
            refused = effect.scene is None and not effect.notice.about
            changes.note_notice(replace(effect.notice, about="scene") if refused else effect.notice)

    def travel(self, move: Callable[[], bool], changes: Changes, now: float) -> None:
        """Go to another scene of the history, and to its run; `move` is the document's `undo` or `redo`."""
        plane = self.document.scene.plane
        if not move():
            return
        changes.note(Fact.SCENE)
        self._show_compiled(self.run.build(self.document.scene.recipe), changes, now, keep=True, leave_ghost=False)
        self.run.clear_ghost()
        if self.document.scene.plane != plane:
            self.analysis.fit_plane(self.snapshot)

    def open(self, scene: Scene, path: Path | None, changes: Changes, *, saved: bool = True) -> None:
        """Begin anew with another document; one that isn't `saved` has changes that its file hasn't.

        Raises
        ------
        SceneError
            If it can't be built; then the one that is open stays.
        """
        compiled = CompiledRecipe.of(scene.recipe)
        self.document.open(scene, path, saved=saved)
        self.run.open(compiled)
        self.selection = Selection()
        self.playback.rewind()
        self.analysis.forget()
        self.analysis.fit_plane(self.snapshot)
        changes.note(*OPENED)

    def live(self, messages: Iterable[Message], changes: Changes, now: float) -> None:
        """Live one display frame: take what the worker has finished, and move the cursor."""
        for message in messages:
            self._take(message, changes)
        cursor, playing = self.playback.cursor, self.playback.playing
        self.playback.move(now, self.run.computed, self.run.end)
        if self.playback.cursor != cursor:
            changes.note(Fact.CURSOR)
        if self.playback.playing != playing:
            changes.note(Fact.PLAYBACK)
        self.analysis.check_plane(self.snapshot, now)

    def complete(self, changes: Changes, now: float) -> None:
        """Ask for what a change has made unknown, and note what else follows from it."""
        document = self.document
        history = (document.undo_text, document.redo_text)
        if history != self._told_history:
            self._told_history = history
            changes.note(Fact.HISTORY)
        state = (document.path, document.modified, document.scene.title, document.read_only)
        if state != self._told_document:
            self._told_document = state
            changes.note(Fact.DOCUMENT)
        memory = memory_words(self.run.compiled, self.run.compiled.steps)
        if memory not in ("", self._told_memory):
            changes.note_notice(Notice("info", memory))
        self._told_memory = memory
        changes.note(*self.analysis.follow(self.snapshot, changes.facts, now, coarse=document.is_dragged(now)))
        self._settle_selection(changes)

    def training(self, now: float, frame_s: float) -> TrainRequest | None:
        """Return what to train; None when as much is computed as the next frames need."""
        return self.run.training(self.playback.wanted(now, frame_s, self.run.end))

    def _edit(self, effect: Effect, scene: Scene, changes: Changes, now: float) -> bool:
        """Make a scene the document; False when it is already, or when it can't be built."""
        before = self.document.scene
        if scene == before:
            return False
        if refusal := self.document.refusal(scene):
            changes.note_notice(Notice("warning", refusal, about="reading"))
            changes.note(Fact.SCENE)  # as below
            return False
        try:
            compiled = self._built(scene)
        except SceneError as error:
            changes.note_notice(Notice("warning", str(error), about="scene"))
            changes.note(Fact.SCENE)  # whoever asked for it shows what is in force again
            return False
        if effect.leaves_file:
            self.document.leave_file()
        merged = self.document.record(scene, effect.text, effect.merge, now)
        changes.note(Fact.SCENE)
        foresees = effect.foresees and not self.run.owed and not self.playback.playing
        self._show_compiled(compiled, changes, now, keep=not merged, leave_ghost=not merged)
        if foresees or self.run.foreseen:
            self.run.foresee()
        if scene.plane != before.plane:
            self.analysis.fit_plane(self.snapshot)
        return True

    def _built(self, scene: Scene) -> CompiledRecipe:
        """Return what a scene's recipe means, once its plane is seen to be one."""
        compiled = self.run.build(scene.recipe)
        if scene.plane is not None:
            check_plane_spec(scene.plane, compiled.names, compiled.size)
            if scene.plane != self.document.scene.plane:
                fit_plane(
                    compiled, self.run.timeline if compiled is self.run.compiled else Timeline(compiled), scene.plane
                )
        return compiled

    def _show_compiled(
        self, compiled: CompiledRecipe, changes: Changes, now: float, *, keep: bool, leave_ghost: bool
    ) -> None:
        """Put another run on show, at the step of the one before where that has a meaning."""
        before, length, cursor = self.run.compiled, self.run.owed, self.playback.aim
        if not self.run.show(compiled, keep=keep, leave_ghost=leave_ghost):
            return
        here = same_space(before, compiled)
        self._choose(self.selection if here else Selection(self.selection.runner), changes)
        changes.note(*self.analysis.run_changed(compiled, now))
        if not _same_shape(before, compiled):
            self.playback.pause()
            cursor, length = Cursor(), 0
            changes.note(Fact.PLAYBACK)
        if cursor.step > compiled.steps:
            cursor = Cursor(compiled.steps)
        self.run.owe(max(length, cursor.step))
        self.playback.go(cursor, self.run.computed)
        changes.note(Fact.RUN, Fact.CURSOR)
        if not here:
            changes.note(*self.analysis.forget())
            self.analysis.fit_plane(self.snapshot)

    def _choose(self, selection: Selection, changes: Changes) -> None:
        fitted = selection.fitted(self.run.compiled)
        if fitted != self.selection:
            changes.note(Fact.SELECTION)
        self.selection = fitted

    def _settle_selection(self, changes: Changes) -> None:
        """Where nothing is chosen, choose what matters most, once it is known of the run and runner on show."""
        told = self.analysis.told
        if told is None or not told.is_of(self.run.timeline, told.step, self.selection.runner):
            return
        settled = self.selection.settled(told.explanation)
        if settled != self.selection:
            self._choose(settled, changes)
            self.analysis.show(self.snapshot)

    def _select(self, effect: Effect, changes: Changes) -> None:
        if effect.selection is not None:
            self._choose(effect.selection, changes)
            changes.note(Fact.SELECTION)

    def _play(self, effect: Effect, changes: Changes) -> None:
        """Move the cursor, and let it rest or play on."""
        playback = self.playback
        if effect.playing is False and playback.playing:
            playback.pause()
            changes.note(Fact.PLAYBACK, Fact.CURSOR)
        if effect.cursor is not None:
            self._go(effect.cursor, changes)
        if effect.playing or self.playback.aim.step:
            self.run.foresee_no_more()
        if effect.playing:
            playback.play(self.run.end)
            self._train_at_once(playback.step + 1, changes)
            changes.note(Fact.PLAYBACK, Fact.CURSOR)
        if effect.speed is not None:
            playback.set_speed(effect.speed)
            changes.note(Fact.PLAYBACK)
        if effect.glides is not None:
            playback.glides = effect.glides
        if effect.acts_from is not None:
            playback.chosen_from = effect.acts_from
            changes.note(Fact.PLAYBACK)

    def _analyse(self, effect: Effect, changes: Changes) -> None:
        if effect.fits_plane:
            self.analysis.fit_plane(self.snapshot)
        if effect.range_test is not None or effect.ends_range_test:
            self.analysis.test_rates(effect.range_test)
            changes.note(Fact.RATES)

    def _go(self, cursor: Cursor, changes: Changes) -> None:
        """Show a place of the run, training towards it where it isn't computed yet."""
        cursor = Cursor(max(0, min(cursor.step, self.run.steps)), cursor.fraction, cursor.phase)
        self._train_at_once(cursor.step + (1 if cursor.fraction else 0), changes)
        self.playback.go(cursor, self.run.computed)
        changes.note(Fact.CURSOR)

    def _train_at_once(self, step: int, changes: Changes) -> None:
        """Train towards a step on the spot, as far as a few milliseconds go; what failed before is tried again."""
        self.run.try_again()
        before = self.run.timeline.length
        self.run.reach(step)
        self._note_growth(before, changes)

    def _note_growth(self, before: int, changes: Changes) -> None:
        if self.run.timeline.length > before:
            changes.note_growth(before + 1, self.run.timeline.length)

    def _take(self, message: Message, changes: Changes) -> None:
        """Note what the worker has left."""
        if isinstance(message, Trained):
            before = self.run.timeline.length
            self.run.take(message.token, message.block)
            self._note_growth(before, changes)
        elif isinstance(message, Answer):
            changes.note(*self.analysis.take(message))
        elif isinstance(message, Failure):
            self._take_failure(message, changes)

    def _take_failure(self, failure: Failure, changes: Changes) -> None:
        """Pause a run that can't go on, or give a request up; say so either way."""
        if isinstance(failure.what, int):
            if not self.run.fail(failure.what):
                return
            self.playback.stop()
            changes.note(Fact.PLAYBACK, Fact.CURSOR)
            text = f"Training stopped at step {self.run.timeline.length}: {failure.error}"
        else:
            changes.note(*self.analysis.give_up(failure.what))
            text = f"Something could not be computed: {failure.error}"
        changes.note_notice(Notice("error", text, failure.details, about="run"))


def _same_shape(before: CompiledRecipe, now: CompiledRecipe) -> bool:
    """Say whether a step keeps its meaning: the model's shape and the parameters stay."""
    if before.problem is now.problem:  # to name 100,000 parameters takes a while
        return True
    return _task_shape(before) == _task_shape(now)


def _task_shape(compiled: CompiledRecipe) -> tuple[object, ...]:
    task = compiled.recipe.task
    return compiled.size, compiled.problem.parameter_names, kind_of(task).shape(task)
