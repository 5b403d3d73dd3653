"""The one stylesheet: what the controls of Qt look like in a theme."""

from collections.abc import Callable

from lossstudio.picture.colors import Theme, mix


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
QPushButton:pressed, QToolButton:pressed {{ background: {theme.raised}; border-color: {theme.control_border}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {faded}; background: transparent; }}
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
QScrollBar::handle {{ background: {theme.raised_2}; border-radius: {px(4)}px; min-height: {px(24)}px; }}
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
