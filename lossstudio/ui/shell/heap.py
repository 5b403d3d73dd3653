"""What the C library is asked about the program's memory, where it can be asked (glibc)."""

import ctypes
import sys
from collections.abc import Callable

_MOST_HEAPS = -8
"""M_ARENA_MAX in glibc's malloc.h."""


def give_back() -> None:
    """Return what is free to the system."""
    trim = _asked_of_c("malloc_trim")
    if trim is not None:
        trim(ctypes.c_size_t(0))


def share_one_heap() -> None:
    """Let all threads take their memory from one heap; it has to be asked before the first one is started.

    The free end of another thread's own heap isn't given back (glibc 2.36): the worker's stayed as large as the most
    that it had needed at once, 20 MB after a quarter of an hour with 1.4 MB in use, and grew with each larger document.
    """
    limit = _asked_of_c("mallopt")
    if limit is not None:
        limit(_MOST_HEAPS, 1)


def _asked_of_c(name: str) -> Callable[..., object] | None:
    """Return a function of the C library, where there is one of this name."""
    function: Callable[..., object] | None = getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
    return function
