"""Finds the Debian packages that a one-folder program needs: ``python packaging/frozen/debian_dependencies.py FOLDER``.

The libraries that its own ones name and that don't lie in it are the system's; dpkg knows whose they are. Those that
are opened by name while the program runs stand in `OPENED`.
"""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

OPENED = ("libEGL.so.1", "libGL.so.1")
"""What draws the surface, with a screen or without."""
C_LIBRARY = "libc6"


def main() -> None:
    """Print what stands in the field Depends."""
    needed, newest = _needs(_libraries(Path(sys.argv[1])))
    packages = sorted(_packages({*needed, *OPENED}) - {C_LIBRARY})
    print(", ".join([f"{C_LIBRARY} (>= {newest})", *packages]))


def _libraries(folder: Path) -> list[Path]:
    """Return the program and its libraries."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return [path for path in files if path.open("rb").read(4) == b"\x7fELF"]


def _needs(libraries: list[Path]) -> tuple[set[str], str]:
    """Return the libraries that are named and aren't there, and which C library is new enough."""
    said = subprocess.run(["objdump", "-p", *libraries], capture_output=True, text=True, check=True).stdout
    named = set(re.findall(r"^ +NEEDED +(\S+)$", said, re.MULTILINE))
    versions = {tuple(map(int, found.split("."))) for found in re.findall(r"\bGLIBC_(\d+\.\d+)", said)}
    return named - {path.name for path in libraries}, ".".join(map(str, max(versions)))


def _packages(libraries: Iterable[str]) -> set[str]:
    """Return the installed packages that hold libraries; end the program where one is in none."""
    found = dict(_owners(libraries))
    if strangers := sorted(set(libraries) - set(found)):
        sys.exit(f"no Debian package that is installed here has {', '.join(strangers)}")
    return set(found.values())


def _owners(libraries: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each library that a package has, and the package."""
    patterns = [f"*/{name}" for name in libraries]
    said = subprocess.run(["dpkg", "-S", *patterns], capture_output=True, text=True, check=False).stdout
    for line in said.splitlines():
        owner, _, path = line.partition(": ")
        yield Path(path).name, owner.partition(":")[0]


if __name__ == "__main__":
    main()
