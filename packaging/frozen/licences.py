"""Collects the licences of all that a one-folder program is made of: ``packaging/frozen/licences.py PROGRAM OUT``.

Those of the Python packages come from what is installed, those of the system's libraries from Debian. The libraries
inside the packages are listed by hand in licences/LIBRARIES.md; one that isn't there ends the work.
"""

import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SYSTEM = "system libraries"
SOURCES = ("source", "source code", "repository", "homepage")
"""What packages call the place of their source, the best first."""
LICENCE = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)

HEAD = """\
# Licences

Loss Studio itself is under the MIT licence ([lossstudio.txt](lossstudio.txt)). This package of it holds FFmpeg with
x264 and x265, which are under the GNU General Public License; so the package as a whole is conveyed under its version
3 ([GPL-3.0.txt](GPL-3.0.txt)). Qt and Qt for Python are used under the GNU Lesser General Public License, version 3
([LGPL-3.0.txt](LGPL-3.0.txt)); they lie in files of their own, which may be replaced by others.

The libraries inside the packages, and where their sources are: [LIBRARIES.md](LIBRARIES.md). Fonts, icons and data
sets: [NOTICES.md](NOTICES.md). Python: [python.txt](python.txt).

| package | version | terms | source |
| --- | --- | --- | --- |
"""


def main() -> None:
    """Fill the folder."""
    program, out = map(Path, sys.argv[1:])
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(HERE / "licences", out)
    shutil.copy(ROOT / "LICENSE", out / "lossstudio.txt")
    shutil.copy(ROOT / "resources" / "NOTICES.md", out)
    shutil.copy(_of_python(), out / "python.txt")
    packages = [distribution(name) for name in (*_locked(), "pyinstaller")]
    for package in packages:
        _copy_licences(package, out / package.metadata["Name"])
    (out / "LICENCES.md").write_text(HEAD + "".join(map(_row, packages)), "utf-8")
    _account_for_libraries(program, out)


def _of_python() -> Path:
    """Return the file with Python's licence, which lies in its library, or beside it on Windows."""
    places = (Path(folder, "LICENSE.txt") for folder in (sysconfig.get_path("stdlib"), sys.base_prefix))
    return next(path for path in places if path.is_file())


def _locked() -> Iterator[str]:
    """Yield the names of the packages that the program needs."""
    text = (HERE.parent / "requirements.lock").read_text("utf-8")
    yield from dict.fromkeys(re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE))


def _copy_licences(package: Distribution, out: Path) -> None:
    for file in package.files or ():
        if ".dist-info" in file.parts[0] and LICENCE.search(file.name) and file.suffix not in (".py", ".pyc"):
            place = out.joinpath(*file.parts[1:])
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(str(file.locate()), place)


def _row(package: Distribution) -> str:
    about = package.metadata
    terms = str(about["License-Expression"] or about["License"] or "see its folder").partition("\n")[0]
    return f"| {about['Name']} | {package.version} | {terms} | {_source(package)} |\n"


def _source(package: Distribution) -> str:
    """Return where a package says that its source is, or at least where it is at home."""
    said = (each.partition(",") for each in package.metadata.get_all("Project-URL") or ())
    places = {label.strip().lower(): place.strip() for label, _, place in said}
    return next((places[label] for label in SOURCES if label in places), str(package.metadata["Home-page"]))


def _account_for_libraries(program: Path, out: Path) -> None:
    """See that the terms of each shared library are known; copy those of the system's."""
    rows = re.findall(r"^\| (lib[^|]+)", (out / "LIBRARIES.md").read_text("utf-8"), re.MULTILINE)
    known = ("libpython", *re.findall(r"\w+", " ".join(rows)))
    for path in program.rglob("lib*.so*"):
        if not (path.is_symlink() or "plugins" in path.parts or path.name.startswith(known)):  # plug-ins are Qt's own
            _copy_system_licence(path.name, out / SYSTEM)


def _copy_system_licence(library: str, out: Path) -> None:
    said = subprocess.run(["dpkg", "-S", f"*/{library}"], capture_output=True, text=True, check=False).stdout
    package = said.partition(":")[0]
    terms = Path("/usr/share/doc", package, "copyright")
    if not package or not terms.is_file():
        sys.exit(f"whose terms is {library} under? Please say it in packaging/frozen/licences/LIBRARIES.md")
    out.mkdir(exist_ok=True)
    shutil.copy(terms, out / f"{package}.txt")


if __name__ == "__main__":
    main()
