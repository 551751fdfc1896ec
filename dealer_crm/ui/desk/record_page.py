"""A page of records: the list, and the record that is open beside it or in its place."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.ui.desk.doors import Frame
from dealer_crm.ui.desk.list_pane import ListPane
from dealer_crm.ui.desk.panes import SHARE, Panes
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import InlineMessage

FOLLOW_PAUSE_MS = 60


class RecordPage(QWidget):
    """Pages say what a record is by `record_id`, `show_record`, `focus_record`, and by `keep`, `shows_form` where one types.

    What is open goes into `right`. Beside the list it follows the current line.
    """

    keys_changed = Signal()

    def __init__(self, t: Translator, window: Frame, found: ListPane, *, name: str, share: tuple[int, int] = SHARE) -> None:
        super().__init__()
        self._t, self._window = t, window
        self.setObjectName(f"{name}_page")
        self.list = found
        self.right = QStackedWidget()
        self.panes = Panes(found, self.right, name=f"{name}_panes", share=share)
        self.message = InlineMessage(t, name=f"{name}_message")
        self._follow = QTimer(self)
        self._follow.setSingleShot(True)
        self._follow.setInterval(FOLLOW_PAUSE_MS)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addWidget(self.message)
        box.addWidget(self.panes, 1)
        self.setFocusProxy(found)
        found.opened.connect(self.open_record)
        found.current_changed.connect(lambda _id: self._follow.start())
        found.model.modelReset.connect(self.keys_changed)
        self._follow.timeout.connect(self._on_followed)

    # what a record is

    def record_id(self) -> int:
        """Return which record was shown last, 0 for none."""
        raise NotImplementedError

    def show_record(self, record_id: int) -> QWidget:
        """Show a record, or the same one again, and return where. Raises DomainError when it is gone."""
        raise NotImplementedError

    def focus_record(self) -> None:
        """Put the focus where work on the record goes on."""
        raise NotImplementedError

    def shows_form(self) -> bool:
        """Tell whether a form stands in place of the record."""
        return False

    def keep(self) -> None:
        """Write what is being typed to its draft."""

    # page protocol

    @property
    def has_primary(self) -> bool:
        """Tell the window whether a filled button stands on the page."""
        return self.panes.is_open() or not self.list.model.ids()

    def on_shown(self) -> None:
        """Put the focus where the keys of the page work: on a row, so that they know whom they are about."""
        if not self.panes.is_open():
            self.list.choose_one()
            self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is being typed: the user goes elsewhere, or the window closes."""
        super().hideEvent(event)
        self.keep()

    def reload(self) -> None:
        """Ask again for list and record; a form that is being typed in stays as it is."""
        self.list.reload()
        self.reload_record()
        self.keys_changed.emit()

    def reload_record(self) -> None:
        """Ask again for the record that was shown; one that is gone is closed."""
        if shown := self.record_id():
            try:
                self.show_record(shown)
            except DomainError:
                if self.shows_record():
                    self.close_record()

    def focus_filter(self) -> None:
        """Go to the filter, bringing the list back where it is hidden."""
        if self.panes.is_narrow() and self.panes.is_open():
            self.close_record()
        self.list.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.filter.selectAll()

    # opening and closing

    def shows_record(self, record_id: int = 0) -> bool:
        """Tell whether a record, or that one, is in view."""
        return self.panes.is_open() and not self.shows_form() and record_id in {0, self.record_id()}

    def current_record(self) -> int:
        """Return what commands are about: the open record, else the current line; 0 for none."""
        return (self.panes.is_open() and self.record_id()) or self.list.table.current_id()

    def open_record(self, record_id: int) -> None:
        """Open a record; a form in view keeps its draft."""
        self.keep()
        try:
            shown = self.show_record(record_id)
        except DomainError as error:
            self.message.show_error(error)
            return
        self.message.clear()
        self.bring(shown)
        self.list.table.select_id(record_id)
        self.focus_record()
        self._window.visited(str(record_id))

    def close_record(self) -> None:
        """Leave the list alone."""
        self.keep()
        self.panes.set_open(False)
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.keys_changed.emit()

    def bring(self, widget: QWidget) -> None:
        """Bring something up beside the list, or in its place."""
        self.right.setCurrentWidget(widget)
        self.panes.set_open(True)
        self.keys_changed.emit()

    def _on_followed(self) -> None:
        """Beside the list the current line is what is open, as long as the hand is in the list: nobody types in what goes."""
        current = self.list.table.current_id()
        if current and self._leads() and self.shows_record() and not self.shows_record(current):
            try:
                self.show_record(current)
            except DomainError as error:
                self.message.show_error(error)
            else:
                self._window.visited(str(current))
        self.keys_changed.emit()

    def _leads(self) -> bool:
        focused: QWidget | None = self.window().focusWidget()  # the stub says that there always is one
        return not self.panes.is_narrow() and focused is not None and self.list.isAncestorOf(focused)
