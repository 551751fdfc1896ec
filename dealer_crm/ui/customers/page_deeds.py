"""What can be done with the customers in view: delete, copy, print, export, choose columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication

from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.ui.customers.doors import CustomerDoors
from dealer_crm.ui.customers.page_papers import PagePapers
from dealer_crm.ui.desk.doors import Frame

if TYPE_CHECKING:
    from dealer_crm.ui.customers.list_pane import CustomerListPane
    from dealer_crm.ui.customers.page import CustomersPage

ASK_FROM = 21


class PageDeeds:
    """The commands of the customer page; it works on the page's own list and file."""

    def __init__(self, t: Translator, page: CustomersPage, doors: CustomerDoors, window: Frame) -> None:
        self._t, self._page, self._doors, self._frame = t, page, doors, window
        self.papers = PagePapers(t, page, doors)

    def answered(self) -> dict[str, Callable[[], object]]:
        """Return the commands that make sense now, by the names of the window's table."""
        page, papers = self._page, self._doors.papers
        found: dict[str, Callable[[], object]] = {
            "new": page.new_here,
            "refresh": page.reload,
            "filter": page.focus_filter,
            "columns": page.open_columns,
        }
        if page.current_record():
            found |= {"edit": self._edit, "delete": self.delete_chosen, "paste_picture": self._paste_picture}
            of_one = {"copy_text": papers.text and self._copy_text, "copy_picture": papers.picture and self._copy_picture}
            of_one |= {"export_record": papers.workbook and self._workbook}
            of_one |= {"print_preview": papers.preview and self._preview, "print_now": papers.print_now and self._print_now}
            found |= {name: run for name, run in of_one.items() if run}
        if papers.export:
            found["export_list"] = self._export
        return found | self.papers.answered()

    def open_columns(self) -> None:
        """Choose the columns of the list."""
        page = self._page
        from dealer_crm.ui.desk.columns_dialog import ColumnsDialog, MoreColumns

        pane = cast("CustomerListPane", page.list)
        more = MoreColumns(pane.further_columns, pane.add_column)
        ColumnsDialog(self._t, pane.table, pane.model, page.window(), more).open()

    def _workbook(self) -> None:
        if self._doors.papers.workbook:
            self._doors.papers.workbook(self._page.current_record())

    def _edit(self) -> None:
        self._page.edit_customer(self._page.current_record())

    # deleting

    def delete_chosen(self) -> None:
        """Delete the selected customers, or the one that is open."""
        chosen = self._page.list.table.selected_ids()
        self.delete(chosen if len(chosen) > 1 else [self._page.current_record()])

    def delete(self, customer_ids: Sequence[int]) -> None:
        """Move customers to the recycle bin; can be undone, so it asks only before many."""
        if not customer_ids or (len(customer_ids) >= ASK_FROM and not self._may_delete(len(customer_ids))):
            return
        writes = self._doors.writes
        try:
            if len(customer_ids) == 1:
                writes.delete(customer_ids[0])
            else:
                writes.delete_many(customer_ids)
        except DomainError as error:
            self._page.message.show_error(error)
            return
        self._page.message.clear()
        self._page.reload()

    def _may_delete(self, count: int) -> bool:
        t = self._t
        words = t.plural("{n} customer goes to the recycle bin.", "{n} customers go to the recycle bin.", count).format(n=count)
        return self._frame.prompts.confirm(t("Delete many customers"), words, t("Delete them"))

    # copying, printing, exporting

    def _paste_picture(self) -> None:
        self._with_file(self._page.file.paste_picture)

    def _copy_text(self) -> None:
        self._with_file(self._page.file.copy_text)

    def _copy_picture(self) -> None:
        self._with_file(self._page.file.copy_picture)

    def _with_file(self, run: Callable[[], None]) -> None:
        page = self._page
        if not page.panes.is_open() or page.record_id() != page.current_record():
            page.open_record(page.current_record())
        run()

    def _preview(self) -> None:
        if self._doors.papers.preview:
            self._doors.papers.preview(self._page.current_record())

    def _print_now(self) -> None:
        if self._doors.papers.print_now:
            self._doors.papers.print_now(self._page.current_record())

    def _export(self) -> None:
        chosen = self._page.list.table.selected_ids()
        if self._doors.papers.export:
            spec = cast("CustomerListPane", self._page.list).shown_spec()
            self._doors.papers.export(spec, chosen if len(chosen) > 1 else [])

    # the menu of a row

    def show_menu(self, customer_id: int, where: QPoint) -> None:
        """Offer what can be done with a row."""
        page, papers = self._page, self._doors.papers
        many = len(page.list.table.selected_ids())
        from dealer_crm.ui.customers.row_menu import RowDeeds, show_row_menu

        hand_on = self._doors.hand_on
        deeds = RowDeeds(
            open=lambda: page.open_record(customer_id),
            log=lambda: page.log_requested.emit(customer_id, ""),
            edit=lambda: page.edit_customer(customer_id),
            copy_phone=lambda: self._copy_phone(customer_id),
            hand_on=(lambda: hand_on(customer_id)) if hand_on and many <= 1 else None,
            print=self._preview if papers.preview else None,
            cards=(lambda: self.papers.cards(customer_id)) if papers.cards else None,
            export=self._export if papers.export and many > 1 else None,
            delete=self.delete_chosen,
        )
        show_row_menu(self._t, deeds, many, page, where)

    def _copy_phone(self, customer_id: int) -> None:
        for row in self._doors.reads.rows([customer_id]):
            QGuiApplication.clipboard().setText(row.phone)
