"""Numbers with their units, as the names of columns give them: "body mass (kg)"."""


def unit_of(name: str) -> str:
    """Return what stands in the brackets at the end of a column's name."""
    return name.rpartition("(")[2].rstrip(")") if name.endswith(")") and "(" in name else ""


def quantity(number: str, unit: str) -> str:
    """Return a number with its unit; one that is a number itself, as in "area (100 m²)", is a factor."""
    return f"{number} × {unit}" if unit[:1].isdigit() else f"{number} {unit}".rstrip()
