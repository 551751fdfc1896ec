"""What the list of the day says when it has no rows, and the next step it offers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from dealer_crm.i18n import Translator
from dealer_crm.ui.widgets import Button, EmptyState


class BoardEmpty(EmptyState):
    """One sentence for each view; planning where somebody waits for a day, else import and customers."""

    lost_requested = Signal()
    customers_requested = Signal()
    import_requested = Signal()

    def __init__(self, t: Translator, view: str, waiting: int) -> None:
        sentence = {
            "overdue": t("Nothing is overdue."),
            "today": t("Nothing is planned for today."),
            "done": t("Nothing is completed yet today."),
            "lost": t("Every active customer has a next step."),
        }.get(view, t("Nothing is due today."))
        plans = view in ("all", "overdue", "today") and waiting > 0
        button = t("Plan follow-ups") if plans else t("Choose a customer")
        super().__init__(sentence, icon="circle-check", button=button, name="today_empty")
        self.clicked.connect(self.lost_requested if plans else self.customers_requested)
        other = Button(t("Import customers…"), icon="import", name="today_empty_import")
        other.clicked.connect(self.import_requested)
        if (box := self.layout()) is not None:
            box.addWidget(other)
            box.setAlignment(other, Qt.AlignmentFlag.AlignHCenter)
            other.setVisible(view != "lost")  # not before it has a parent: it would be a window of its own, with the focus
