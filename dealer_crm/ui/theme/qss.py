"""The short style sheet for what Fusion cannot be told by its palette."""

from __future__ import annotations

from string import Template

from dealer_crm.ui.theme.tokens import Tokens

_SHEET = Template("""
QLineEdit, QPlainTextEdit, QAbstractSpinBox {
  background: $surface; border: 1px solid $border; border-radius: 4px; padding: 2px 7px;
  selection-background-color: $accent; selection-color: $on_accent; placeholder-text-color: $placeholder;
}
QPlainTextEdit { padding: 3px 4px; }
QLineEdit:focus, QPlainTextEdit:focus, QAbstractSpinBox:focus { border: 2px solid $accent; padding: 1px 6px; }
QPlainTextEdit:focus { padding: 2px 3px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] { border-color: $danger; }
QLineEdit:disabled, QPlainTextEdit:disabled, QAbstractSpinBox:disabled { background: $window; border-color: $hairline; }
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus { border: none; padding: 0; background: transparent; }
QMenuBar { background: $window; padding: 0; }
QMenuBar::item { padding: 2px 8px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $selection; }
QMenu { background: $surface; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 5px 16px 5px 6px; border-radius: 4px; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $hairline; margin: 4px 8px; }
QToolTip { background: $surface; color: $text; border: 1px solid $border; padding: 3px 6px; }
QTableView, QListView, QScrollArea, QAbstractScrollArea[plain="true"] { border: none; background: transparent; }
QTableView, QListView { background: $surface; alternate-background-color: $alt; }
QTableView[framed="true"], QListView[framed="true"] { border: 1px solid $hairline; border-radius: 6px; }
QListWidget[framed="true"]::item { padding: 4px 8px; }
QFrame[card="true"] { background: $surface; border: 1px solid $hairline; border-radius: 6px; }
QFrame[card="alt"] { background: $alt; border: 1px solid $hairline; border-radius: 6px; }
QFrame[band="surface"] { background: $surface; }
QFrame[band="info"] { background: $info_bg; border-radius: 4px; }
QScrollBar:vertical { width: 12px; background: transparent; margin: 0; }
QScrollBar:horizontal { height: 12px; background: transparent; margin: 0; }
QScrollBar::handle { background: $disabled; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $border; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QTabBar QToolButton { background: $surface; border: 1px solid $hairline; border-radius: 4px; }
QSplitter::handle { background: transparent; }
QProgressBar { background: $neutral_bg; border: none; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
""")


def style_sheet(tokens: Tokens) -> str:
    """Return the style sheet of a look. It never sets `color` on inputs: that would fade their placeholder."""
    return _SHEET.substitute(
        {name: value for name, value in vars(tokens).items() if isinstance(value, str)},
        danger=tokens.danger.fg,
        info_bg=tokens.info.bg,
        neutral_bg=tokens.neutral.bg,
    )
