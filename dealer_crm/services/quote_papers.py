"""A quote on paper and as text: one version for the customer, and what differs between two."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from dealer_crm.domain import phones
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.order_sums import Totals
from dealer_crm.domain.orders import LineDraft, TaxMode
from dealer_crm.domain.premises import PremisesDraft, address_line
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.domain.quote_changes import LineChange, compare
from dealer_crm.domain.quotes import QuoteDraft, grouped, subtotals
from dealer_crm.i18n import N_, Translator, translator
from dealer_crm.services.houses import PLACE
from dealer_crm.services.quote_reading import QuoteFile, read_file, require
from dealer_crm.services.shop import ShopData
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Community, Premises
from dealer_crm.words.figures import money, quantity
from dealer_crm.words.labels import label

if TYPE_CHECKING:
    from dealer_crm.documents.pdf.pages import ShopHead
    from dealer_crm.documents.pdf.quote_sheet import DifferenceLine, OfferLine, OfferPart, QuoteDifferenceData, QuoteSheetData
    from dealer_crm.services.paper_desk import PaperDesk

WITH_PRICES, WITHOUT_PRICES, COMPARED = "whole", "subtotals", "compared"
"""Forms of the paper to choose from."""
REMARK_TITLES = {
    "included": N_("Included and not included"),
    "extras": N_("How extras are charged"),
    "lead_time": N_("Time of delivery"),
    "warranty": N_("Warranty in short"),
    "note": N_("Further remarks"),
}


class QuotePapers:
    """Papers of one quote; nothing is changed. The paper libraries are imported when the first one is made."""

    def __init__(self, db: Database, now: Callable[[], datetime], trade: Trade, desk: PaperDesk) -> None:
        self._db = db
        self._desk = desk
        self._now = now
        self._trade = trade
        self._shop = ShopData(db, Actor)

    def sheet(self, quote_id: int, version: int | None, choice: PrintChoice, language: str, printed_by: str = "") -> bytes:
        """Return a version (None = the newest) as a PDF, or in the form `COMPARED` what differs from the one before it.

        Raises QuoteNotFound.
        """
        from dealer_crm.documents.pdf.quote_sheet import quote_difference, quote_sheet

        page = self._desk.setup("quote", choice, language, printed_by, quote_id)
        if choice.variant == COMPARED:
            return quote_difference(self.difference(quote_id, version, language), page)
        return quote_sheet(
            self.data(quote_id, version, language, with_prices=choice.variant != WITHOUT_PRICES and choice.with_prices), page
        )

    def data(self, quote_id: int, version: int | None, language: str, *, with_prices: bool = True) -> QuoteSheetData:
        """Return what the sheet prints: nothing the customer should not see. Raises QuoteNotFound."""
        from dealer_crm.documents.pdf.quote_sheet import QuoteSheetData

        t, file = translator(language), self._open(quote_id)
        shown = file.version(version)
        draft = shown.draft
        return QuoteSheetData(
            shop=self._head(),
            number=file.number,
            version=shown.position,
            customer=file.customer,
            day=draft.quoted_on or file.valid_until,
            valid_until=shown.valid_until,
            phone=phones.shown(file.phone) if file.phone else "",
            address=self._address(file, draft),
            area=f"{quantity(draft.area)} ㎡" if draft.area else "",
            system=draft.system,
            designer=draft.designer,
            seller=file.staff,
            parts=tuple(self._parts(draft, t)),
            subtotals=tuple(self._subtotals(draft, t)),
            beside=tuple(_beside(shown.totals, t)),
            total=shown.totals.total,
            remarks=tuple((t(title), getattr(draft, name)) for name, title in REMARK_TITLES.items()),
            show_prices=with_prices,
        )

    def difference(self, quote_id: int, version: int | None, language: str) -> QuoteDifferenceData:
        """Return what differs between a version and the one before it; of the first one, nothing. Raises QuoteNotFound."""
        from dealer_crm.documents.pdf.quote_sheet import QuoteDifferenceData

        t, file = translator(language), self._open(quote_id)
        after = file.version(version)
        before = file.version(max(after.position - 1, 1))
        found = compare(before.draft, after.draft)
        return QuoteDifferenceData(
            shop=self._head(),
            number=file.number,
            customer=file.customer,
            versions=(before.position, after.position),
            days=(before.draft.quoted_on or before.valid_until, after.draft.quoted_on or after.valid_until),
            lines=tuple(_difference(change, t) for change in (*found.changed, *found.added, *found.gone)),
            totals=(found.before, found.after),
            same=found.same,
        )

    def text(self, quote_id: int, version: int | None, language: str) -> str:
        """Return a version as a message: what, for how much, until when. Raises QuoteNotFound."""
        t, file = translator(language), self._open(quote_id)
        shown = file.version(version)
        draft, sums = shown.draft, shown.totals
        parts = [f"{part.title} {money(part.amount)}" for part in self._parts(draft, t)]
        beside = [f"{title} {money(amount)}" for title, amount in _beside(sums, t)]
        lines = (
            t("{shop}: quote {number}, version {n}").format(shop=self._shop.shop().name, number=file.number, n=shown.position),
            " · ".join(filter(None, (file.customer, self._address(file, draft), draft.system))),
            *parts,
            *beside,
            t("To pay: {amount}").format(amount=money(sums.total)),
            t("Stands until {day}.").format(day=shown.valid_until.isoformat()),
        )
        return "\n".join(filter(None, (line.strip(": ") for line in lines)))

    def _parts(self, draft: QuoteDraft, t: Translator) -> Iterable[OfferPart]:
        from dealer_crm.documents.pdf.quote_sheet import OfferPart

        for part in grouped(draft.lines):
            title = label(part.group, t) if part.group else t("Other items")
            yield OfferPart(title, tuple(self._line(line, t.language) for _row, line in part.rows), part.amount)

    def _line(self, line: LineDraft, language: str) -> OfferLine:
        from dealer_crm.documents.pdf.quote_sheet import OfferLine

        category = self._trade.category(line.category)
        return OfferLine(
            product=" ".join(filter(None, (line.brand, line.name or (line.model and category.said(language))))),
            model=" ".join(filter(None, (line.model, line.spec))),
            room=line.room,
            unit=line.unit or category.unit(language),
            quantity=line.quantity,
            price=line.price,
            amount=line.amount,
            list_price=line.list_price if (line.list_price or 0) > line.price else None,
            note=line.note,
        )

    def _subtotals(self, draft: QuoteDraft, t: Translator) -> Iterable[tuple[str, int]]:
        for kind, amount in subtotals(draft.lines, self._trade.subtotals()).items():
            if amount:
                yield t("Subtotal {kind}").format(kind=label(kind, t)), amount

    def _open(self, quote_id: int) -> QuoteFile:
        with self._db.read() as session:
            return read_file(session, require(session, quote_id), with_cost=False)

    def _address(self, file: QuoteFile, draft: QuoteDraft) -> str:
        """Return the house of the version, the customer's own where it names none."""
        with self._db.read() as session:
            house = session.get(Premises, draft.premises_id) if draft.premises_id else None
            community = session.get(Community, house.community_id) if house is not None and house.community_id else None
            if house is None:
                return file.address
            fields = {name: getattr(house, name) for name in PLACE}
            return address_line(PremisesDraft(**fields, community=community.name if community else "")) or file.address

    def _head(self) -> ShopHead:
        from dealer_crm.services.shop_head import shop_head

        return shop_head(self._shop.shop())


