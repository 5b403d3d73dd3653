"""What is selected: a runner, a data point and a parameter; what nobody chose is what matters most right now."""

from lossstudio.run.course import Course
from lossstudio.run.explanation import Explanation


class Selection:
    """Choices that aren't part of the document.

    Attributes
    ----------
    runner
        Whose surface, numbers and settings are on show.
    chosen_sample, chosen_parameter
        None where nobody chose.
    """

    def __init__(self) -> None:
        self.runner = 0
        self.chosen_sample: int | None = None
        self.chosen_parameter: int | None = None

    def fit(self, course: Course) -> bool:
        """Drop what a course doesn't have; True when something was dropped."""
        before = (self.runner, self.chosen_sample, self.chosen_parameter)
        self.runner = min(self.runner, len(course.names) - 1)
        if self.chosen_sample is not None and self.chosen_sample >= course.problem.rows:
            self.chosen_sample = None
        if self.chosen_parameter is not None and self.chosen_parameter >= course.size:
            self.chosen_parameter = None
        return before != (self.runner, self.chosen_sample, self.chosen_parameter)

    def sample(self, explanation: Explanation | None) -> int | None:
        """Return the training row to look at: the chosen one, else the one in the batch that costs most."""
        return (
            self.chosen_sample if self.chosen_sample is not None or explanation is None else explanation.costliest_row
        )

    def parameter(self, explanation: Explanation | None) -> int:
        """Return the parameter to look at: the chosen one, else the one with the largest gradient."""
        if self.chosen_parameter is not None:
            return self.chosen_parameter
        return 0 if explanation is None else explanation.steepest_parameter
