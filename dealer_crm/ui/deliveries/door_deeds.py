"""What is done around the door: scan, agree, call ahead, complete the note, sign for the goods, plan what stayed behind."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from dealer_crm.domain.deliveries import OPEN_STATES, DeliveryDraft
from dealer_crm.i18n import Translator
from dealer_crm.services.delivery_file import DeliveryFile
from dealer_crm.ui.deliveries.doors import DeliveryDoors
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import MenuItem
from dealer_crm.words.figures import money

if TYPE_CHECKING:
    from dealer_crm.ui.deliveries.deeds import DeliveryDeeds
    from dealer_crm.ui.deliveries.page import DeliveriesPage
    from dealer_crm.ui.deliveries.sign_dialog import Signing


class DoorDeeds:
    """Works on the page's own pane; `deeds` are the others of the page."""

    def __init__(self, t: Translator, page: DeliveriesPage, doors: DeliveryDoors, deeds: DeliveryDeeds) -> None:
        self._t, self._page, self._doors, self._deeds = t, page, doors, deeds

    def answered(self) -> dict[str, Callable[[], object]]:
        """Return the commands of an open delivery."""
        return {"scan_goods": self.scan, "sign_goods": self.sign}

    def items(self, file: DeliveryFile) -> list[MenuItem]:
        """Return the part of the menu."""
        t, waits = self._t, file.is_open and file.state in OPEN_STATES
        return [
            MenuItem(t("Scan the goods…"), self.scan if file.is_open else None, "more_scan", "Ctrl+Shift+S"),
            MenuItem(t("Time agreed…"), self.agree if waits else None, "more_agree"),
            MenuItem(t("Called ahead"), self.called if waits else None, "more_called"),
            MenuItem(t("Complete the note…"), self.complete if file.unsaid else None, "more_complete"),
            MenuItem(t("Signed at the door…"), self.sign if waits else None, "more_sign", "Ctrl+Shift+G"),
        ]

    def scan(self) -> None:
        """Scan boxes and numbers."""
        from dealer_crm.ui.deliveries.scan_dialog import ScanDialog

        file = self._deeds.current_file()
        if file is not None and file.is_open:
            self._deeds.open_dialog(ScanDialog(self._t, self._doors, file, self._page.window()))

    def agree(self) -> None:
        """Note by which way the customer agreed to day and time."""
        from dealer_crm.ui.deliveries.agree_dialog import AgreeDialog

        file = self._deeds.current_file()
        if file is not None:
            self._deeds.open_dialog(AgreeDialog(self._t, self._doors, file, self._page.window()))

    def called(self) -> None:
        """Note that the customer was called half an hour ahead."""
        self._deeds.write(partial(self._doors.door.called, self._page.current_record()))

    def complete(self, then: Callable[[], object] | None = None) -> None:
        """Ask for model and specification of the lines that lack them."""
        from dealer_crm.ui.deliveries.complete_dialog import CompleteDialog

        file = self._deeds.current_file()
        if file is None:
            return
        dialog = CompleteDialog(self._t, self._doors, file, self._page.window())
        if then is not None:
            dialog.completed.connect(lambda: then())
            dialog.as_it_is.connect(lambda: then())
        self._deeds.open_dialog(dialog)

    def when_complete(self, run: Callable[[int], object]) -> None:
        """Print or send once the note says everything; what it lacks is asked before, never left out silently."""
        file = self._deeds.current_file()
        if file is None:
            return
        then = partial(run, file.id)
        if file.unsaid:
            self.complete(then)
        else:
            then()

    def sign(self) -> None:
        """The customer signs for the goods, or for a part of them."""
        from dealer_crm.ui.deliveries.sign_dialog import SignDialog

        file = self._deeds.current_file()
        if file is None or not file.is_open or file.state not in OPEN_STATES:
            return
        dialog = SignDialog(self._t, self._doors, self.signing(file, file.draft.receiver), self._page.window())
        dialog.signed.connect(lambda partly: self._on_signed(file, partly))
        dialog.refused.connect(self._deeds.refuse)
        dialog.open()

    def signing(self, file: DeliveryFile, usual: str) -> Signing:
        """Return what is known of who signs: the name that stands on the page, or the usual one."""
        from dealer_crm.ui.deliveries.sign_dialog import Signing

        return Signing(file, self._page.pane.side.signed_by.text().strip() or usual, self._deeds.choose_photo)

    def _on_signed(self, file: DeliveryFile, partly: bool) -> None:
        self._page.reload()
        now = self._deeds.current_file()
        left = now.to_collect if now is not None else 0
        t, message = self._t, self._page.pane.message
        if partly:
            words = t("A part stayed behind. It is still to be delivered.")
            message.show_message(words, Tone.WARN, action=t("Plan the rest"), run=partial(self._plan_rest, file.order_id))
        elif left:
            message.show_message(t("Signed for. {amount} is still to collect.").format(amount=money(left)), Tone.WARN)
        else:
            message.show_message(t("Signed for. The goods are with the customer."), Tone.DONE)

    def _plan_rest(self, order_id: int) -> None:
        found: list[int] = []
        self._deeds.write(lambda: found.append(self._doors.writes.plan(order_id, DeliveryDraft())))
        if found:
            self._page.list.reload()
            self._page.open_record(found[0])