def _beside(sums: Totals, t: Translator) -> Iterable[tuple[str, int]]:
    """Yield what stands between the goods and what the customer pays; nothing where that is the same."""
    if sums.total != sums.goods:
        yield t("Goods"), sums.goods
    for title, amount in ((t("Discount"), -sums.discount), (t("Rounded off"), -sums.rounding)):
        if amount:
            yield title, amount
    if sums.tax_mode is TaxMode.NONE:
        yield t("Without tax"), 0
    elif sums.tax_rate:
        title = t("Tax {rate} % on top") if sums.tax_mode is TaxMode.ADDED else t("Tax {rate} %, included")
        yield title.format(rate=f"{sums.tax_rate / 100:g}"), sums.tax
    if sums.subsidy:
        yield t("Subsidy"), -sums.subsidy


def _difference(change: LineChange, t: Translator) -> DifferenceLine:
    from dealer_crm.documents.pdf.quote_sheet import DifferenceLine

    before, after, line = change.before, change.after, change.line
    words = t("New line") if before is None else t("Line taken out") if after is None else t("Changed line")
    return DifferenceLine(
        change=words,
        product=" ".join(filter(None, (line.brand, line.name, line.model))),
        room=line.room,
        before=_sum(before),
        after=_sum(after),
        before_amount=before.amount if before else None,
        after_amount=after.amount if after else None,
    )


def _sum(line: LineDraft | None) -> str:
    return f"{quantity(line.quantity)} {line.unit} × {money(line.price)} = {money(line.amount)}" if line else ""
