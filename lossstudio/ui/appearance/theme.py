"""How the window is dressed: a colour theme and a size of writing, worn by the whole application."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Literal, TypeAlias
from weakref import WeakSet

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from lossstudio.picture.colors import CONTRAST, DARK, LIGHT, Theme, mix
from lossstudio.picture.text import fonts
from lossstudio.project.view_spec import Theme as ThemeChoice

CONTROL_PX = 28.0
"""How tall a control in a line of a card is, at 10 points."""


def stylesheet(theme: Theme, px: Callable[[float], int]) -> str:
    """Return the stylesheet of a theme; `px` turns a length for 10 points into pixels."""
    return "\n".join((_menus(theme, px), _buttons(theme, px), _fields(theme, px), _lists(theme, px), _rest(theme, px)))


def _menus(theme: Theme, px: Callable[[float], int]) -> str:
    return f"""
QMenuBar {{ background: transparent; border: none; padding: 0; spacing: 0; }}
QMenuBar::item {{ padding: {px(6)}px {px(9)}px; border-radius: {px(6)}px; color: {theme.secondary};
  background: transparent; }}
QMenuBar::item:selected, QMenuBar::item:pressed {{ background: {theme.raised}; color: {theme.text}; }}
QMenu {{ background: {theme.card}; border: 1px solid {theme.border}; padding: {px(4)}px; }}
QMenu::item {{ padding: {px(5)}px {px(22)}px {px(5)}px {px(10)}px; border-radius: {px(4)}px; color: {theme.text}; }}
QMenu::item:selected {{ background: {theme.raised_2}; }}
QMenu::item:disabled {{ color: {mix(theme.card, theme.secondary, 0.6)}; }}
QMenu::icon {{ padding-left: {px(8)}px; }}
QMenu::indicator {{ width: {px(14)}px; height: {px(14)}px; left: {px(6)}px; }}
QMenu::separator {{ height: 1px; background: {theme.border}; margin: {px(4)}px {px(6)}px; }}
QToolTip {{ background: {theme.raised_2}; color: {theme.text}; border: 1px solid {theme.control_border};
  padding: {px(3)}px; }}
"""


def _buttons(theme: Theme, px: Callable[[float], int]) -> str:
    faded = mix(theme.card, theme.secondary, 0.6)
    return f"""
QPushButton, QToolButton {{ color: {theme.text}; border-radius: {px(6)}px; padding: 0 {px(9)}px;
  min-height: {px(26)}px; border: 1px solid transparent; background: transparent; }}
QToolButton {{ padding: 0 {px(5)}px; }}
QToolButton[small="true"] {{ padding: 0 {px(2)}px; min-height: {px(20)}px; }}
QPushButton {{ background: {theme.raised}; border-color: {theme.border}; }}
QPushButton:hover, QToolButton:hover {{ background: {theme.raised_2}; }}
QToolButton:checked {{ background: {theme.active}; border-color: {theme.accent}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {theme.raised}; border-color: {theme.control_border}; }}
QToolButton[tool="true"]:checked {{ background: {theme.active}; border-color: {theme.accent}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {faded}; background: transparent; }}
QPushButton[small="true"] {{ padding: 0 {px(5)}px; }}
QPushButton[kind="outlined"] {{ background: {theme.raised_2}; border-color: {theme.control_border}; font-weight: 600;
  padding: 0 {px(14)}px; min-height: {px(30)}px; }}
QPushButton[kind="accent"] {{ background: {theme.accent}; color: {theme.on_accent}; border-color: {theme.accent};
  font-weight: 600; padding: 0 {px(16)}px; min-height: {px(30)}px; }}
QPushButton[kind="accent"]:hover {{ background: {mix(theme.accent, theme.text, 0.15)}; }}
QPushButton[kind="accent"]:disabled {{ background: {theme.raised}; color: {faded}; border-color: {theme.border}; }}
QPushButton[kind="link"] {{ background: transparent; border-color: transparent; color: {theme.accent};
  padding: 0 {px(6)}px; }}
QPushButton[kind="flat"] {{ background: transparent; border-color: transparent; }}
QPushButton[kind="link"]:hover, QPushButton[kind="flat"]:hover {{ background: {theme.raised}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {theme.accent}; }}
QPushButton[kind="accent"]:focus {{ border: 2px solid {theme.text}; }}
QToolButton::menu-indicator, QPushButton::menu-indicator {{ image: none; width: 0; }}
"""


def _fields(theme: Theme, px: Callable[[float], int]) -> str:
    return f"""
