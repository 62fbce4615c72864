"""Loops over characters, compiled once there is much to go through.

A loop is written as plain Python over arrays. What a process reads first is little, most often,
and is gone through as it is written; from some dozens of postings on, numba is loaded and compiles
the loop, or takes it from an earlier run. Both give the same; a test compares them.
"""

import ctypes
import hashlib
import os
import sys
from collections.abc import Callable
from functools import cache, cached_property, update_wrapper
from pathlib import Path
from types import FunctionType
from typing import Generic, ParamSpec, TypeVar

import numpy as np

Given = ParamSpec("Given")
Found = TypeVar("Found")

MANY = 200_000
"""Characters from which on loading the compiler costs less than doing without."""
_LARGE = 32 << 20
"""Bytes of an array that is larger than what a batch takes; the C library takes no more."""
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""What `mallopt` of the GNU C library knows them by (malloc.h)."""


class Loop(Generic[Given, Found]):
    """A function over arrays and tuples of such, the first of them the characters, and numbers.

    Attributes:
        written: The function as it is written.
    """

    def __init__(self, written: Callable[Given, Found]) -> None:
        """Take a function.

        Args:
            written: It calls no other functions but NumPy's and loops of the same module.
        """
        self.written = written
        update_wrapper(self, written)

    def __call__(self, *args: Given.args, **kwargs: Given.kwargs) -> Found:
        """Go through what is given.

        Args:
            args: As the function takes them.
            kwargs: As the function takes them.
        """
        if "numba" in sys.modules or _size(args[0]) >= MANY:
            return self.compiled(*args, **kwargs)
        return self.written(*args, **kwargs)

    @cached_property
    def compiled(self) -> Callable[Given, Found]:
        """The function compiled, and kept for the processes to come where that is allowed."""
        # takes most of a second, which one posting need not wait for
        import numba

        _keep_memory()
        folder = _folder()
        if folder is not None:
            vars(numba.config)["CACHE_DIR"] = str(folder)
        known = self.written.__globals__
        names = {
            name: value.compiled if isinstance(value, Loop) else value
            for name, value in known.items()
            if name in self.written.__code__.co_names
        }
        copy = FunctionType(self.written.__code__, {**known, **names}, self.written.__name__)
        compiled: Callable[Given, Found] = numba.njit(cache=folder is not None, nogil=True)(copy)
        return compiled


@cache
def _keep_memory() -> None:
    """Let memory that arrays leave be taken by those that follow.

    The C library of Linux gives the system back what is large, and each batch would pay a third of
    its time for getting it anew. Dask asks it to give back more still, so it is told outright.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is not None:
        mallopt(_MMAP_THRESHOLD, _LARGE)
        mallopt(_TRIM_THRESHOLD, 2 * _LARGE)


def _size(of: object) -> int:
    first = of[0] if isinstance(of, tuple) else of
    return len(first) if isinstance(first, np.ndarray) else 0


@cache
def _folder() -> Path | None:
    """Return where compiled loops are kept: of these sources alone, whose constants they hold."""
    here = Path(__file__).parent
    sources = hashlib.sha256(b"".join(file.read_bytes() for file in sorted(here.glob("*.py"))))
    folder = here / "__pycache__" / f"loops-{sources.hexdigest()[:16]}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None
