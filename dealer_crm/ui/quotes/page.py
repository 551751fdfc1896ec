"""The page of one quote: typed like a sheet, saved by F8, never lost; versions the customer has are only read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from dealer_crm.domain.errors import DomainError, EditConflict
from dealer_crm.domain.quotes import REMARKS, QuoteDraft
from dealer_crm.i18n import Translator
from dealer_crm.services.drafts import KIND_QUOTE
from dealer_crm.services.quote_reading import QuoteFile, VersionFile
from dealer_crm.ui.desk.draft_keeper import DraftKeeper
from dealer_crm.ui.orders.cell_field import CellField
from dealer_crm.ui.quotes.deeds import QuoteDeeds
from dealer_crm.ui.quotes.doors import QuoteDoors
from dealer_crm.ui.quotes.form_state import QuoteFormState, state_of
from dealer_crm.ui.quotes.sheet import QuoteSheet
from dealer_crm.ui.theme import Tone


class QuotePage(QWidget):
    """Shows one quote. `closed` when the user leaves; what is not saved stays as a draft."""

    closed = Signal()
    saved = Signal(int)
    order_requested = Signal(int)
    keys_changed = Signal()
    has_primary = True
    kinds = frozenset({"quote", "quote_version", "quote_line", "customer", "staff", "sales_order"})

    def __init__(self, t: Translator, doors: QuoteDoors) -> None:
        super().__init__()
        self._t, self._doors = t, doors
        self.title = t("Quote")
        self.setObjectName("quote_page")
        self.file: QuoteFile | None = None
        self.shown: VersionFile | None = None
        self._state = QuoteFormState(QuoteDraft(0))
        self._fresh = self._state
        self.sheet = QuoteSheet(t, doors)
        self.deeds = QuoteDeeds(t, self, doors)
        self.keeper = DraftKeeper(t, doors.drafts, KIND_QUOTE, doors.now, self)
        self.keeper.content = self._content
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.sheet)
        self.setFocusProxy(self.sheet.grid)
        self._listen()

    def _listen(self) -> None:
        sheet = self.sheet
        self.keeper.told.connect(sheet.kept.setText)
        sheet.lines.edited.connect(self._on_edited)
        sheet.fields.edited.connect(self._on_edited)
        sheet.fields.left.connect(self.keeper.write)
        sheet.fields.grid.submitted.connect(self.save)
        sheet.fields.grid.set_last(sheet.save_button)
        sheet.grid.left_behind.connect(sheet.fields.grid.focus_first)
        sheet.save_button.clicked.connect(self.save)
        sheet.later_button.clicked.connect(self.leave)
        sheet.head.back_button.clicked.connect(self.leave)
        sheet.head.version_chosen.connect(self._on_version)
        keys = {"F8": self.save, "Ctrl+S": self.save, "F12": self.deeds.accept, "F7": sheet.grid.pick}
        keys |= dict.fromkeys(("Ctrl+Return", "Ctrl+Enter"), self.save_and_close)
        for key, run in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    # opening

    def new(self, customer_id: int) -> None:
        """Start a quote for a customer, or go on with the one begun for him. Raises CustomerNotFound."""
        customer, remark = self._doors.reads.customer(customer_id), self._doors.trade.remark
        place = next(iter(customer.premises), None)
        draft = QuoteDraft(
            customer_id,
            premises_id=place.id if place else None,
            staff_id=customer.owner_id,
            quoted_on=self._doors.today(),
            area=place.area if place else None,
            pains=self._doors.trade.pains(customer),
        )
        texts = {code: remark(code) for code in REMARKS}
        key = self._begun_for(customer_id)
        content = self._doors.drafts.load(KIND_QUOTE, key) if key else None
        self.file = self.shown = None
        self._open(QuoteFormState(replace(draft, **texts)), key or self._doors.drafts.free_key(KIND_QUOTE), content)  # type: ignore[arg-type]
        self.sheet.head.show_new(customer)

    def _begun_for(self, customer_id: int) -> str:
        for row in self._doors.drafts.all():
            content = self._doors.drafts.load(KIND_QUOTE, row.key) if row.kind == KIND_QUOTE and not row.key.isdecimal() else None
            state = state_of(content) if content else None
            if state is not None and state.draft.customer_id == customer_id:
                return row.key
        return ""

    def edit(self, quote_id: int) -> None:
        """Open the newest version of a quote, with the draft that was left of it. Raises QuoteNotFound."""
        self.show_version(quote_id)

    def show_version(self, quote_id: int, position: int | None = None) -> None:
        """Open a version of a quote, None = the newest. Raises QuoteNotFound."""
        self.file = file = self._doors.reads.open(quote_id)
        self.shown = shown = file.version(position)
        fresh = QuoteFormState(shown.draft, file.id, shown.id, shown.stamp)
        editable = file.open and shown.given_on is None
        self._open(fresh, str(quote_id) if editable else "", self._doors.drafts.load(KIND_QUOTE, str(quote_id)) if editable else None)

    def _on_version(self, position: object) -> None:
        if self.file is not None and isinstance(position, int):
            self._end_cell()
            self.keeper.write()
            self.show_version(self.file.id, position)

    def resume(self, key: str) -> None:
        """Open a draft again. Raises QuoteNotFound, CustomerNotFound when its record is gone."""
        content = self._doors.drafts.load(KIND_QUOTE, key)
        state = state_of(content) if content else None
        if key.isdecimal():
            self.edit(int(key))
        elif state is not None:
            self.new(state.draft.customer_id)

    def _open(self, fresh: QuoteFormState, key: str, content: dict[str, object] | None) -> None:
        self.keeper.begin("")
        customer = self._doors.reads.customer(fresh.draft.customer_id)
        self.sheet.fields.set_choices(customer.premises, self._doors.reads.staff())
        self._show(fresh)
        self._fresh = self.state()
        left = state_of(content) if content else None
        if left is not None and left.version_id == fresh.version_id:
            self._show(left)
        else:
            left = None
        self.keeper.begin(key, content)
        self.sheet.message.clear()
        if left is not None:
            words = self._t("This is the draft you left; it is not saved yet.")
            self.sheet.message.show_message(words, Tone.INFO, action=self._t("Discard the draft"), run=self.discard)
        self.keys_changed.emit()

    def _show(self, state: QuoteFormState) -> None:
        self._state = state
        sheet = self.sheet
        sheet.lock(locked=self.is_locked())
        sheet.lines.show_lines(state.draft.lines, (), {name: text for name, text in state.wrong.items() if " " in name})
        sheet.fields.show_draft(state.draft, state.wrong)
        self._show_file()
        self._add_up()

    def is_locked(self) -> bool:
        """Tell whether the version in view is only read."""
        return self.file is not None and self.shown is not None and (not self.file.open or self.shown.given_on is not None)

    def _show_file(self) -> None:
        if self.file is not None and self.shown is not None:
            self.sheet.head.show_file(self.file, self.shown, self._doors.today())
        self.sheet.later_button.set_label(self._t("Close") if self.is_locked() else self._t("Later"))
        self.deeds.dress()

    def discard(self) -> None:
        """Throw the draft away and show the quote as it is saved."""
        self.keeper.forget()
        self._show(self._fresh)
        self.sheet.message.clear()
        self.sheet.start()

    # what is typed

    def state(self) -> QuoteFormState:
        """Return everything as it stands."""
        sheet, old = self.sheet, self._state
        draft = replace(sheet.fields.taken(old.draft), lines=sheet.lines.lines())
        return replace(old, draft=draft, wrong={**sheet.fields.wrong(), **sheet.lines.wrong()})

    def is_changed(self) -> bool:
        """Tell whether something was typed that is not saved."""
        now = self.state()
        return not self.is_locked() and (now.draft, now.wrong) != (self._fresh.draft, self._fresh.wrong)

    def _content(self) -> tuple[dict[str, object], str] | None:
        title = self.file.number if self.file else self._doors.reads.customer(self._state.draft.customer_id).name
        return (self.state().content(), title) if self.is_changed() else None

    def _on_edited(self) -> None:
        self.keeper.touch()
        self._add_up()

    def _add_up(self) -> None:
        draft = self.state().draft
        found = replace(draft, lines=tuple(line for line in draft.lines if not line.empty)).totals
        self.sheet.show_totals(found if self._doors.reads.sees_cost() else replace(found, cost=None))

    # saving and leaving

    def save(self) -> bool:
        """Save and stay; tell whether it was saved."""
        return self.keep()

    def save_and_close(self) -> None:
        """Save; when it is saved, close."""
        if self.keep():
            self.closed.emit()

    def keep(self) -> bool:
        """Save what is typed, if there is something new, without a word; tell whether all is saved."""
        self._end_cell()
        sheet = self.sheet
        sheet.message.clear()
        if self.is_locked() or (self.file is not None and not self.is_changed()):
            return True
        if sheet.fields.complain() or sheet.lines.wrong():
            if sheet.lines.wrong():
                sheet.message.show_message(self._t("What is in red does not fit its cell. Correct it, then save."), Tone.DANGER)
            self.keeper.write()
            return False
        try:
            self._write(self.state())
        except EditConflict:
            return self.deeds.settle(self.state())
        except DomainError as error:
            self.keeper.write()
            if not sheet.fields.grid.show_error(error):
                sheet.message.show_error(error)
            return False
        return True

    def _write(self, state: QuoteFormState) -> None:
        writes = self._doors.writes
        if state.quote_id is None:
            quote_id = writes.create(state.draft)
        else:
            quote_id = state.quote_id
            writes.edit(state.version_id, state.draft, state.stamp)
        self.keeper.forget()
        self.keeper.begin("")
        self.edit(quote_id)
        self.saved.emit(quote_id)

    def overwrite(self, state: QuoteFormState) -> None:
        """Go on with what is typed, on top of the quote as it is saved now."""
        self._state = state

    def _end_cell(self) -> None:
        """Take what is still being typed into a cell."""
        if isinstance(QApplication.focusWidget(), CellField):
            self.sheet.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Close; what was typed stays as a draft."""
        self._end_cell()
        self.keeper.write()
        self.closed.emit()

    # page protocol

    def on_shown(self) -> None:
        """Put the focus where typing starts."""
        self.sheet.start() if self.file is None else self.sheet.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Show the store again; what is being typed stays."""
        if self.file is None or self.shown is None:
            return
        try:
            fresh = self._doors.reads.open(self.file.id)
            shown = fresh.version(self.shown.position)
        except DomainError:
            self.closed.emit()
            return
        if self.is_changed():
            self.file, self.shown = fresh, shown
            self._show_file()
        elif (fresh, shown.stamp) != (self.file, self._state.stamp):
            self.show_version(fresh.id, shown.position)

    def keys(self) -> list[tuple[str, str]]:
        """Return the keys that matter now."""
        t = self._t
        if self.is_locked():
            return [("Ctrl+P", t("print")), ("Esc", t("close"))]
        return [("F7", t("pick a product")), ("F8", t("save, stay")), ("Ctrl+Del", t("remove the line")), ("Esc", t("later"))]

    def commands(self) -> dict[str, Callable[[], object]]:
        """Return what the page answers."""
        prints = {"print_preview": self.deeds.preview, "print_now": self.deeds.print_now} if self._doors.prints else {}
        return {"refresh": self.reload, **prints}

    def current_customer(self) -> int:
        """Return whose quote it is."""
        return self._state.draft.customer_id

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is being typed."""
        super().hideEvent(event)
        self.keeper.write()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
