"""Papers of the customer page besides the record: the form, follow-up cards, address labels, the list as it is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from dealer_crm.i18n import Translator
from dealer_crm.services.list_papers import ListQuestion, ShownColumn
from dealer_crm.ui.customers.doors import CustomerDoors
from dealer_crm.ui.widgets.painting import RIGHT

if TYPE_CHECKING:
    from dealer_crm.ui.customers.list_pane import CustomerListPane
    from dealer_crm.ui.customers.page import CustomersPage


class PagePapers:
    """Works on the page's own list and file."""

    def __init__(self, t: Translator, page: CustomersPage, doors: CustomerDoors) -> None:
        self._t, self._page, self._doors = t, page, doors

    def answered(self) -> dict[str, Callable[[], object]]:
        """Return the commands that make sense now, by the names of the window's table."""
        papers, page = self._doors.papers, self._page
        found: dict[str, Callable[[], object]] = {}
        marks = self._doors.marks
        if marks and page.current_record():
            found["customer_marks"] = lambda: marks(page.current_record())
        if papers.form and page.current_record():
            found["print_form"] = self.form
        if papers.cards and self.chosen():
            found["print_cards"] = self.cards
        if papers.labels and page.list.model.ids():
            found["print_labels"] = self.labels
        if papers.listed and page.list.model.ids():
            found["print_list"] = self.listed
        return found

    def form(self) -> None:
        """Show the form of the customer in view."""
        if self._doors.papers.form:
            self._doors.papers.form(self._page.current_record())

    def chosen(self, one: int = 0) -> Sequence[int]:
        """Return the customers that are selected, or one: the one given, else the one in view."""
        ticked, one = self._page.list.table.selected_ids(), one or self._page.current_record()
        return ticked if len(ticked) > 1 or not one else [one]

    def cards(self, one: int = 0) -> None:
        """Show the follow-up cards of the customers that are selected, or of one: the one given, else the one in view."""
        chosen = self.chosen(one)
        if self._doors.papers.cards and chosen:
            self._doors.papers.cards(chosen)

    def labels(self) -> None:
        """Ask for whom labels are, and how."""
        from dealer_crm.ui.customers.labels_dialog import LabelsDialog

        if self._doors.papers.labels:
            LabelsDialog(self._t, self.groups(), self._doors.papers.labels(), self._page.window()).open()

    def groups(self) -> dict[str, Sequence[int]]:
        """Return for whom labels may be, the likeliest first: those selected, who is open, the whole view."""
        t, page = self._t, self._page
        ticked, one = page.list.table.selected_ids(), page.current_record()
        found: dict[str, Sequence[int]] = {}
        if len(ticked) > 1:
            found[t("The {n} selected").format(n=f"{len(ticked):,}")] = ticked
        elif one:
            row = next(iter(self._doors.reads.rows([one])), None)
            found[(row.name or row.number) if row else t("This customer")] = [one]
        view = page.list.model.ids()
        found[t("The view: {n}").format(n=f"{len(view):,}")] = view
        return found

    def listed(self) -> None:
        """Show the list as it stands there."""
        if self._doors.papers.listed:
            self._doors.papers.listed(self.question())

    def question(self) -> ListQuestion:
        """Return what the list shows: its columns from left to right, and what was asked for."""
        pane = cast("CustomerListPane", self._page.list)
        columns = pane.model.columns
        shown = [columns[place] for place in pane.table.arrangement.shown()]
        return ListQuestion(
            self._t("Customers"),
            pane.question_words(),
            tuple(ShownColumn(one.title, one.text, one.align == RIGHT, one.width * (1 + one.stretch)) for one in shown),
            list(pane.model.ids()),
            self._doors.reads.rows,
        )
