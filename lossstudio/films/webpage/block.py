"""A page's data as one block of bytes: the JSON, and behind it the arrays, in an order that deflates well.

First come four bytes with the length of the JSON, little endian, then the JSON, then the arrays one after the other. An
array's numbers are taken as whole ones, each less the one `along` places before it, and laid down byte by byte: all
first bytes, then all second ones, ... `resources/page/block.js` reads it.
"""

import base64
import json
import math
import zlib
from typing import Any

import numpy as np

from lossstudio.films.webpage.packing import Packed


def block_text(payload: dict[str, Any]) -> str:
    """Return a payload as a page holds it: a block, deflated without a header, in base64, which has no markup in it."""
    arrays: list[bytes] = []
    lifted = _lifted(payload, arrays)
    text = json.dumps(lifted, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8", "replace")
    block = b"".join([len(text).to_bytes(4, "little"), text, *arrays])
    return base64.b64encode(_squeezed(block)).decode("ascii")


def _lifted(value: Any, arrays: list[bytes]) -> Any:
    """Return a value without the arrays in it, which go behind the JSON."""
    if isinstance(value, dict):
        if "bits" in value and "data" in value:
            return _moved_behind(value, arrays)
        return {key: _lifted(each, arrays) for key, each in value.items()}
    return [_lifted(each, arrays) for each in value] if isinstance(value, list | tuple) else value


def _moved_behind(part: Packed, arrays: list[bytes]) -> Packed:
    kept = {key: each for key, each in part.items() if key != "data"}
    numbers = np.frombuffer(base64.b64decode(part["data"]), f"<u{part['bits'] // 8}")
    # Like the number before it, that of the place before it, or the one in the row before it.
    ways = dict.fromkeys((0, 1, *part["shape"][-1:], math.prod(part["shape"][1:])))
    along, laid = min(((way, _laid(numbers, way)) for way in ways), key=lambda found: len(_squeezed(found[1], 1)))
    at = sum(map(len, arrays))
    arrays.append(laid)
    return kept | {"at": at, "along": along}


def _laid(numbers: "np.ndarray[Any, np.dtype[Any]]", along: int) -> bytes:
    less = numbers.copy()
    if 0 < along < len(numbers):
        less[along:] -= numbers[:-along]  # modulo what their bytes can hold
    return less.view(np.uint8).reshape(-1, numbers.itemsize).T.tobytes()


def _squeezed(content: bytes, effort: int = 9) -> bytes:
    squeezer = zlib.compressobj(effort, zlib.DEFLATED, -zlib.MAX_WBITS)
    return squeezer.compress(content) + squeezer.flush()
