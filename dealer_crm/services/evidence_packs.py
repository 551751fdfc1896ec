"""Evidence of a case as one PDF: a cover that says what is there and what is not, the papers, the record of the case, photos, scans."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from dealer_crm.domain.complaint_papers import MOST_PAGES, Unseen
from dealer_crm.domain.complaints import Step8
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.domain.progress import NoProgress, Progress
from dealer_crm.i18n import Translator, translator
from dealer_crm.services import evidence_words
from dealer_crm.services.complaint_file import ComplaintFile, ComplaintFiles
from dealer_crm.services.evidence_pictures import FittedFile, PictureFitter, WantedFile
from dealer_crm.services.evidence_sources import KeptFile, SignedNote, Sources, sources_of
from dealer_crm.storage.blobs import Blobs
from dealer_crm.storage.database import Database
from dealer_crm.words.labels import label

if TYPE_CHECKING:
    from dealer_crm.documents.pdf.evidence_cover import Exhibit
    from dealer_crm.documents.pdf.evidence_pictures import PictureLine
    from dealer_crm.documents.pdf.pages import PageSetup
    from dealer_crm.services.care_papers import CarePapers
    from dealer_crm.services.contract_papers import ContractPapers
    from dealer_crm.services.delivery_papers import DeliveryPapers
    from dealer_crm.services.paper_desk import PaperDesk
    from dealer_crm.services.site_papers import SitePapers


@dataclass(frozen=True)
class Makers:
    """The papers of which a pack is made."""

    contracts: ContractPapers
    deliveries: DeliveryPapers
    sites: SitePapers
    care: CarePapers


@dataclass(frozen=True)
class Part:
    """A finished paper of the pack."""

    title: str
    pdf: bytes
    number: str = ""
    day: date | None = None
    note: str = ""


class EvidencePacks:
    """Puts packs together; nothing is changed. `blobs` has the attachments, `fitter` makes them fit for paper."""

    def __init__(
        self, db: Database, now: Callable[[], datetime], desk: PaperDesk, makers: Makers, files: tuple[Blobs, PictureFitter]
    ) -> None:
        self._db, self._now, self._desk, self._makers = db, now, desk, makers
        self._blobs, self._fitter = files
        self._cases = ComplaintFiles(db)

    def pack(self, complaint_id: int, choice: PrintChoice, language: str, printed_by: str = "", progress: Progress | None = None) -> bytes:
        """Return the pack on A4. Raises ComplaintNotFound, Cancelled."""
        file = self._cases.open(complaint_id)
        with self._db.read() as session:
            sources = sources_of(session, complaint_id, self._now())
        return _Pack(self, file, sources, (choice, language, printed_by)).whole(progress or NoProgress())

    def setup(self, kind: str, record_id: int | None, asked: tuple[PrintChoice, str, str]) -> PageSetup:
        """Return the page of a paper inside a pack: one set of A4, not counted as a print of its own."""
        choice, language, printed_by = asked
        plain = PrintChoice(paper="A4", technique=choice.technique)
        return replace(self._desk.setup(kind, plain, language, printed_by, record_id), times=0)

    def fitted(self, files: Sequence[KeptFile], progress: Progress) -> list[FittedFile]:
        """Return what of each file can be shown. Raises Cancelled."""
        away = [self._away(one) for one in files]
        there = [
            WantedFile(self._blobs.path(one.sha256), one.media_type, one.whole) for one, gone in zip(files, away, strict=True) if not gone
        ]
        made = iter(self._fitter.fit(there, progress))
        return [FittedFile(unseen=gone) if gone else next(made) for gone in away]

    def _away(self, one: KeptFile) -> Unseen | None:
        if not self._blobs.has(one.sha256):
            return Unseen.MISSING
        if not self._blobs.sound(one.sha256):
            return Unseen.DAMAGED
        known = one.media_type.startswith("image/") or one.media_type == "application/pdf"
        return None if known else Unseen.FOREIGN

    @property
    def makers(self) -> Makers:
        """The papers."""
        return self._makers

    @property
    def desk(self) -> PaperDesk:
        """What papers are printed with."""
        return self._desk

    def today(self) -> date:
        """Return the day on which the pack is put together."""
        return local_day(self._now())


class _Pack:
    """One pack while it is put together."""

    def __init__(self, packs: EvidencePacks, file: ComplaintFile, sources: Sources, asked: tuple[PrintChoice, str, str]) -> None:
        self._packs, self._file, self._sources, self._asked = packs, file, sources, asked
        self._language = asked[1]
        self._t: Translator = translator(asked[1])
        self._missing: list[tuple[str, str]] = []

    def whole(self, progress: Progress) -> bytes:
        """Return the pack as bytes. Raises Cancelled."""
        from dealer_crm.documents.pdf.page_numbers import numbered

        steps = (self._contract, self._deliveries, self._hand_overs, self._acceptances, self._certificates, self._record, self._services)
        parts: list[Part] = []
        for at, step in enumerate(steps):
            progress.step(at, len(steps) + 1)
            parts += step()
        parts += self._pictures(progress)
        t, number = self._t, self._file.number
        words = t.context("paper", "Evidence pack {number}   page {page} of {pages}")
        progress.step(1, 1)
        pdfs = [self._cover(parts), *(part.pdf for part in parts)]
        return numbered(pdfs, lambda page, pages: words.format(number=number, page=page, pages=pages))

    def _cover(self, parts: Sequence[Part]) -> bytes:
        """Return the cover; what stands where depends on its own length, which the figures do not change."""
        from dealer_crm.documents.pdf.evidence_cover import EvidenceCoverData, evidence_cover
        from dealer_crm.documents.pdf.render import page_count

        counts = [page_count(part.pdf) for part in parts]
        data = EvidenceCoverData(
            self._packs.desk.head(),
            self._file.number,
            evidence_words.facts(self._file, self._t),
            (),
            tuple(self._missing),
            self._asked[2],
            self._packs.today(),
        )
        setup = self._packs.setup("evidence", self._file.id, self._asked)
        own = page_count(evidence_cover(replace(data, exhibits=_exhibits(parts, counts, 888)), setup))
        return evidence_cover(replace(data, exhibits=_exhibits(parts, counts, own)), setup)

    def _lack(self, what: str, why: str) -> list[Part]:
        self._missing.append((what, why))
        return []

    # the papers

    def _contract(self) -> list[Part]:
        from dealer_crm.documents.pdf.contract_sheet import contract_sheet

        t, sources = self._t, self._sources
        title = t("Contract")
        if sources.order_id is None:
            return self._lack(title, t("The case names neither order nor machine, or its machine came by no order here."))
        data = self._packs.makers.contracts.data(sources.order_id, self._language)
        pdf = contract_sheet(data, self._packs.setup("contract", sources.order_id, self._asked))
        scanned = any(one.whole and one.owner == sources.order_number for one in sources.files)
        note = t("The signed paper is among the scans.") if scanned else t("Text as it was agreed; the signed paper is not kept here.")
        return [Part(title, pdf, data.number, sources.signed_on, note)]

    def _deliveries(self) -> list[Part]:
        t = self._t
        if self._sources.notes:
            return [self._note(one) for one in self._sources.notes]
        why = t("Nothing of this order has been received by the customer.") if self._sources.order_id else t("No order is known.")
        return self._lack(t("Signed delivery note"), why)

    def _note(self, one: SignedNote) -> Part:
        from dealer_crm.documents.pdf.delivery_note import delivery_note
        from dealer_crm.documents.pdf.dispatch_sheet import Signed

        t = self._t
        data = self._packs.makers.deliveries.note_data(one.id, self._language)
        day = local_day(one.signed_at) if one.signed_at else None
        picture = self._packs.desk.picture(one.picture) if one.picture else b""
        signed = Signed(one.signed_by, day, picture) if one.signed_by or picture else None
        pdf = delivery_note(
            replace(data, made_by="", made_at=None, received=signed), self._packs.setup("delivery_note", one.id, self._asked)
        )
        note = "" if picture else t("Without a drawn signature; look among the scans for the signed paper.")
        return Part(t("Signed delivery note"), pdf, one.number, day, note)

    def _hand_overs(self) -> list[Part]:
        from dealer_crm.documents.pdf.checklist_sheet import checklist_sheet

        t = self._t
        found = []
        for one in self._sources.notes:
            if one.finished_at is not None:
                data = self._packs.makers.deliveries.checklist_data(one.id, self._language)
                pdf = checklist_sheet(data, self._packs.setup("checklist", one.id, self._asked))
                found.append(Part(t("Delivery checklist"), pdf, data.number, local_day(one.finished_at)))
        return found or self._lack(t("Delivery checklist"), t("Nothing of this order has been handed over with its checklist."))

    def _acceptances(self) -> list[Part]:
        from dealer_crm.documents.pdf.acceptance_sheet import acceptance_sheet

        t, found = self._t, []
        for one in self._sources.sheets:
            data = self._packs.makers.sites.acceptance_data(one.id, self._language)
            pdf = acceptance_sheet(data, self._packs.setup("acceptance", one.id, self._asked))
            found.append(Part(t("Acceptance sheet"), pdf, one.number, local_day(one.closed_at) if one.closed_at else None, data.sheet))
        still = self._sources.open_sheets
        if still:
            self._lack(t("Acceptance sheet"), t("Not closed yet: {numbers}").format(numbers=t(", ").join(still)))
        elif not found:
            self._lack(t("Acceptance sheet"), t("No acceptance sheet was filled in for this order."))
        return found

    def _certificates(self) -> list[Part]:
        from dealer_crm.documents.pdf.warranty_certificate import warranty_certificate

        t, found = self._t, []
        for machine_id, _number in self._sources.machines:
            data = self._packs.makers.care.certificate_data(machine_id, self._language)
            pdf = warranty_certificate(data, self._packs.setup("certificate", machine_id, self._asked))
            found.append(Part(t("Warranty certificate"), pdf, data.number, data.sold_on, f"{data.product} {data.serial}".strip()))
        return found or self._lack(t("Warranty certificate"), t("The case names no machine, and its order brought none."))

    def _record(self) -> list[Part]:
        from dealer_crm.documents.pdf.evidence_record import case_record

        file, t = self._file, self._t
        data = replace(evidence_words.record(file, self._sources, t), shop=self._packs.desk.head())
        pdf = case_record(data, self._packs.setup("evidence", None, self._asked))
        if not any(file.done(step) for step in Step8):
            self._lack(t("Eight steps"), t("None of them is ticked yet."))
        return [Part(t("Record of the case"), pdf, file.number, local_day(file.opened_at))]

    def _services(self) -> list[Part]:
        from dealer_crm.documents.pdf.evidence_record import ServiceRecordData, service_record

        t = self._t
        if not self._sources.requests:
            return self._lack(t("Service records"), t("No call for service is noted for this case or its machine."))
        lines = tuple(evidence_words.service(one, t) for one in self._sources.requests)
        data = ServiceRecordData(self._packs.desk.head(), self._file.number, lines)
        return [Part(t("Service records"), service_record(data, self._packs.setup("evidence", None, self._asked)))]

    # photos and scans

    def _pictures(self, progress: Progress) -> list[Part]:
        files, t = self._sources.files, self._t
        found = list(zip(files, self._packs.fitted(files, progress), strict=True))
        for kept, fitted in found:
            if fitted.unseen is not None:
                self._missing.append((evidence_words.caption(kept, t), label(fitted.unseen, t)))
            elif fitted.total > len(fitted.pages):
                why = t("Only the first {n} of its {total} pages are here.").format(
                    n=min(len(fitted.pages), MOST_PAGES), total=fitted.total
                )
                self._missing.append((evidence_words.caption(kept, t), why))
        photos = [pair for pair in found if not pair[0].whole]
        if not photos:
            self._lack(t("Photos"), t("No photo belongs to this case, its services, its delivery or its acceptance."))
        if self._sources.more_files:
            why = t("{n} more are kept with the case; a pack of so many would be too long.").format(n=self._sources.more_files)
            self._lack(t("Photos and scans"), why)
        return [*self._scans(pair for pair in found if pair[0].whole), *self._photos(photos)]

    def _scans(self, found: Iterator[tuple[KeptFile, FittedFile]]) -> Iterator[Part]:
        from dealer_crm.documents.pdf.evidence_pictures import PictureLine, PicturesData, scan_pages

        t = self._t
        for kept, fitted in found:
            said, note = evidence_words.caption(kept, t), evidence_words.times(kept, fitted, t)
            count = len(fitted.pages)
            lines = tuple(
                PictureLine(
                    t("{what}, page {n} of {pages}").format(what=said, n=n, pages=fitted.total) if fitted.total > 1 else said, note, page
                )
                for n, page in enumerate(fitted.pages, 1)
            )
            lines = lines if count else (_unseen(kept, fitted, t),)
            data = PicturesData(self._packs.desk.head(), self._file.number, t.context("paper", "Scan"), lines)
            pdf = scan_pages(data, self._packs.setup("evidence", None, self._asked))
            trouble = label(fitted.unseen, t) if fitted.unseen else ""
            yield Part(said, pdf, kept.owner, local_day(kept.added_at), trouble or label(kept.kind, t))

    def _photos(self, found: Sequence[tuple[KeptFile, FittedFile]]) -> list[Part]:
        from dealer_crm.documents.pdf.evidence_pictures import PictureLine, PicturesData, photo_pages

        t = self._t
        if not found:
            return []
        lines = tuple(
            PictureLine(evidence_words.caption(kept, t), evidence_words.times(kept, fitted, t), fitted.pages[0])
            if fitted.pages
            else _unseen(kept, fitted, t)
            for kept, fitted in found
        )
        data = PicturesData(self._packs.desk.head(), self._file.number, t.context("paper", "Photos"), lines)
        shown = sum(1 for line in lines if line.picture)
        note = t("{n} of {all} could be shown.").format(n=shown, all=len(lines)) if shown < len(lines) else ""
        return [Part(t("Photos"), photo_pages(data, self._packs.setup("evidence", None, self._asked)), "", None, note)]


def _unseen(kept: KeptFile, fitted: FittedFile, t: Translator) -> PictureLine:
    from dealer_crm.documents.pdf.evidence_pictures import PictureLine

    words = t("{what} cannot be shown here. {why}")
    why = label(fitted.unseen, t)
    return PictureLine(
        evidence_words.caption(kept, t),
        evidence_words.times(kept, fitted, t),
        trouble=words.format(what=kept.name or kept.caption, why=why),
    )


def _exhibits(parts: Sequence[Part], counts: Sequence[int], before: int) -> tuple[Exhibit, ...]:
    """Return the papers with the pages on which they begin, behind a cover of so many pages."""
    from dealer_crm.documents.pdf.evidence_cover import Exhibit

    found, first = [], before + 1
    for part, pages in zip(parts, counts, strict=True):
        found.append(Exhibit(part.title, part.number, part.day, part.note, pages, first))
        first += pages
    return tuple(found)
