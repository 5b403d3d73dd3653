"""Runs first in the frozen program: gives the environment back, so that whatever is started finds its own libraries.

The loader has set where libraries lie, and has noted that the program runs already. A player for films must not get our
libraries, and the program, started again for a film, has to start as the first did.
"""

import os

for name in [name for name in os.environ if name.startswith("_PYI_")]:
    del os.environ[name]
before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
os.environ.pop("LD_LIBRARY_PATH", None)
if before is not None:
    os.environ["LD_LIBRARY_PATH"] = before

# As Python does itself where it isn't frozen (PEP 538): without a language there is at least every letter.
if os.environ.get("LC_ALL", "") == "" and os.environ.get("LC_CTYPE", os.environ.get("LANG", "C")) in ("", "C", "POSIX"):
    os.environ["LC_CTYPE"] = "C.UTF-8"
