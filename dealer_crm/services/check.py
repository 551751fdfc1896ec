"""Looks the whole store over: everything that can be computed again is, and compared; what can be mended is mended."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain.backups import Reason
from dealer_crm.domain.check import Finding, FindingKind
from dealer_crm.domain.journal import Action, Actor, Origin, Subject
from dealer_crm.domain.progress import NoProgress, Progress
from dealer_crm.services.check_contents import broken_contents
from dealer_crm.services.class_book import ClassBook
from dealer_crm.services.derived_dates import mend_dates, wrong_dates
from dealer_crm.services.derived_sums import mend_sums, wrong_sums
from dealer_crm.services.trade import Trade
from dealer_crm.storage import archive, backup, chain, counters, dialect, lines, machine_lines
from dealer_crm.storage.blobs import Blobs
from dealer_crm.storage.database import Database
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.models import Attachment, JournalEntry, OverprintForm, Product, Shop, Signature

SHOWN = 20


class Check:
    """The use-case `check`. A second run after a repair finds nothing that the first one mended."""

    def __init__(self, db: Database, folder: DataFolder, trade: Trade | None = None) -> None:
        self._db = db
        self._trade = trade or Trade()
        self._folder = folder
        self._blobs = Blobs(folder.attachments)
        self._classes = ClassBook(db, db.now, self._trade)

    def run(self, *, repair: bool = False, progress: Progress | None = None) -> list[Finding]:
        """Return what is wrong, nothing of a sound store; with `repair` mend what can be mended. Raises StoreDamaged."""
        found = self._look(progress or NoProgress())
        if not repair or not found or FindingKind.DAMAGED in found:
            return [_finding(kind, cases, repaired=False) for kind, cases in found.items()]
        self._mend(found)
        left = self._look(progress or NoProgress())
        return [_finding(kind, cases, repaired=kind not in left) for kind, cases in found.items()]

    def _look(self, progress: Progress) -> dict[FindingKind, list[str]]:
        first = (self._soundness, self._derived, self._class_rows, self._dates, self._sums, self._contents)
        looks = (*first, self._chain, self._pictures, self._counters)
        found: dict[FindingKind, list[str]] = {}
        for done, look in enumerate(looks):
            progress.step(done, len(looks))
            with self._db.read() as session:
                found.update((kind, cases) for kind, cases in look(session) if cases)
            if FindingKind.DAMAGED in found:
                break
        progress.step(len(looks), len(looks))
        return found

    def _soundness(self, session: Session) -> list[tuple[FindingKind, list[str]]]:
        connection = session.connection()
        if damage := dialect.integrity_errors(connection):
            return [(FindingKind.DAMAGED, damage)]
        broken = [f"{table} {row} → {parent} {number}" for table, row, parent, number in dialect.broken_references(connection)]
        return [(FindingKind.REFERENCES, broken)]

    def _derived(self, session: Session) -> list[tuple[FindingKind, list[str]]]:
        wrong_lines, wrong_texts = lines.differences(session.connection(), self._db.pinyin)
        wrong_machines = machine_lines.differences(session.connection())
        return [(FindingKind.LINES, wrong_lines), (FindingKind.SEARCH, wrong_texts), (FindingKind.MACHINES, wrong_machines)]

    def _class_rows(self, session: Session) -> list[tuple[FindingKind, list[str]]]:
        return [(FindingKind.CLASSES, self._classes.differences(session))]

    def _dates(self, session: Session) -> list[tuple[FindingKind, list[str]]]:
        return [(FindingKind.DATES, wrong_dates(session, self._trade))]

    def _sums(self, session: Session) -> list[tuple[FindingKind, list[str]]]:
        return [(FindingKind.SUMS, wrong_sums(session))]

    def _contents(self, session: Session) -> list[tuple[FindingKind, list[str]]]:
        return [(FindingKind.CONTENTS, broken_contents(session))]

    def _chain(self, session: Session) -> list[tuple[FindingKind, list[str]]]:
        connection = session.connection()
        cut = []
        newest = next((one for one in backup.listed(self._folder.backups) if one.verified), None)
        if newest is not None and newest.sequence and newest.reason is not Reason.BEFORE_RESTORE:
            known = session.execute(select(JournalEntry.hash).where(JournalEntry.id == newest.sequence)).scalar()
            cut = [] if known == newest.head else [f"{newest.sequence} ({Path(newest.path).name})"]
        return [(FindingKind.CHAIN, [str(entry) for entry in chain.broken_links(connection)]), (FindingKind.CUT, cut)]

    def _pictures(self, session: Session) -> list[tuple[FindingKind, list[str]]]:
        shown = select(Product.picture, Product.name).where(Product.picture != "").order_by(Product.id)
        attached = select(Attachment.sha256, Attachment.name).order_by(Attachment.id)
        forms = select(OverprintForm.background, OverprintForm.name).where(OverprintForm.background != "").order_by(OverprintForm.id)
        logos = select(Shop.logo, Shop.name).where(Shop.logo != "")
        signed = select(Signature.picture, Signature.name).order_by(Signature.id)
        names: dict[str, str] = {}
        for query in (shown, forms, logos, signed, attached):
            names |= dict(session.execute(query).all())
        missing = {sha256 for sha256 in names if not self._blobs.has(sha256)}
        damaged = {sha256 for sha256 in names.keys() - missing if not self._blobs.sound(sha256)}
        cases = ((FindingKind.PICTURES_MISSING, missing), (FindingKind.PICTURES_DAMAGED, damaged))
        return [(kind, [f"{sha256} {names[sha256]}" for sha256 in sorted(hashes)]) for kind, hashes in cases]

    def _counters(self, session: Session) -> list[tuple[FindingKind, list[str]]]:
        connection = session.connection()
        series = [f"{kind} {day} {last}" for (kind, day), last in counters.numbers_behind(connection).items()]
        return [(FindingKind.NUMBERS, series), (FindingKind.IDS, list(counters.ids_behind(connection)))]

    def _mend(self, found: dict[FindingKind, list[str]]) -> None:
        if found.keys() & {FindingKind.DATES, FindingKind.SUMS}:
            with self._db.write(Actor(origin=Origin.SYSTEM), Action.REPAIR, Subject.STORE) as writing:
                mend_dates(writing, self._trade)
                mend_sums(writing)
        if found.keys() & {FindingKind.LINES, FindingKind.SEARCH, FindingKind.MACHINES}:
            self._db.rebuild_lines()
        if FindingKind.CLASSES in found:
            self._classes.work_out(again=True)
        if found.keys() & {FindingKind.NUMBERS, FindingKind.IDS}:
            self._db.raise_counters()
        beside = Blobs(self._folder.backups / archive.PICTURES)
        for kind in (FindingKind.PICTURES_MISSING, FindingKind.PICTURES_DAMAGED):
            for sha256 in (case.split(" ", 1)[0] for case in found.get(kind, [])):
                if beside.sound(sha256):
                    self._blobs.put(beside.get(sha256))


def _finding(kind: FindingKind, cases: list[str], *, repaired: bool) -> Finding:
    count = int(cases[0].split(" ", 1)[0]) if kind is FindingKind.CUT else len(cases)
    return Finding(kind, count, tuple(cases[:SHOWN]), repaired)
