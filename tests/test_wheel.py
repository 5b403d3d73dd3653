"""What `pip install` brings: everything that the program needs travels inside the wheel."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import lossstudio

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (file,) = folder.glob("lossstudio-*-py3-none-any.whl")
    assert file.name.split("-")[1] == lossstudio.__version__
    return zipfile.ZipFile(file)


def files(folder: Path, prefix: str) -> set[str]:
    there = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {f"{prefix}/{path.relative_to(folder).as_posix()}" for path in there}


def test_the_package_and_its_resources_travel(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    assert files(ROOT / "lossstudio", "lossstudio") <= names
    assert files(ROOT / "resources", "lossstudio/resources") <= names


def test_nothing_else_travels(wheel: zipfile.ZipFile) -> None:
    strangers = [name for name in wheel.namelist() if not name.startswith(("lossstudio/", "lossstudio-"))]
    assert strangers == []


def test_the_licence_and_the_notices_travel(wheel: zipfile.ZipFile) -> None:
    licences = [name for name in wheel.namelist() if "/licenses/" in name]
    assert {Path(name).name for name in licences} == {"LICENSE", "NOTICES.md"}


def test_the_command_is_installed(wheel: zipfile.ZipFile) -> None:
    (entry,) = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    assert "lossstudio = lossstudio.__main__:main" in wheel.read(entry).decode()
