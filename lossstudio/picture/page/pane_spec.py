"""What each of several panes shows: whose surfaces stand side by side, what they are called, and in which colours."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lossstudio.core.losses.loss import Loss
from lossstudio.core.numbers import counted, exact, rounded
from lossstudio.picture.colors import Theme
from lossstudio.picture.page.pane import PaneTitle
from lossstudio.run.kinds import kind_of
from lossstudio.run.kinds.problem import Part
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.settings import Settings
from lossstudio.run.training.stretches import Minimised

OWN = "formula", "weighted_sum"
"""Losses whose names say nothing of what they are."""
LONGEST_FORMULA = 32


@dataclass(frozen=True, slots=True)
class PaneSpec:
    """What one pane shows.

    Attributes
    ----------
    runners
        From the first to before the last; the first one's loss is the surface.
    part
        Over which rows.
    title, detail
        What the pane is called, and what is special about it.
    marked
        Whether the title has the runner's colour.
    """

    runners: range
    part: Part = "train"
    title: str = ""
    detail: str = ""
    marked: bool = False

    def theme(self, theme: Theme) -> Theme:
        """Return a theme in which the pane's runners have the colours that they have among all."""
        return replace(theme, runners=tuple(theme.runner(runner) for runner in self.runners))

    def heading(self, theme: Theme) -> PaneTitle:
        """Return what stands over the pane, in its own theme."""
        return PaneTitle(self.title, self.detail, theme.runner(0) if self.marked else "")


_PARTS: tuple[tuple[Part, str], ...] = (("train", "Training data"), ("test", "Test data"))


def train_and_test(compiled: CompiledRecipe) -> tuple[PaneSpec, ...]:
    """Return a pane for the training rows and one for those that are held back, with all runners in both."""
    everybody = range(len(compiled.names))
    return tuple(PaneSpec(everybody, part, title, _rows(compiled, part)) for part, title in _PARTS)


def each_runner(compiled: CompiledRecipe, step: int = 0, part: Part = "train") -> tuple[PaneSpec, ...]:
    """Return a pane for each runner, each upon its own loss; `step` says whose settings tell them apart."""
    names, details = compiled.names, _details(compiled, step)
    return tuple(
        PaneSpec(range(runner, runner + 1), part, name, _unless_said(details[runner], name), True)
        for runner, name in enumerate(names)
    )


def levelled(
    compiled: CompiledRecipe, pane_specs: Sequence[PaneSpec], step: int, tops: Sequence[float]
) -> tuple[float, ...]:
    """Return the losses at the tops of the panes' boxes: those of one loss reach equally high, so they can be compared.

    `tops` are those that suit each pane alone. Penalties may differ: they belong to the same heights.
    """
    losses = [compiled.minimised(pane_spec.runners.start, step) for pane_spec in pane_specs]
    return tuple(max(top for top, loss in zip(tops, losses, strict=True) if loss.same_loss(mine)) for mine in losses)


def _rows(compiled: CompiledRecipe, part: Part) -> str:
    data = compiled.problem.prepared
    if data is None:
        return ""
    return counted(len(data.train_targets if part == "train" else data.test_targets), "row")


def _details(compiled: CompiledRecipe, step: int) -> list[str]:
    """Return what sets runners apart: losses, optimizers, learning rates, batches, whichever differ."""
    settings = compiled.settings(step)
    minimised = [_by_formula(compiled, each, compiled.minimised(at, step)) for at, each in enumerate(settings)]
    kinds = dict.fromkeys(minimised)  # of 1,024 runners with one loss each would look at all others
    words = {each: next((said for other in kinds if (said := each.words(other))), each.label) for each in kinds}
    columns = (
        [words[each] for each in minimised],
        [each.optimizer_entry.label for each in settings],
        [f"learning rate {exact(rounded(each.learning_rate))}" for each in settings],
        [f"batches of {each.batch_size}" if each.batch_size else "" for each in settings],
    )
    kept = [column for column in columns if len(set(column)) > 1]
    return [", ".join(filter(None, row)) for row in zip(*kept, strict=True)] if kept else [""] * len(settings)


def _by_formula(compiled: CompiledRecipe, settings: Settings, minimised: Minimised) -> Minimised:
    """Call a loss that is typed or made of others by its own formula, where that isn't long."""
    losses = kind_of(compiled.recipe.task).losses
    entry = None if losses is None or settings.loss is None else losses[settings.loss.kind]
    if settings.loss is None or not isinstance(entry, Loss) or entry.key not in OWN:
        return minimised
    formula = ", ".join(part.strip() for part in entry.under(entry.complete(settings.loss.options)).formula.split(","))
    return replace(minimised, label=formula, options=()) if len(formula) <= LONGEST_FORMULA else minimised


def _unless_said(detail: str, name: str) -> str:
    """Return a detail without those parts that the name has already."""
    return ", ".join(part for part in detail.split(", ") if part.lower() not in name.lower())
