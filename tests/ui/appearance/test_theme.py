"""Colours, writing and icons that can be read in both themes."""

import gc

import pytest
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QRawFont
from pytestqt.qtbot import QtBot

from lossstudio.core.resources import resource
from lossstudio.picture.colors import CONTRAST, DARK, LIGHT, Theme, rgb
from lossstudio.picture.text.fonts import FAMILY, font
from lossstudio.ui.appearance.icons import icon
from lossstudio.ui.appearance.theme import MOST_FONTS, Appearance, chosen_theme
from lossstudio.ui.commands.commands import COMMANDS

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def luminance(color: str) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb(color)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_writing_and_control_borders_stand_out(theme: Theme) -> None:
    for ground in (theme.card, theme.window, theme.bar, theme.raised):
        assert contrast(theme.text, ground) >= 7
        assert contrast(theme.secondary, ground) >= 4.5
    assert contrast(theme.control_border, theme.card) >= 3
    assert contrast(theme.on_accent, theme.accent) >= 4.5


def test_high_contrast_is_high() -> None:
    grounds = ("window", "bar", "card", "raised", "raised_2", "field", "canvas", "active")
    for ground in (getattr(CONTRAST, name) for name in grounds):
        assert min(contrast(color, ground) for color in (CONTRAST.text, CONTRAST.secondary)) >= 7
        edges = (CONTRAST.border, CONTRAST.control_border, CONTRAST.accent, CONTRAST.error, CONTRAST.data)
        assert min(contrast(color, ground) for color in (*edges, *CONTRAST.runners)) >= 3
    for ground in (CONTRAST.card, CONTRAST.bar, CONTRAST.canvas):
        assert min(contrast(color, ground) for color in (CONTRAST.accent, CONTRAST.error)) >= 7, "it is written with"
        assert contrast(CONTRAST.track, ground) >= 3
    assert contrast(CONTRAST.on_accent, CONTRAST.accent) >= 7
    assert min(contrast(color, CONTRAST.track) for color in (CONTRAST.accent, CONTRAST.control_border)) >= 3


def test_a_persons_word_comes_before_a_scenes(qtbot: QtBot) -> None:
    assert chosen_theme("contrast", "light") is CONTRAST
    assert chosen_theme("light", "dark") is LIGHT
    assert chosen_theme("scene", "dark") is DARK


def test_the_shipped_typeface_is_used_with_figures_of_one_width(appearance: Appearance) -> None:
    assert QFontInfo(appearance.font()).family() == FAMILY
    assert FAMILY in QFontDatabase.families()
    from PySide6.QtGui import QFontMetricsF

    metrics = QFontMetricsF(font(10))
    assert metrics.horizontalAdvance("111") == metrics.horizontalAdvance("888")


@pytest.mark.parametrize("name", ["Regular", "Italic", "SemiBold"])
def test_the_typeface_has_every_sign_that_formulas_use(qtbot: QtBot, name: str) -> None:
    raw = QRawFont(str(resource("fonts", f"Inter-{name}.otf")), 20)
    missing = [sign for sign in "ŷ∂ηλθ←→−·×²₁₂⁻⁰¹³⁴⁵⁶⁷⁸⁹√σ≤≥≈βεμρ…∞m̂v̂|()=" if not _has(raw, sign)]
    assert missing == []


def _has(raw: QRawFont, sign: str) -> bool:
    indexes = raw.glyphIndexesForString(sign)
    return bool(indexes) and indexes[0] != 0


@pytest.mark.parametrize("command", [command for command in COMMANDS if command.icon], ids=lambda command: command.key)
def test_every_named_icon_is_shipped_and_drawn(appearance: Appearance, command: object) -> None:
    assert resource("icons", f"{command.icon}.svg").exists()
    image = icon(command.icon).pixmap(24, 24).toImage()
    assert any(image.pixelColor(x, y).alpha() for x in range(24) for y in range(24))


def test_icons_follow_the_theme(appearance: Appearance) -> None:
    made = icon("play", solid=True)
    middles = []
    for theme in (DARK, LIGHT):
        appearance.wear(theme)
        middles.append(made.pixmap(48, 48).toImage().pixelColor(22, 24))
    assert middles == [QColor(DARK.text), QColor(LIGHT.text)]


def test_fonts_of_ever_other_sizes_are_not_all_kept(appearance: Appearance) -> None:
    def known() -> int:
        return sum(isinstance(each, QFont) for each in gc.get_objects())

    before = known()
    for at in range(3 * MOST_FONTS):
        appearance.font(8 + at / 1000)
    assert known() - before <= MOST_FONTS
