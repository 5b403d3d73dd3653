"""A terrain in NumPy: the height over x and y, and its slopes."""

from lossstudio.core.array import Floats
from lossstudio.core.expression.derivative import derivative
from lossstudio.core.expression.tidy import tidy
from lossstudio.project.code.formulas import height_tree, sum_in_code
from lossstudio.project.code.leg import Leg
from lossstudio.project.code.plain_losses import FUNCTIONS
from lossstudio.project.code.setup import HeightSetup
from lossstudio.project.code.wording import literal


class NumpyHeight:
    """As `NumpyObjective`: a height over x and y."""

    def __init__(self, minimised: HeightSetup, theta: Floats) -> None:
        self._formula = minimised.formula
        self._theta = theta

    @property
    def data(self) -> list[str]:
        """As `NumpyObjective.data`."""
        places = " and ".join(self._formula.variables)
        return [f"# Where the descent starts: {places}.", f"theta = np.array({literal(self._theta)})"]

    def functions(self, leg: Leg) -> list[list[str]]:
        """As `NumpyObjective.functions`: nothing changes on the way."""
        if leg.before is not None:
            return []
        tree, names = height_tree(self._formula), self._formula.variables
        given = ", ".join(names)
        slopes = {name: tidy(derivative(tree, name)) for name in names}
        return [
            [f"def height({given}):", *(f"    {line}" for line in sum_in_code("return ", tree, FUNCTIONS))],
            [
                f"def gradient({given}):",
                f'    """Return the slopes of the height by {" and ".join(names)}."""',
                *(f"    {x}" for name in names for x in sum_in_code(f"by_{name} = ", slopes[name], FUNCTIONS)),
                f"    return np.array([{', '.join(f'by_{name}' for name in names)}])",
            ],
        ]

    def drawing(self, leg: Leg) -> list[str]:  # noqa: ARG002 - the contract's
        """As `NumpyObjective.drawing`: nothing is drawn."""
        return []

    def gradient(self, leg: Leg) -> list[str]:  # noqa: ARG002 - the contract's
        """As `NumpyObjective.gradient`."""
        return ["g = gradient(*theta)"]

    def proximal_step(self, leg: Leg) -> list[str]:  # noqa: ARG002 - the contract's
        """As `NumpyObjective.proximal_step`: there is no penalty."""
        return []

    def value(self, leg: Leg) -> tuple[list[str], str]:  # noqa: ARG002 - the contract's
        """As `NumpyObjective.value`."""
        return [], "height(*theta)"
