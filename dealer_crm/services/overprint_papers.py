"""What is written on a form that was printed elsewhere: the data of the paper it stands for, put into its fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from dealer_crm.domain.overprint import FormValues, OverprintForm
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.i18n import translator
from dealer_crm.services.overprint_forms import OverprintForms
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Delivery, Equipment, Payment

if TYPE_CHECKING:
    from dealer_crm.documents.pdf.pages import PageSetup
    from dealer_crm.services.care_papers import CarePapers
    from dealer_crm.services.delivery_papers import DeliveryPapers
    from dealer_crm.services.receipt_papers import ReceiptPapers

Values = Callable[[int, PrintChoice, str, str], FormValues]
_RECORDS: dict[str, Any] = {"delivery_note": Delivery, "receipt": Payment, "certificate": Equipment}


class OverprintPapers:
    """Fills forms of the shop; nothing is changed. The paper libraries are imported when the first one is filled."""

    def __init__(self, db: Database, trade: Trade, forms: OverprintForms, papers: tuple[DeliveryPapers, ReceiptPapers, CarePapers]) -> None:
        self._db, self._trade, self._forms = db, trade, forms
        self._deliveries, self._receipts, self._care = papers
        self._values: dict[str, Values] = {
            "delivery_note": self._delivery,
            "receipt": self._receipt,
            "certificate": self._certificate,
        }

    def fill(self, form_id: int, record_id: int, choice: PrintChoice, language: str, printed_by: str = "") -> bytes:
        """Return the values of a record on a form, without the form. Raises OverprintNotFound, OverprintTooLong, the record's refusals."""
        form = self._forms.open(form_id)
        return self.drawn(form, self.values(form.kind, record_id, choice, language, printed_by), choice, language)

    def drawn(self, form: OverprintForm, values: FormValues, choice: PrintChoice, language: str) -> bytes:
        """Return values on a form that may not be saved yet. Raises OverprintTooLong."""
        from dealer_crm.documents.pdf.overprint_page import overprint

        return overprint(form, values, _setup(form, choice, language))

    def values(self, kind: str, record_id: int, choice: PrintChoice, language: str, printed_by: str = "") -> FormValues:
        """Return what a record says, by code. Raises the record's refusals."""
        return self._told(kind, self._values[kind](record_id, choice, language, printed_by), language)

    def sample(self, kind: str, language: str) -> FormValues:
        """Return what the newest record of a kind says; made up where there is none."""
        table = _RECORDS[kind]
        with self._db.read() as session:
            newest = session.execute(select(table.id).order_by(table.id.desc()).limit(1)).scalar()
        if newest is not None:
            return self.values(kind, newest, PrintChoice(), language)
        from dealer_crm.documents.pdf.overprint_samples import sample_values

        return self._told(kind, sample_values(kind, translator(language)), language)

    def _told(self, kind: str, values: FormValues, language: str) -> FormValues:
        blanks = self._trade.blanks(kind)
        last = frozenset(blank.code for blank in blanks if blank.last)
        return replace(values, last=last, names={blank.code: blank.said(language) for blank in blanks})

    def _delivery(self, record_id: int, choice: PrintChoice, language: str, printed_by: str) -> FormValues:
        from dealer_crm.documents.pdf.overprint_values import delivery_values

        data = self._deliveries.note_data(record_id, language, printed_by, with_prices=choice.with_prices)
        return delivery_values(data, translator(language))

    def _receipt(self, record_id: int, _choice: PrintChoice, language: str, _printed_by: str) -> FormValues:
        from dealer_crm.documents.pdf.overprint_values import receipt_values

        return receipt_values(self._receipts.data(record_id, language), translator(language))

    def _certificate(self, record_id: int, _choice: PrintChoice, language: str, _printed_by: str) -> FormValues:
        from dealer_crm.documents.pdf.overprint_values import certificate_values

        return certificate_values(self._care.certificate_data(record_id, language), translator(language))


def _setup(form: OverprintForm, choice: PrintChoice, language: str) -> PageSetup:
    from dealer_crm.documents.pdf.overprint_page import form_paper
    from dealer_crm.documents.pdf.pages import PageSetup

    return PageSetup(paper=form_paper(form), language=language, technique=choice.technique)
