"""The agenda of a day on paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from dealer_crm.domain import phones
from dealer_crm.domain.agenda import AgendaKind, AgendaRow
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.i18n import Translator, translator
from dealer_crm.services.agenda import Agenda
from dealer_crm.services.shop import ShopData
from dealer_crm.storage.database import Database
from dealer_crm.words.agenda import kind_words, matter

if TYPE_CHECKING:
    from dealer_crm.documents.pdf.day_sheet import DayLine, DaySheetData


class AgendaPapers:
    """The day sheet; nothing is changed. The paper libraries are imported when the first one is made."""

    def __init__(self, db: Database, now: Callable[[], datetime], agenda: Agenda) -> None:
        self._now, self._agenda = now, agenda
        self._shop = ShopData(db, Actor)

    def day_sheet(self, on: date, choice: PrintChoice, language: str, printed_by: str = "") -> bytes:
        """Return everything that is due by the day as a PDF, overdue first, what was done that day ticked."""
        from dealer_crm.documents.pdf.choices import chosen_setup
        from dealer_crm.documents.pdf.day_sheet import day_sheet
        from dealer_crm.documents.pdf.pages import PageSetup

        printed_at = self._now().astimezone().replace(tzinfo=None)
        setup = PageSetup(language=language, printed_at=printed_at, printed_by=printed_by)
        return day_sheet(self.data(on, language), chosen_setup(setup, choice))

    def data(self, on: date, language: str, staff_id: int | None = None) -> DaySheetData:
        """Return what the sheet prints, for everybody or for one person."""
        from dealer_crm.documents.pdf.day_sheet import DaySheetData
        from dealer_crm.documents.pdf.pages import ShopHead

        t, shop = translator(language), self._shop.shop()
        rows = self._agenda.day(on, staff_id)
        whose = next((person.name for person in self._shop.staff(everyone=True) if person.id == staff_id), "")
        return DaySheetData(
            ShopHead(shop.name, shop.address, shop.hotline or shop.phone, shop.credit_code, shop.note),
            on,
            whose,
            tuple(_line(row, t) for row in rows if row.days_late > 0),
            tuple(_line(row, t) for row in (*(row for row in rows if row.days_late <= 0), *self._agenda.done(on, on, staff_id))),
        )


def _line(row: AgendaRow, t: Translator) -> DayLine:
    from dealer_crm.documents.pdf.day_sheet import DayLine

    when = f"{row.due_on:%m-%d}" if row.days_late > 0 else f"{row.at:%H:%M}" if row.at and not row.done else row.slot
    return DayLine(
        what=kind_words(row, t),
        when="" if row.kind is AgendaKind.CONFIRM and row.days_late <= 0 else when,
        customer=row.name or row.number,
        phones=(phones.shown(row.phone),) if row.phone else (),
        address=row.address,
        why=matter(row, t),
        staff=row.staff,
        done=row.done,
    )
