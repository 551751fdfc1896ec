"""Where F6 goes: from pane to pane, into the first thing that takes the focus."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def first_stop(pane: QWidget) -> QWidget | None:
    """Return what takes the focus when one enters a pane.

    Qt's order of Tab is not asked: PySide takes each answer for a child of the widget it asked, the menu bar too, and what goes with it.
    """
    if pane.focusProxy() is not None or pane.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return pane
    return next((widget for widget in pane.findChildren(QWidget) if pane.isAncestorOf(widget) and _takes_focus(widget)), None)


def _takes_focus(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()


def focus_into(pane: QWidget) -> bool:
    """Put the focus into a pane; False when nothing there takes it."""
    stop = first_stop(pane)
    if stop is not None:
        stop.setFocus(Qt.FocusReason.TabFocusReason)
    return stop is not None


def focus_again(pane: QWidget) -> None:
    """Be where one was in a pane; where one never was, at its first stop."""
    last: QWidget | None = pane.focusWidget()  # the stub says that there always is one
    if last is not None and last.isVisible() and last.isEnabled():
        last.setFocus(Qt.FocusReason.OtherFocusReason)
    else:
        focus_into(pane)


def next_pane(panes: Sequence[QWidget], step: int) -> None:
    """Go from the pane with the focus to the next one that takes it."""
    shown = [pane for pane in panes if pane.isVisible()]
    focused = QApplication.focusWidget()
    here = next((i for i, pane in enumerate(shown) if focused is pane or (focused is not None and pane.isAncestorOf(focused))), -1)
    for n in range(1, len(shown) + 1):
        pane = shown[(here + step * n) % len(shown)]
        if first_stop(pane) is not None:
            focus_again(pane)
            return
