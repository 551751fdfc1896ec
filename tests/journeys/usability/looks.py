"""What has to be so after every task: nothing modal, the focus in sight, nothing cut or faint, a way back by Esc and Ctrl+Z."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from dealer_crm.ui.widgets import OverlayCard
from tests.journeys.usability.clerk import CONTROL, Clerk
from tests.storage.shops import digest
from tests.ui.checks import clipped, low_contrast

LISTS = {
    "customers": "customer_table",
    "deliveries": "delivery_table",
    "care": "machines_table",
    "complaints": "complaint_table",
}
"""The list of each room, by the name of its widget."""


def faults(clerk: Clerk) -> list[str]:
    """Return what is wrong with what can be seen now."""
    window = clerk.run.window
    QApplication.processEvents()
    clerk.wake()
    QApplication.processEvents()
    found = [f"modal: {modal.objectName()}" for modal in [QApplication.activeModalWidget()] if modal is not None]
    found += [f"popup: {popup.objectName()}" for popup in [QApplication.activePopupWidget()] if popup is not None]
    found += unseen_focus(window)
    front = next((card for card in window.findChildren(OverlayCard) if card.isVisible()), window)
    found += [f"cut: {words}" for words in clipped(front)]
    found += [f"faint: {words}" for words in low_contrast(front)]
    return found


def unseen_focus(window: QWidget) -> list[str]:
    """Return why the focus cannot be seen or is where it does harm: nowhere, hidden, scrolled out of sight, on no line, on Undo."""
    focus = QApplication.focusWidget()
    if focus is None:
        return ["focus: nowhere"]
    if not focus.isVisible() or focus.window() is not window:
        return [f"focus: not in the window: {focus.objectName()}"]
    if focus.objectName() == "undo_bar_undo":
        return ["focus: on Undo, where a space takes back what was just done"]
    if isinstance(focus, QAbstractItemView) and focus.model().rowCount() and not focus.currentIndex().isValid():
        return [f"focus: on no line of {focus.objectName()}"]
    return [] if seen_part(focus).height() >= min(12, focus.height()) else [f"focus: out of sight: {focus.objectName()}"]


def seen_part(widget: QWidget) -> QRect:
    """Return the part of a widget that no parent cuts off."""
    part, place, parent = widget.rect(), QPoint(), widget
    while (above := parent.parentWidget()) is not None and not parent.isWindow():
        place += parent.pos()
        part = part.intersected(above.rect().translated(-place))
        parent = above
    return part


def leave_by_esc(clerk: Clerk, room: str) -> str:
    """Press Esc until the list has the focus; return the widget that has it when three presses do not lead there."""
    for _ in range(3):
        if clerk.focus().objectName() == LISTS[room]:
            return ""
        clerk.key(Qt.Key.Key_Escape)
        QApplication.processEvents()
    focus = clerk.focus()
    return "" if focus.objectName() == LISTS[room] else f"esc: {focus.objectName() or type(focus).__name__}"


def take_back(clerk: Clerk, until: str, mark: int) -> str:
    """Press Ctrl+Z until the step before the task is next; say so when the store is not as it was."""
    history = clerk.opened.history
    clerk.run.window.tabs.setFocus()
    while (step := history.next_undo()) is not None and step.id > mark:
        clerk.key(Qt.Key.Key_Z, CONTROL)
        clerk.wait(lambda gone=step: history.next_undo() != gone)  # type: ignore[misc]
    return "" if digest(clerk.opened.db) == until else "undo: the store differs"
