"""Lists of customers as files: the current view with its columns, or whole files of everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
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
from dealer_crm.services.customer_fields import BY_KEY, Field, FieldKind
from dealer_crm.services.customer_list import CustomerList, CustomerRow, CustomerSpec, CustomerView
from dealer_crm.storage.database import Database
from dealer_crm.storage.files import program_text
from dealer_crm.words.labels import label

KINDS = (".xlsx", ".csv", ".vcf")
CHUNK = 500
LARGE = 3_000
"""From so many customers on an export belongs in a child process."""
_COLUMN_KINDS = {FieldKind.DATE: ColumnKind.DATE, FieldKind.INSTANT: ColumnKind.DATETIME, FieldKind.MONEY: ColumnKind.MONEY}


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
        columns = whole_files.columns(t) if order.whole else [_column(BY_KEY[key], t) for key in order.spec.columns]
        rows = self._whole(ids, t, progress) if order.whole else self._shown(ids, order.spec.columns, t, progress)
        if kind == ".csv":
            from dealer_crm.documents.csv_file import write_csv

            return write_csv(order.target, columns, rows)
        from dealer_crm.documents.excel.list_workbook import write_list

        return write_list(order.target, columns, rows, t("Customer files"))

    def _shown(self, ids: Sequence[int], keys: Sequence[str], t: Translator, progress: Progress) -> Iterator[Row]:
        fields = [BY_KEY[key] for key in keys]
        for chunk in _chunks(ids, progress):
            for row in self._list.rows(chunk):
                yield [_value(field, row, t) for field in fields]

    def _whole(self, ids: Sequence[int], t: Translator, progress: Progress) -> Iterator[Row]:
        files = whole_files.WholeFiles(t)
        for chunk in _chunks(ids, progress):
            with self._db.read() as session:
                yield from list(files.rows(session, chunk))

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
    return ListColumn(t(field.label), _COLUMN_KINDS.get(field.kind, ColumnKind.TEXT), field.width + 2)


def _value(field: Field, row: CustomerRow, t: Translator) -> Value:
    value: Any = getattr(row, field.key)
    match field.kind:
        case FieldKind.CHOICE:
            return label(value, t)
        case FieldKind.CHOICES:
            return whole_files.BETWEEN.join(whole_files.label_of(word, t) for word in value)
        case FieldKind.INSTANT:
            return value.astimezone() if value else None
        case _:
            plain: Value = value
            return plain


def export_in_child(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Write the `order` from the store copy `store` as of `now`; runs in a child process. Returns {"count"}."""
    at = datetime.fromisoformat(arguments["now"])
    pinyin = Pinyin(program_text("pinyin", "pinyin.txt"))
    db = Database(Path(arguments["store"]), pinyin, lambda: at)
    try:
        return {"count": Exports(db, lambda: at).save(ExportOrder.of(arguments["order"]), progress)}
    finally:
        db.close()
