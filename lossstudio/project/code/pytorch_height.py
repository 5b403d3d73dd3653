"""A terrain in PyTorch, which finds the slopes by itself."""

from lossstudio.core.array import Floats
from lossstudio.core.expression.node import ApplyNode, NameNode, NumberNode, names_in
from lossstudio.project.code.formulas import height_tree, sum_in_code
from lossstudio.project.code.leg import Leg
from lossstudio.project.code.pytorch_model import DIALECT
from lossstudio.project.code.setup import HeightSetup


class PytorchHeight:
    """As `PytorchObjective`: a height over x and y."""

    def __init__(self, minimised: HeightSetup, theta: Floats) -> None:
        self._formula = minimised.formula
        self._theta = theta
        self._names = ", ".join(minimised.formula.variables)

    @property
    def imports(self) -> list[str]:
        """As `PytorchObjective.imports`."""
        needs_nn = any("nn." in line for line in self._height)
        return ["import torch", *(["from torch import nn"] if needs_nn else [])]

    @property
    def data(self) -> list[str]:
        """As `PytorchObjective.data`."""
        return [
            "torch.set_default_dtype(torch.float64)",
            "",
            f"# Where the descent starts: {' and '.join(self._formula.variables)}.",
            *(
                f"{name} = torch.tensor({value!r}, requires_grad=True)"
                for name, value in zip(self._formula.variables, self._theta.tolist(), strict=True)
            ),
            f"parameters = [{self._names}]",
        ]

    def functions(self, leg: Leg) -> list[list[str]]:
        """As `PytorchObjective.functions`: the height."""
        return [] if leg.before else [[f"def height({self._names}):", *(f"    {line}" for line in self._height)]]

    def chosen(self, leg: Leg) -> list[str]:  # noqa: ARG002 - the contract's
        """As `PytorchObjective.chosen`: there is only the height."""
        return []

    def drawing(self, leg: Leg) -> list[str]:  # noqa: ARG002 - the contract's
        """As `PytorchObjective.drawing`: nothing is drawn."""
        return []

    def batch(self, leg: Leg) -> list[str]:  # noqa: ARG002 - the contract's
        """As `PytorchObjective.batch`: there are no rows."""
        return []

    def loss(self, leg: Leg) -> list[str]:
        """As `PytorchObjective.loss`."""
        return self.value(leg)

    def clipping(self, leg: Leg) -> list[str]:
        """As `PytorchObjective.clipping`."""
        value, norm = leg.settings.clip_value, leg.settings.clip_norm
        lines = [f"torch.nn.utils.clip_grad_value_(parameters, {value!r})"] if value is not None else []
        return lines + ([f"torch.nn.utils.clip_grad_norm_(parameters, {norm!r})"] if norm is not None else [])

    def proximal_step(self, leg: Leg) -> list[str]:  # noqa: ARG002 - the contract's
        """As `PytorchObjective.proximal_step`: there is no penalty."""
        return []

    def value(self, leg: Leg) -> list[str]:  # noqa: ARG002 - the contract's
        """As `PytorchObjective.value`."""
        return [f"loss = height({self._names})"]

    @property
    def _height(self) -> list[str]:
        """The lines that return the formula: with all variables, since PyTorch takes a slope by no other ones."""
        tree = height_tree(self._formula)
        for name in self._formula.variables:
            if name not in names_in(tree):
                tree = ApplyNode("+", (tree, ApplyNode("*", (NumberNode(0.0), NameNode(name)))))
        return sum_in_code("return ", tree, DIALECT.functions, number=DIALECT.number)
