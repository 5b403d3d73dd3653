"""What came of a sweep, as a table or as arrays."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from itertools import chain, islice

import numpy as np

from lossstudio.project.data_file import without_tables
from lossstudio.project.sweeps.request import SweepRequest
from lossstudio.run.sweep.sweep import Swept

ROWS_A_PART = 1000


def csv_parts(swept: Swept) -> Iterator[bytes]:
    """Yield a table with a row for each run, as `Sweep.columns` names it; unfinished measures are empty."""
    rows: Iterator[Sequence[object]] = chain([swept.sweep.columns], swept.rows())
    while part := list(islice(rows, ROWS_A_PART)):
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(part)
        yield text.getvalue().encode()


def npz_parts(swept: Swept, request: SweepRequest) -> Iterator[bytes]:
    """Yield arrays: each axis and the seeds ``(n,)``, each measure over all of them, and `meta`, a JSON text.

    Where minima are told it has their places, in the order of their numbers.
    """
    memory = io.BytesIO()
    meta = {"axes": [axis.path for axis in swept.sweep.axes], "request": without_tables(request.to_text())}
    if "minimum" in swept.found:
        meta["minima"] = [place.tolist() for place in swept.sweep.built.objective().minima]
    arrays = {**swept.axes, "seed": np.array(swept.sweep.seeds), **swept.found, "meta": np.array(json.dumps(meta))}
    np.savez(memory, **arrays)  # type: ignore[arg-type]
    yield memory.getvalue()
