"""What came of a survey, as arrays or as a table."""

import io
import json
from collections.abc import Iterator

import numpy as np

from lossstudio.core.landscape.landscape import Landscape
from lossstudio.project.data_file import without_tables
from lossstudio.project.surveys.request import SurveyRequest


def npz_parts(landscape: Landscape, request: SurveyRequest) -> Iterator[bytes]:
    """Yield arrays: `x` and `y`, `loss` ``(rows, columns)``, the plane's three vectors, and `meta`, a JSON text."""
    memory, plane = io.BytesIO(), landscape.plane
    meta = {"labels": plane.labels, "kind": plane.kind, "request": without_tables(request.to_text())}
    arrays = {"x": landscape.x, "y": landscape.y, "loss": landscape.loss}
    arrays |= {"plane_origin": plane.origin, "plane_x": plane.x, "plane_y": plane.y}
    np.savez(memory, **arrays, meta=np.array(json.dumps(meta)))  # type: ignore[arg-type]
    yield memory.getvalue()


def csv_parts(landscape: Landscape) -> Iterator[bytes]:
    """Yield a table with a row for each point: `x`, `y`, `loss`; what is no number is empty."""
    yield b"x,y,loss\n"
    across = [repr(float(x)) for x in landscape.x]
    for y, losses in zip(landscape.y, landscape.loss, strict=True):
        cells = [repr(float(loss)) if np.isfinite(loss) else "" for loss in losses]
        yield "".join(f"{x},{float(y)!r},{loss}\n" for x, loss in zip(across, cells, strict=True)).encode()
