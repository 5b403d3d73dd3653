"""What standardised numbers mean in the units that were measured."""

from lossstudio.core.array import Floats
from lossstudio.core.datasets.prepared import Prepared
from lossstudio.core.numbers import readout
from lossstudio.ui.appearance.theme import Look
from lossstudio.ui.controls.note import Note

MOST = 3
"""So many columns are named; the tooltip has all of them."""


class ScaleNote(Note):
    """Says of each standardised column what its 0 and its 1 are; nothing where data are as they were measured."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "plain")

    def show_data(self, data: Prepared | None) -> None:
        """Show the scales of data."""
        lines = [] if data is None else scales(data)
        more = f"\n… and {len(lines) - MOST} more" if len(lines) > MOST else ""
        words = "\n".join(lines[:MOST]) + more
        self.say(f"Standardised on the training rows:\n{words}" if lines else "", tip="\n".join(lines))


def scales(data: Prepared) -> list[str]:
    """Return a line for each standardised column: "flipper length: 0 is 201 mm, 1 is 14.1 mm more"."""
    inputs = _lines(data.input_names, data.samples.input_names, data.input_offset, data.input_scale)
    return inputs + _lines(data.target_names, data.samples.target_names, data.target_offset, data.target_scale)


def _lines(seen: tuple[str, ...], measured: tuple[str, ...], offset: Floats, scale: Floats) -> list[str]:
    lines = []
    for at, (name, raw) in enumerate(zip(seen, measured, strict=True)):
        if name.endswith("(standardised)"):
            base, _, unit = raw.removesuffix(")").rpartition(" (") if raw.endswith(")") else (raw, "", "")
            unit = f" {unit}" if unit else ""
            lines.append(
                f"{base}: 0 is {readout(float(offset[at]), 4)}{unit}, 1 is {readout(float(scale[at]))}{unit} more"
            )
    return lines
