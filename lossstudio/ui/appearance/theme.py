"""How the window is dressed: a colour theme and a size of writing, worn by the whole application."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from lossstudio.picture.colors import DARK, LIGHT, Theme
from lossstudio.picture.text import fonts
from lossstudio.project.view import Theme as ThemeChoice
from lossstudio.ui.appearance.stylesheet import stylesheet

ORDINARY_POINTS = 10.0
DESIGN_DPI = 96.0


class Look(QObject):
    """The theme in force and the size of writing; every length is given for 10 points and grows with them.

    Signals
    -------
    changed
        Theme or size of writing is another one; palette, font and stylesheet are already worn.
    """

    changed = Signal()

    def __init__(self, theme: Theme = DARK, points: float = ORDINARY_POINTS) -> None:
        super().__init__()
        self.theme = theme
        self.points = points
        self._fonts: dict[tuple[float, QFont.Weight, bool], QFont] = {}

    @property
    def scale(self) -> float:
        """How much longer a length is than at 10 points and 96 dots per inch."""
        return self.points / ORDINARY_POINTS

    def px(self, length: float) -> int:
        """Return a length that is given in pixels at 10 points."""
        return round(length * self.scale)

    def font(
        self, points: float = ORDINARY_POINTS, weight: QFont.Weight = QFont.Weight.Normal, *, italic: bool = False
    ) -> QFont:
        """Return the interface's typeface; `points` is given for an interface of 10 points."""
        key = (points, weight, italic)
        if key not in self._fonts:
            self._fonts[key] = fonts.font(points * self.scale * _dots(), weight, italic=italic)
        return QFont(self._fonts[key])

    def color(self, name: str, alpha: float = 1.0) -> QColor:
        """Return one of the theme's colours by its field's name."""
        return tinted(getattr(self.theme, name), alpha)

    def wear(self, theme: Theme, points: float | None = None) -> None:
        """Dress the application in a theme and a size of writing."""
        self.theme = theme
        self.points = self.points if points is None else points
        self._fonts.clear()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        # WORKAROUND QStyleHints.setColorScheme does nothing offscreen and on a bare X server (Qt 6.11): so the palettes
        # are our own, on Fusion, which takes its colours from them.
        app.setStyle("Fusion")
        app.setPalette(palette(theme))
        app.setFont(self.font())
        app.setStyleSheet(stylesheet(theme, self.px))
        self.changed.emit()


def tinted(color: str, alpha: float = 1.0) -> QColor:
    """Return ``#rrggbb`` as a QColor with an opacity."""
    made = QColor(color)
    made.setAlphaF(alpha)
    return made


def chosen_theme(choice: ThemeChoice) -> Theme:
    """Return what a document's choice means here: the system's own wish where it says "system"."""
    if choice != "system":
        return LIGHT if choice == "light" else DARK
    light = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Light
    return LIGHT if light else DARK


def palette(theme: Theme) -> QPalette:
    """Return Qt's palette for a theme."""
    made = QPalette()
    for role, color in _roles(theme):
        made.setColor(role, QColor(color))
    faded = tinted(theme.secondary, 0.55)
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, faded)
    return made


def _roles(theme: Theme) -> tuple[tuple[QPalette.ColorRole, str], ...]:
    role = QPalette.ColorRole
    return (
        (role.Window, theme.window),
        (role.WindowText, theme.text),
        (role.Base, theme.field),
        (role.AlternateBase, theme.raised),
        (role.Text, theme.text),
        (role.Button, theme.raised),
        (role.ButtonText, theme.text),
        (role.BrightText, theme.error),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.ToolTipBase, theme.raised_2),
        (role.ToolTipText, theme.text),
        (role.PlaceholderText, theme.secondary),
        (role.Link, theme.accent),
        (role.LinkVisited, theme.accent),
        (role.Light, theme.raised_2),
        (role.Midlight, theme.raised),
        (role.Mid, theme.border),
        (role.Dark, theme.control_border),
        (role.Shadow, theme.casing),
    )


def _dots() -> float:
    """Return how much larger a point must be here to be as large as on a screen of 96 dots per inch (macOS: 72)."""
    screen = QGuiApplication.primaryScreen()
    return DESIGN_DPI / screen.logicalDotsPerInch() if screen else 1.0
