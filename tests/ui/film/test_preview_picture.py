"""The picture of a preview: an image as large as fits, upon tiles where it is transparent, or words."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from lossstudio.films.encode.formats import MP4
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.file import load
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.film.preview import FilmPreview, PreviewPicture

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
RED = QColor(200, 30, 40)


def image_of(color: QColor) -> QImage:
    image = QImage(40, 10, QImage.Format.Format_ARGB32)
    image.fill(color)
    return image


def picture(qtbot: QtBot, appearance: Appearance) -> PreviewPicture:
    made = PreviewPicture(appearance, (200, 100))
    qtbot.addWidget(made)
    made.resize(200, 100)
    return made


def test_an_image_is_as_large_as_fits_and_in_the_middle(qtbot: QtBot, appearance: Appearance) -> None:
    shown = picture(qtbot, appearance)
    shown.show_image(image_of(RED))
    seen = shown.grab().toImage()
    assert [seen.pixelColor(100, y) == RED for y in (10, 35, 50, 65, 90)] == [False, True, True, True, False]


def test_a_transparent_image_lies_upon_tiles(qtbot: QtBot, appearance: Appearance) -> None:
    shown = picture(qtbot, appearance)
    shown.show_image(image_of(QColor(0, 0, 0, 0)))
    seen = shown.grab().toImage()
    colors = {seen.pixelColor(x, 50).name() for x in range(20, 180)}
    assert colors == {appearance.color("raised").name(), appearance.color("raised_2").name()}


def test_words_take_the_place_of_an_image(qtbot: QtBot, appearance: Appearance) -> None:
    shown = picture(qtbot, appearance)
    shown.show_image(image_of(RED))
    shown.say("no preview: too long")
    assert shown.image is None
    seen = shown.grab().toImage()
    assert seen.pixelColor(100, 35) != RED


@pytest.fixture
def studio(qtbot: QtBot) -> Iterator[Studio]:
    made = Studio()
    yield made
    made.close()


def test_a_preview_that_is_hidden_stops_and_offers_to_play_again(
    qtbot: QtBot, appearance: Appearance, studio: Studio
) -> None:
    preview = FilmPreview(studio, appearance)
    qtbot.addWidget(preview)
    preview.show()
    preview.show_film(ExportOptions(seconds=4.0), MP4, load(EXAMPLES["ravine"].path))
    preview.toggle()
    assert preview.play.accessibleName() == "Stop the preview"
    preview.hide()
    assert preview.play.accessibleName() == "Play the preview"
    preview.close_preview()