QLineEdit, QPlainTextEdit, QTextEdit {{ background: {theme.field}; color: {theme.text}; border-radius: {px(6)}px;
  border: 1px solid {theme.control_border}; padding: 0 {px(8)}px;
  selection-background-color: {theme.accent}; selection-color: {theme.on_accent}; }}
QLineEdit {{ min-height: {px(26)}px; max-height: {px(26)}px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus {{ border: 2px solid {theme.accent};
  padding: 0 {px(8) - 1}px; min-height: {px(26) - 2}px; max-height: {px(26) - 2}px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ min-height: 0; max-height: 16777215px; }}
QLineEdit:disabled {{ color: {mix(theme.card, theme.secondary, 0.6)}; border-color: {theme.border}; }}
QLineEdit[wrong="true"] {{ border: 2px solid {theme.error}; padding: 0 {px(8) - 1}px; }}
"""


def _lists(theme: Theme, px: Callable[[float], int]) -> str:
    return f"""
QComboBox QAbstractItemView {{ background: {theme.card}; border: 1px solid {theme.control_border}; outline: 0;
  padding: {px(3)}px; selection-background-color: {theme.raised_2}; selection-color: {theme.text}; }}
QComboBox QAbstractItemView::item {{ min-height: {px(26)}px; padding: 0 {px(6)}px; color: {theme.text}; }}
QTableView {{ background: {theme.field}; border: none; outline: 0; gridline-color: {theme.border}; }}
QTableView::item {{ padding: 0 {px(6)}px; }}
QHeaderView {{ background: {theme.raised}; border: none; }}
QHeaderView::section {{ background: {theme.raised}; color: {theme.secondary}; border: none;
  padding: {px(3)}px {px(6)}px; }}
QTableCornerButton::section {{ background: {theme.raised}; border: none; }}
QListView, QTreeView {{ background: transparent; border: none; outline: 0; }}
QListView::item {{ min-height: {px(30)}px; padding: 0 {px(8)}px; border-radius: {px(6)}px; }}
QListView::item:selected {{ background: {theme.active}; color: {theme.text}; }}
QTabBar {{ background: transparent; border: none; }}
QTabBar::tab {{ color: {theme.secondary}; background: transparent; padding: {px(5)}px {px(8)}px; border: none;
  border-bottom: 2px solid transparent; margin-right: {px(8)}px; }}
QTabBar::tab:selected {{ color: {theme.text}; border-bottom: 2px solid {theme.accent}; }}
QTabBar::tab:focus {{ color: {theme.accent}; }}
QScrollBar:vertical {{ background: transparent; width: {px(8)}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {px(8)}px; margin: 0; }}
QScrollBar::handle {{ background: {mix(theme.raised_2, theme.control_border, 0.6)};
  border-radius: {px(4)}px; min-height: {px(24)}px; }}
QScrollBar::handle:hover {{ background: {theme.control_border}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QScrollArea {{ background: transparent; border: none; }}
"""


def _rest(theme: Theme, px: Callable[[float], int]) -> str:
    return f"""
QSplitter::handle {{ background: transparent; }}
QSplitter::handle:hover {{ background: {theme.raised_2}; border-radius: 2px; }}
QLabel {{ background: transparent; }}
QLabel[quiet="true"] {{ color: {theme.secondary}; }}
QCheckBox {{ spacing: {px(8)}px; min-height: {px(24)}px; background: transparent; }}
QDialog, QMessageBox {{ background: {theme.card}; }}
QProgressBar {{ background: {theme.track}; border: none; border-radius: {px(3)}px; max-height: {px(6)}px; }}
QProgressBar::chunk {{ background: {theme.accent}; border-radius: {px(3)}px; }}
"""


ORDINARY_POINTS = 10.0
MOST_FONTS = 256
"""So many fonts are kept: some cards ask for the size at which their words fit, which is another for other words."""
DESIGN_DPI = 96.0


WORN = "lossstudio style"
"""The property of an application that has our style already."""


FIRST_FONT = "_q_styleSheetWidgetFont"


class Appearance(QObject):
    """The theme in force and the size of writing; every length is given for 10 points and grows with them.

    Attributes
    ----------
    still
        Whether a person wants nothing to move that needn't: what changes is another one at once.
    dressed
        How many times anything of this was changed: what was painted before isn't right any more.

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
        self.still = False
        self._kept_font = lru_cache(maxsize=MOST_FONTS)(self._made_font)
        self.dressed = 0
        self._refitted: WeakSet[QWidget] = WeakSet()
        self.changed.connect(self._refit)

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
        return QFont(self._kept_font(points, weight, italic))

    def _made_font(self, points: float, weight: QFont.Weight, italic: bool) -> QFont:
        return fonts.font(points * self.scale * _dots(), weight, italic=italic)

    def give_font(
        self,
        widget: QWidget,
        points: float = ORDINARY_POINTS,
        weight: QFont.Weight = QFont.Weight.Normal,
        *,
        italic: bool = False,
    ) -> None:
        """Let a widget be written in the interface's typeface, wherever it is put from now on."""
        font = self.font(points, weight, italic=italic)
        # WORKAROUND under a stylesheet Qt 6.11 notes the first font of a widget in this property, and gives it that one
        # again whenever it is put into another widget.
        widget.setProperty(FIRST_FONT, font)
        widget.setFont(font)

    def refits(self, widget: QWidget) -> None:
        """Let a widget ask anew for the room that it needs whenever theme or size of writing is another one.

        WORKAROUND a signal that is connected to a method of Qt's own keeps an object after the widget is gone (PySide
        6.11): many widgets are made anew with each document, and the appearance outlives them.
        """
        self._refitted.add(widget)

    def _refit(self) -> None:
        for widget in list(self._refitted):
            if isValid(widget):
                widget.updateGeometry()

    def color(self, name: str, alpha: float = 1.0) -> QColor:
        """Return one of the theme's colours by its field's name."""
        return tinted(getattr(self.theme, name), alpha)

    def wear(self, theme: Theme, points: float | None = None) -> None:
        """Dress the application in a theme and a size of writing."""
        with self.dressing(theme, points):
            pass
        self.changed.emit()

    @contextmanager
    def dressing(self, theme: Theme, points: float | None = None) -> Iterator[None]:
        """Dress the application, but for the stylesheet, which comes last: for making many widgets inside.

        With a stylesheet on, a widget is polished again each time it is put into another one, which was a quarter of
        the time that a window took to open.
        """
        self.theme = theme
        self.points = self.points if points is None else points
        self._kept_font.cache_clear()
        self.dressed += 1
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        # WORKAROUND QStyleHints.setColorScheme does nothing offscreen and on a bare X server (Qt 6.11): so the palettes
        # are our own, on Fusion, which takes its colours from them.
        if not app.property(WORN):  # setting it again takes 90 ms, and changes nothing
            app.setStyle("Fusion")
            app.setProperty(WORN, True)
        # Taking one sheet off and putting the next one on takes 0.13 s for 614 widgets, changing it 0.35 s (Qt 6.11).
        app.setStyleSheet("")
        app.setPalette(palette(theme))
        app.setFont(self.font())
        yield
        app.setStyleSheet(stylesheet(theme, self.px))


def tinted(color: str, alpha: float = 1.0) -> QColor:
    """Return ``#rrggbb`` as a QColor with an opacity."""
    made = QColor(color)
    made.setAlphaF(alpha)
    return made


ThemeWish: TypeAlias = Literal["scene", "system", "light", "dark", "contrast"]
"""The look that a person wants; "scene" leaves it to what is shown."""


def chosen_theme(wish: ThemeWish, asked: ThemeChoice) -> Theme:
    """Return what a person's wish means here, where the document asks for a look.

    Light and dark are the person's own word; else the system's wish for contrast comes before what a document asks for.
    """
    if wish == "contrast" or (wish in ("scene", "system") and _system_wants_contrast()):
        return CONTRAST
    choice = asked if wish == "scene" else wish
    if choice != "system":
        return LIGHT if choice == "light" else DARK
    light = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Light
    return LIGHT if light else DARK


def _system_wants_contrast() -> bool:
    style = QGuiApplication.styleHints()  # WORKAROUND without a name it takes its hints with it (PySide 6.11)
    hints = style.accessibility()
    return hints is not None and hints.contrastPreference() == Qt.ContrastPreference.HighContrast


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
