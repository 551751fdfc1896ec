"""What is done with a quote from its page: given, compared, copied, made an order, declined, taken up again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.quotes import QuoteState, expired
from dealer_crm.i18n import Translator
from dealer_crm.services.quote_reading import QuoteFile, VersionFile
from dealer_crm.ui.quotes.compare_dialog import CompareDialog
from dealer_crm.ui.quotes.doors import QuoteDoors
from dealer_crm.ui.quotes.form_state import QuoteFormState
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import MenuItem

if TYPE_CHECKING:
    from dealer_crm.ui.quotes.page import QuotePage


class QuoteDeeds:
    """Works on the page's own quote; each deed is a write of its own that Ctrl+Z takes back."""

    def __init__(self, t: Translator, page: QuotePage, doors: QuoteDoors) -> None:
        self._t, self._page, self._doors = t, page, doors
        sheet = page.sheet
        sheet.give_button.clicked.connect(self.give)
        sheet.accept_button.clicked.connect(self.accept)
        sheet.again_button.clicked.connect(self.new_version)
        sheet.head.order_button.clicked.connect(self.open_order)

    def dress(self) -> None:
        """Show the buttons that make sense."""
        t, sheet, file, shown = self._t, self._page.sheet, self._page.file, self._page.shown
        is_open = file is None or file.open
        sheet.give_button.setVisible(is_open and (shown is None or shown.given_on is None))
        sheet.accept_button.setVisible(is_open)
        sheet.again_button.setVisible(file is not None and file.open and file.last.given_on is not None)
        items = [MenuItem(t("Copy as text"), self.copy_text, name="quote_copy")]
        if file is not None and len(file.versions) > 1:
            items.append(MenuItem(t("Compare versions…"), self.compare, name="quote_compare"))
        if file is not None and file.open:
            items.append(MenuItem(t("Declined…"), self.decline, name="quote_decline"))
        if file is not None and file.state is QuoteState.DECLINED:
            items.append(MenuItem(t("Take it up again"), self.reopen, name="quote_reopen"))
        sheet.head.more_button.set_items(items)

    def _saved(self) -> tuple[QuoteFile, VersionFile] | None:
        """Save what is typed; return the quote and the version in view, None where that was refused."""
        page = self._page
        if not page.keep() or page.file is None or page.shown is None:
            return None
        return page.file, page.shown

    def _do(self, run: Callable[[], object]) -> bool:
        try:
            run()
        except DomainError as error:
            self._page.sheet.message.show_error(error)
            return False
        self._page.reload()
        return True

    def give(self) -> None:
        """Save, then note that the customer has the version; somebody asks him tomorrow."""
        if found := self._saved():
            file, shown = found
            ask = self._t("What does he think of quote {number}?").format(number=file.number)
            if self._do(partial(self._doors.writes.give, shown.id, ask)):
                self._page.show_version(file.id, shown.position)

    def new_version(self) -> None:
        """Make another version of the newest one, to be changed."""
        file = self._page.file
        if file is not None and self._do(partial(self._doors.writes.new_version, file.id)):
            self._page.edit(file.id)
            self._page.sheet.start()

    def accept(self) -> None:
        """Save, then make an order of the version in view and go there."""
        page = self._page
        if page.file is not None and not page.file.open:
            return
        found = self._saved()
        if found is None or not self._sure(*found):
            return
        try:
            order_id = self._doors.writes.accept(found[1].id)
        except DomainError as error:
            page.sheet.message.show_error(error)
        else:
            page.order_requested.emit(order_id)

    def _sure(self, file: QuoteFile, shown: VersionFile) -> bool:
        """Ask where the customer takes what no longer stands, or not the newest."""
        t, ended = self._t, expired(shown.valid_until, self._doors.today())
        if not ended and shown is file.last:
            return True
        day = shown.valid_until.isoformat()
        words = t("It ran out on {day}. Sell at these prices all the same?").format(day=day) if ended else ""
        older = "" if shown is file.last else t("This is version {n}, not the newest one.").format(n=shown.position)
        return self._doors.prompts().confirm(t("Make an order"), " ".join(filter(None, (older, words))), t("Make an order"))

    def open_order(self) -> None:
        """Go to the order that came of it."""
        file = self._page.file
        if file is not None and file.order_id is not None:
            self._page.order_requested.emit(file.order_id)

    def decline(self) -> None:
        """Close the quote with the reason why it came to nothing."""
        if found := self._saved():
            reason = self._doors.prompts().ask_text(self._t("The customer declined…"), self._t("Why did it come to nothing?"))
            if reason and self._do(partial(self._doors.writes.decline, found[0].id, reason)):
                self._page.show_version(found[0].id, found[1].position)

    def reopen(self) -> None:
        """Go on with a declined quote."""
        file = self._page.file
        if file is not None and self._do(partial(self._doors.writes.reopen, file.id)):
            self._page.edit(file.id)

    def compare(self) -> None:
        """Show what differs between the version in view and the one before (of the first: the one after)."""
        if found := self._saved():
            file, shown = found
            CompareDialog(self._t, file, shown.position, self._page).open()

    def copy_text(self) -> None:
        """Put the quote on the clipboard, as a message."""
        if found := self._saved():
            QGuiApplication.clipboard().setText(self._doors.reads.text(found[0].id, found[1].position))
            self._page.sheet.message.show_message(self._t("Copied. Paste it into the message."), Tone.DONE)

    def preview(self) -> None:
        """Show the paper of the version in view."""
        if (found := self._saved()) and self._doors.prints:
            self._doors.prints.preview(found[0].id, found[1].position)

    def print_now(self) -> None:
        """Print the version in view as the last one."""
        if (found := self._saved()) and self._doors.prints:
            self._doors.prints.print_now(found[0].id, found[1].position)

    def settle(self, mine: QuoteFormState) -> bool:
        """Somebody saved the quote meanwhile: ask which is right; tell whether mine is saved."""
        t, page = self._t, self._page
        options: list[tuple[object, str]] = [("mine", t("Save what I typed")), ("theirs", t("Take what was saved meanwhile"))]
        words = t("Somebody saved this quote while you were typing.")
        chosen = self._doors.prompts().ask_choice(t("Changed by somebody else"), words, options)
        if mine.quote_id is None or chosen not in ("mine", "theirs"):
            return False
        if chosen == "theirs":
            page.keeper.forget()
            page.edit(mine.quote_id)
            return True
        now = self._doors.reads.open(mine.quote_id).last
        if now.id != mine.version_id:
            return False
        page.overwrite(replace(mine, stamp=now.stamp))
        return page.keep()
