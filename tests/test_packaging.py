"""What desktops are told of the program agrees with the program."""

import configparser
from pathlib import Path
from xml.etree import ElementTree as ET

PACKAGING = Path(__file__).parents[1] / "packaging"


def test_the_desktop_entry_starts_the_command_and_opens_scenes() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(PACKAGING / "org.lossstudio.LossStudio.desktop", encoding="utf-8")
    assert entry["Desktop Entry"]["Exec"] == "lossstudio %f"
    assert entry["Desktop Entry"]["MimeType"] == "application/x-lossstudio;"


def test_scenes_have_a_media_type() -> None:
    kind = ET.parse(PACKAGING / "lossstudio-mime.xml").getroot()[0]
    assert kind.get("type") == "application/x-lossstudio"
    assert kind[-1].get("pattern") == "*.lossstudio"


def test_the_metainfo_names_the_desktop_entry() -> None:
    root = ET.parse(PACKAGING / "org.lossstudio.LossStudio.metainfo.xml").getroot()
    launchable = root.findtext("launchable")
    assert launchable is not None
    assert (PACKAGING / launchable).is_file()
