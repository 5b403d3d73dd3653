"""What is selected: a runner, a data point and a parameter; they stay until a person chooses others."""

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
        None where none is selected yet; a negative row counts from the end until the selection is fitted to a run.
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

    @property
    def sample(self) -> int | None:
        """The training row to look at: that under the pointer, else the chosen one."""
        return self.chosen_sample if self.pointed_sample is None else self.pointed_sample

    def settled(self, explanation: Explanation) -> "Selection":
        """Return the selection with what matters most in an explained step where nothing is chosen.

        It is chosen from then on, so that numbers of different steps are numbers of the same row and parameter.
        """
        sample, parameter = self.chosen_sample, self.chosen_parameter
        return replace(
            self,
            chosen_sample=explanation.costliest_row if sample is None else sample,
            chosen_parameter=explanation.steepest_parameter if parameter is None else parameter,
        )
