"""Lists of customers as files: the current view with its columns, or whole files of everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dealer_crm.documents.cards import Card
from dealer_crm.documents.lists import ColumnKind, ListColumn, Row, Value
from dealer_crm.domain.customers import Channel, IntentLevel, Nature, Stage
from dealer_crm.domain.exports import ExportKindUnknown
from dealer_crm.domain.names import Pinyin
from dealer_crm.domain.progress import Progress
from dealer_crm.i18n import Translator, translator
from dealer_crm.services import whole_files
from dealer_crm.services.customer_fields import CHOSEN, Condition, Field, FieldKind, field_of
from dealer_crm.services.customer_list import CustomerList, CustomerRow, CustomerSpec, CustomerView
from dealer_crm.storage.database import Database
from dealer_crm.storage.files import program_text

KINDS = (".xlsx", ".csv", ".vcf")
CHUNK = 500
LARGE = 3_000
"""From so many customers on an export belongs in a child process."""
_COLUMN_KINDS = {
    FieldKind.DATE: ColumnKind.DATE,
    FieldKind.INSTANT: ColumnKind.DATETIME,
    FieldKind.MONEY: ColumnKind.MONEY,
    FieldKind.NUMBER: ColumnKind.NUMBER,
}


@dataclass(frozen=True)
class ExportOrder:
    """What to write where. `ids` = only these, in this order; `whole` = every field instead of the view's columns."""

    target: Path
    language: str
    spec: CustomerSpec = field(default_factory=CustomerSpec)
    ids: tuple[int, ...] = ()
    whole: bool = False

    def checked(self) -> ExportOrder:
        """Return the order. Raises ExportKindUnknown where the name has another ending."""
        if self.target.suffix.lower() not in KINDS:
            raise ExportKindUnknown(file=self.target.name, kinds=" ".join(KINDS))
        return self

    def plain(self) -> dict[str, Any]:
        """Return the order as values that another process understands."""
        return {**asdict(self), "target": str(self.target)}

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> ExportOrder:
        """Return the order that `plain` described."""
        spec: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in plain["spec"].items()}
        spec["view"] = CustomerView(spec["view"])
        for name, kind in (("stages", Stage), ("levels", IntentLevel), ("sources", Channel)):
            spec[name] = tuple(kind(value) for value in spec[name])
        spec["conditions"] = tuple(Condition(**{**one, "values": tuple(one["values"])}) for one in spec["conditions"])
        return cls(Path(plain["target"]), plain["language"], CustomerSpec(**spec), tuple(plain["ids"]), plain["whole"])


class Exports:
    """Writes lists. One snapshot per chunk of customers; nothing is changed."""

    def __init__(self, db: Database, now: Callable[[], datetime]) -> None:
        self._db = db
        self._list = CustomerList(db, now)

    def count(self, order: ExportOrder) -> int:
        """Return how many customers the order has."""
        return len(order.ids) or self._list.count(order.spec)

    def save(self, order: ExportOrder, progress: Progress) -> int:
        """Write the file and return the number of customers in it.

        Raises ExportKindUnknown, FileNotWritable, CellTooLong and the like, Cancelled; the target is as before then.
        """
        order = order.checked()
        ids = order.ids or self._list.ids(order.spec)
        t = translator(order.language)
        kind = order.target.suffix.lower()
        if kind == ".vcf":
            from dealer_crm.documents.vcard_file import write_cards

            return write_cards(order.target, self._cards(ids, progress))
        columns, rows = self._whole(ids, t, progress) if order.whole else self._shown(ids, order.spec.columns, t, progress)
        if kind == ".csv":
            from dealer_crm.documents.csv_file import write_csv

            return write_csv(order.target, columns, rows)
        from dealer_crm.documents.excel.list_workbook import write_list

        return write_list(order.target, columns, rows, t("Customer files"))

    def _shown(self, ids: Sequence[int], keys: Sequence[str], t: Translator, progress: Progress) -> tuple[list[ListColumn], Iterator[Row]]:
        known = self._list.fields()
        fields = [field for key in keys if (field := field_of(key, known))]
        readers = [_reader(field, t) for field in fields]

        def rows() -> Iterator[Row]:
            for chunk in _chunks(ids, progress):
                for row in self._list.rows(chunk):
                    yield [read(row) for read in readers]

        return [_column(field, t) for field in fields], rows()

    def _whole(self, ids: Sequence[int], t: Translator, progress: Progress) -> tuple[list[ListColumn], Iterator[Row]]:
        with self._db.read() as session:
            files = whole_files.WholeFiles(t, whole_files.told_fields(session))

        def rows() -> Iterator[Row]:
            for chunk in _chunks(ids, progress):
                with self._db.read() as session:
                    yield from list(files.rows(session, chunk))

        return files.columns(), rows()

    def _cards(self, ids: Sequence[int], progress: Progress) -> Iterator[Card]:
        for chunk in _chunks(ids, progress):
            with self._db.read() as session:
                numbers, emails = whole_files.reached_by(session, chunk)
            for row in self._list.rows(chunk):
                company = row.nature is not Nature.INDIVIDUAL
                yield Card(
                    name=row.name or row.number,
                    phones=tuple(numbers.get(row.id, ())),
                    emails=tuple(filter(None, [emails.get(row.id, "")])),
                    addresses=(row.address,) if row.address else (),
                    org=row.name if company else "",
                    note=row.note,
                )


def _chunks(ids: Sequence[int], progress: Progress) -> Iterator[list[int]]:
    for start in range(0, len(ids), CHUNK):
        progress.step(start, len(ids))
        yield list(ids[start : start + CHUNK])
    progress.step(len(ids), len(ids))


def _column(field: Field, t: Translator) -> ListColumn:
    return ListColumn(field.title(t), _COLUMN_KINDS.get(field.kind, ColumnKind.TEXT), field.width + 2)


def _reader(field: Field, t: Translator) -> Callable[[CustomerRow], Value]:
    """Return what reads the cell of a row."""
    if field.kind in CHOSEN:
        words = {one.value: one.words for one in field.options(t)}
        return lambda row: whole_files.BETWEEN.join(words.get(code, code) for code in _codes(field.value(row)))
    if field.empty_last:
        return lambda row: plain_value(field.kind, field.value(row))
    if field.kind is FieldKind.INSTANT:
        return lambda row: value.astimezone() if (value := field.value(row)) else None
    return field.value


def _codes(value: Any) -> Sequence[str]:
    return [] if value is None else value.split() if isinstance(value, str) else value


def plain_value(kind: FieldKind, value: str | int) -> Value:
    """Return a stored text as a number or day where it is one."""
    if kind is FieldKind.NUMBER and value != "":
        return whole_files.number_of(str(value))
    return date.fromisoformat(str(value)) if kind is FieldKind.DATE and value else value or None


def export_in_child(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Write the `order` from the store copy `store` as of `now`; runs in a child process. Returns {"count"}."""
    at = datetime.fromisoformat(arguments["now"])
    pinyin = Pinyin(program_text("pinyin", "pinyin.txt"))
    db = Database(Path(arguments["store"]), pinyin, lambda: at)
    try:
        return {"count": Exports(db, lambda: at).save(ExportOrder.of(arguments["order"]), progress)}
    finally:
        db.close()
