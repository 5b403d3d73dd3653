"""The error of a typed formula: what is wrong, and at which character."""


class FormulaError(ValueError):
    """A formula that can't be used.

    Attributes
    ----------
    reason
        What is wrong and what to do.
    position
        The character at which it is wrong, counted from 1.
    name
        The name that nothing has, where that is what is wrong: it could be declared.
    """

    def __init__(self, reason: str, position: int, name: str = "") -> None:
        super().__init__(f"character {position}: {reason}")
        self.reason = reason
        self.position = position
        self.name = name
