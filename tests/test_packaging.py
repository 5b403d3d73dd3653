"""What desktops and shells are told of the program agrees with the program, and with their own rules."""

import configparser
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import lossstudio
from lossstudio.cli.parser import COMMANDS, command_parser
from lossstudio.project.examples import EXAMPLES

ROOT = Path(__file__).parents[1]
PACKAGING = ROOT / "packaging"
DESKTOP = PACKAGING / "desktop"
NAME = "org.lossstudio.LossStudio"
MIME = "application/x-lossstudio"
LOCKED = re.findall(
    r"^([a-z0-9-]+)==(\S+)(.*(?:\n    .*)*)", (PACKAGING / "requirements.lock").read_text(), re.MULTILINE
)


def printed(*words: str | Path) -> str:
    """Return what a program prints; it must find nothing wrong."""
    answer = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert (answer.returncode, answer.stderr) == (0, ""), answer.stdout
    return answer.stdout


def made(script: str, *words: str) -> str:
    return printed(sys.executable, DESKTOP / script, *words)


def entry(name: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(DESKTOP / name, encoding="utf-8")
    return parser


def test_the_desktop_entry_starts_the_command_and_opens_scenes() -> None:
    desktop = entry(f"{NAME}.desktop")["Desktop Entry"]
    assert desktop["Exec"] == "lossstudio %f"
    assert desktop["MimeType"] == f"{MIME};"
    thumbnailer = entry("lossstudio.thumbnailer")["Thumbnailer Entry"]
    assert thumbnailer["Exec"] == "lossstudio thumbnail %i %o %s"
    assert thumbnailer["MimeType"] == f"{MIME};"
    assert printed("desktop-file-validate", DESKTOP / f"{NAME}.desktop") == ""


def test_scenes_have_a_media_type_and_are_known_by_what_is_in_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    packages = tmp_path / "mime" / "packages"
    packages.mkdir(parents=True)
    (packages / f"{NAME}.xml").write_bytes((DESKTOP / "lossstudio-mime.xml").read_bytes())
    printed("update-mime-database", tmp_path / "mime")
    assert f"{MIME}:*.lossstudio" in (tmp_path / "mime" / "globs2").read_text()
    assert MIME.encode() in (tmp_path / "mime" / "magic").read_bytes()
    matches = ET.parse(DESKTOP / "lossstudio-mime.xml").getroot().findall(".//{*}match")
    assert len(matches) == 3
    for example in EXAMPLES.values():
        text = example.path.read_text("utf-8")
        for match in matches:
            begin, _, end = str(match.get("offset")).partition(":")
            assert int(begin) <= text.find(str(match.get("value"))) <= int(end or begin)


def test_the_metainfo_names_the_desktop_entry_and_tells_of_this_version() -> None:
    root = ET.parse(DESKTOP / f"{NAME}.metainfo.xml").getroot()
    assert (DESKTOP / str(root.findtext("launchable"))).is_file()
    assert root.find("releases/release").get("version") == lossstudio.__version__
    pictures = [Path(str(image.text)).name for image in root.iter("image")]
    assert pictures
    assert all((PACKAGING / "readme" / picture).is_file() for picture in pictures)
    printed("appstreamcli", "validate", "--no-net", DESKTOP / f"{NAME}.metainfo.xml")


def test_the_manual_page_has_every_command_and_option(tmp_path: Path) -> None:
    page = tmp_path / "lossstudio.1"
    said = made("manual_page.py")
    page.write_text(said, "utf-8")
    assert printed("mandoc", "-T", "lint", "-W", "warning", page) == ""
    text = said.replace("\\-", "-")
    for name in COMMANDS:
        assert f".SH {name.upper()}\n" in text
        flags = re.findall(r"(?<![\w-])--[a-z-]+", command_parser(name).format_usage())
        assert all(flag in text for flag in flags)


def test_each_shell_knows_every_command_and_example(tmp_path: Path) -> None:
    made("shell_completion.py", str(tmp_path))
    scripts = [path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file()]
    assert len(scripts) == 3
    for word in (*COMMANDS, *EXAMPLES, "--self-test"):
        said = re.compile(rf"(?<![\w-]){word.replace('--', '(--|-l )')}(?![\w-])")
        assert all(said.search(script) for script in scripts)
    # And bash, which is always there, runs its own: choices, files with spaces, options.
    (tmp_path / "my talk.lossstudio").touch()
    script = f"""cd "{tmp_path}"
    source bash-completion/completions/lossstudio
    try() {{ COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _lossstudio; printf '%s|' "${{COMPREPLY[@]}}"; echo; }}
    try lossstudio train x --task ''
    try lossstudio export my
    try lossstudio export --pres
    """
    lines = printed("bash", "-c", script).splitlines()
    assert lines == ["regression|binary|multiclass|", "my talk.lossstudio|", "--preset|"]


def test_each_dependency_is_locked_with_hashes_and_nothing_says_where_from() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = {re.split(r"[^\w-]", line)[0].lower() for line in declared}
    assert names <= {name for name, _, _ in LOCKED}
    assert all("--hash=sha256:" in rest for _, _, rest in LOCKED)
    assert not any("://" in path.read_text("utf-8") for path in PACKAGING.glob("*.lock"))


def test_where_a_bundles_libraries_come_from_is_written_down() -> None:
    said = (PACKAGING / "frozen" / "licences" / "LIBRARIES.md").read_text("utf-8")
    rows = re.findall(r"^\| lib(?!rary)[^|]+\| [^|]+ \| (\S+) \|$", said, re.MULTILINE)
    assert len(rows) == said.count("\n| lib") - 1
    assert all(source.startswith("https://") for source in rows)
    for text in ("GPL-3.0.txt", "LGPL-3.0.txt"):
        assert "GNU" in (PACKAGING / "frozen" / "licences" / text).read_text("utf-8")
