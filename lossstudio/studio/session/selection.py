"""What is selected: a runner, a data point and a parameter; what isn't selected is what matters most right now."""

from dataclasses import dataclass, replace

from lossstudio.run.analysis.explanation import Explanation
from lossstudio.run.training.compiled_recipe import CompiledRecipe


@dataclass(frozen=True, slots=True)
class Selection:
    """Choices that aren't part of the document; another choice is another Selection.

    Attributes
    ----------
    runner
        Whose surface, numbers and settings are on show.
    chosen_sample, chosen_parameter
        None where none is selected; a negative row counts from the end until the selection is fitted to a run.
    pointed_sample
        The training row under the pointer, which is looked at in the place of the chosen one as long as it is there.
    """

    runner: int = 0
    chosen_sample: int | None = None
    chosen_parameter: int | None = None
    pointed_sample: int | None = None

    def fitted(self, compiled: CompiledRecipe) -> "Selection":
        """Return the selection without what a compiled recipe doesn't have."""
        sample, parameter, pointed = self.chosen_sample, self.chosen_parameter, self.pointed_sample
        if sample is not None and sample < 0:
            sample += compiled.problem.rows
        return replace(
            self,
            runner=min(self.runner, len(compiled.names) - 1),
            chosen_sample=None if sample is not None and sample >= compiled.problem.rows else sample,
            chosen_parameter=None if parameter is not None and parameter >= compiled.size else parameter,
            pointed_sample=None if pointed is not None and pointed >= compiled.problem.rows else pointed,
        )

    def sample(self, explanation: Explanation | None) -> int | None:
        """Return the training row to look at: that under the pointer, the chosen one, or the batch's costliest."""
        if self.pointed_sample is not None:
            return self.pointed_sample
        if self.chosen_sample is not None:
            return self.chosen_sample
        return None if explanation is None else explanation.costliest_row

    def parameter(self, explanation: Explanation | None) -> int:
        """Return the parameter to look at: the chosen one, else the one with the largest gradient."""
        if self.chosen_parameter is not None:
            return self.chosen_parameter
        return 0 if explanation is None else explanation.steepest_parameter
