"""Importing customers: check a file, look at every row, choose, mend, and write all of it in one undoable step."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dealer_crm.documents.csv_file import write_csv
from dealer_crm.documents.excel.list_workbook import write_list
from dealer_crm.documents.lists import ListColumn
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.details import FormFields
from dealer_crm.domain.errors import DomainError, NotFound
from dealer_crm.domain.import_cells import text_of
from dealer_crm.domain.import_details import slot
from dealer_crm.domain.import_headings import says_who
from dealer_crm.domain.imports import Choice, Column, ImportColumnsMissing, ImportOptions, ImportOutdated, Outcome, Plan, Target
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.progress import NoProgress, Progress
from dealer_crm.i18n import Translator
from dealer_crm.services import import_again, import_memory
from dealer_crm.services.form_fields import form_fields
from dealer_crm.services.import_apply import ImportWriter
from dealer_crm.services.import_compare import problems_of
from dealer_crm.services.import_files import FileMaker, of_rows
from dealer_crm.services.import_people import known, staff_names
from dealer_crm.services.import_reading import check_file
from dealer_crm.services.import_views import Preview, PreviewRow, RowDetail, counts_of, detail, preview_row
from dealer_crm.storage import new_files
from dealer_crm.storage.database import Database, News, WriteSession, working_files
from dealer_crm.storage.models import Customer, JournalEntry
from dealer_crm.storage.new_files import Filing
from dealer_crm.storage.staging import StagedRow, Staging
from dealer_crm.words.errors import sentence

JOB = "import"
"""Name under which a child process knows `check_file`."""
CHUNK = 2_000
RunChild = Callable[[str, dict[str, Any], Progress], dict[str, Any]]
"""Runs a job by name and returns its result. Raises what the job raised, Cancelled."""


@dataclass(frozen=True)
class ImportResult:
    """What an import wrote; the counts are those of the plan. `entry_id` is the step that undoes it, None = nothing was written."""

    created: int
    updated: int
    skipped: int
    errors: tuple[tuple[int, DomainError], ...]
    entry_id: int | None


def run_here(_job: str, arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Check the file in this process: for the command line and tests."""
    return check_file(arguments, progress)


class Imports:
    """One import at a time: `prepare`, then look and choose, then `apply`. `folder` holds the staging file meanwhile."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime], folder: Path) -> None:
        self._db = db
        self._actor = actor
        self._now = now
        self._folder = folder
        self._memory = folder.with_name("import-columns.json")
        self._chosen = False
        self._path = Path()
        self._staging = Staging(Path())

    def prepare(self, path: Path, options: ImportOptions, run_child: RunChild, progress: Progress) -> Preview:
        """Read and check a file; nothing is written to the store.

        Raises the errors of `domain.files`, FileTooDemanding, Cancelled.
        """
        self.discard()
        place = self._folder / uuid.uuid4().hex
        with working_files(self._folder):
            place.mkdir(parents=True)
        self._path = place
        staging = Staging(place / "staging.sqlite")
        copy = place / "store.sqlite"
        try:
            with self._db.read() as session:
                sequence = _sequence(session)
            self._db.copy_for_child(copy)
            places = {"path": str(path), "store": str(copy), "staging": str(staging.path)}
            run_child(JOB, {**places, "options": asdict(options), "memory": import_memory.read(self._memory)}, progress)
            staging.set_meta(sequence=sequence)
        except BaseException:
            self.discard()
            raise
        finally:
            _remove_store(copy)
        self._staging = staging
        self._chosen = options.columns is not None
        return self.preview()

    def preview(self) -> Preview:
        """Return what the check found, with the present choices."""
        meta, fields = self._staging.meta(), self._fields()
        columns = tuple(Column(c["index"], c["heading"], slot(c["target"], fields), tuple(c["samples"])) for c in meta["columns"])
        counts, plan = counts_of(self._staging.counts())
        read = (meta["file"], meta["sheet"], tuple(meta["sheets"]), meta["encoding"], meta["header_row"])
        return Preview(*read, columns, counts, plan, fields)

    def _fields(self) -> FormFields:
        with self._db.read() as session:
            return form_fields(session)

    def ids(self, kind: Outcome | None = None, text: str = "") -> list[int]:
        """Return the row numbers to show, what needs a look first."""
        return self._staging.ids(kind.value if kind else None, text)

    def rows(self, ids: Sequence[int]) -> list[PreviewRow]:
        """Return these rows for the list."""
        preview = self.preview()
        targets = [column.target for column in preview.columns]
        return [preview_row(row, targets, preview.fields) for row in self._staging.rows(ids)]

    def place(self, row: int) -> tuple[int, int]:
        """Return which one of its kind a row is, and how many there are."""
        return self._staging.place(row)

    def neighbour(self, row: int, step: int) -> int:
        """Return the next (1) or previous (-1) row of the same kind; behind the last comes the first."""
        return self._staging.neighbour(row, step)

    def page(self, kind: Outcome | None, offset: int, limit: int) -> list[PreviewRow]:
        """Return one page of the list."""
        return self.rows(self.ids(kind)[offset : offset + limit])

    def detail(self, row: int) -> RowDetail:
        """Return the row beside the file it matches. Raises NotFound."""
        staged = self._staged(row)
        file: dict[str, Any] = {}
        names: dict[Target, dict[int, str]] = {}
        if staged.match_id is not None:
            with self._db.read() as session:
                file = known(session.connection(), [staged.match_id]).get(staged.match_id, {})
                names[Target.OWNER] = dict(staff_names(session.connection()))
                names[Target.REFERRER] = _customer_names(session, staged.values.get(Target.REFERRER), file.get(Target.REFERRER))
        elif staged.match_row is not None:
            file = import_again.as_file(self._staged(staged.match_row).values)
        return detail(self.rows([row])[0], staged, file, names, self._fields())

    def choose(self, rows: Sequence[int], choice: Choice) -> Preview:
        """Set what is done with rows that match somebody; new and faulty ones stay as they are."""
        self._staging.choose(choice.value, rows)
        return self.preview()

    def choose_all(self, kind: Outcome, choice: Choice) -> Preview:
        """Set what is done with all rows of a kind."""
        self._staging.choose(choice.value, outcome=kind.value)
        return self.preview()

    def wrong_columns(self) -> set[int]:
        """Return the columns in which faulty rows are to be mended."""
        return self._staging.wrong_columns()

    def fix(self, row: int, column: int, text: str) -> PreviewRow:
        """Put a text into a cell and check the row again, and those that were taken for the same customer. Raises NotFound."""
        staged = self._staged(row)
        cells = [*staged.cells]
        cells[column] = text
        columns = self.preview().columns
        with self._db.read() as session:
            import_again.check_row(session.connection(), self._staging, columns, (row, cells))
        return self.rows([row])[0]

    def apply(self, progress: Progress | None = None) -> ImportResult:
        """Write every chosen row, or none: one transaction, one entry of the journal.

        Raises ImportColumnsMissing, Cancelled, and ImportOutdated when the store changed so that rows must be looked at again.
        """
        progress = progress or NoProgress()
        preview = self.preview()
        if not says_who([column.target for column in preview.columns]):
            raise ImportColumnsMissing
        self._renew(progress)
        self._make_ready(progress)
        errors = self._errors()
        with self._entries() as entries, self._write() as session:
            if _sequence(session) != self._staging.meta()["sequence"]:
                raise ImportOutdated
            session.recorder.about.label = preview.file
            self._write_rows(session, preview.plan.written, progress)
            session.recorder.progress = progress
        if self._chosen:
            import_memory.keep(self._memory, [c.heading for c in preview.columns], [c.target for c in preview.columns])
        plan = preview.plan
        return ImportResult(plan.create, plan.fill + plan.overwrite, plan.skip, errors, next(iter(entries), None))

    def _write(self) -> AbstractContextManager[WriteSession]:
        return self._db.write(self._actor(), Action.IMPORT, Subject.CUSTOMER, beside=self._staging.path)

    def _write_rows(self, session: WriteSession, total: int, progress: Progress) -> None:
        """Write new files, then what known ones gain; a cancel between two pieces leaves nothing."""
        now, done = self._now(), 0
        filing = Filing(session.connection(), session.recorder, now, local_day(now))
        for done in filing.copy():
            progress.step(done, total)
        writer = ImportWriter(session, local_day(now), filing.made_of)
        for rows in self._staging.chosen([Choice.FILL.value, Choice.OVERWRITE.value], CHUNK):
            writer.merge(rows)
            done += len(rows)
            progress.step(done, total)

    def _make_ready(self, progress: Progress) -> None:
        """Make the files of rows that were mended or chosen to be new after the check."""
        with self._staging.open() as staging:
            wanted = new_files.missing(staging)
        if not wanted:
            return
        with self._db.read() as session:
            maker = FileMaker(session.connection(), self._db.pinyin)
        for start in range(0, len(wanted), CHUNK):
            made = maker.make(of_rows(self._staging.rows(wanted[start : start + CHUNK])))
            with self._staging.open() as staging:
                new_files.add(staging, made)
            progress.step(start, len(wanted))

    def export_errors(self, target: Path, t: Translator) -> int:
        """Write the faulty rows as they stand, with the reason in one more column, to .xlsx or .csv; return how many.

        Raises the errors of the writers.
        """
        columns = [column for column in self.preview().columns if column.heading != t("Reason")]
        titles = [ListColumn(column.heading or t("Column {n}").format(n=column.index + 1)) for column in columns]
        titles.append(ListColumn(t("Reason"), width=30))
        rows = (
            [
                *(text_of(row.cells[column.index]) for column in columns),
                " ".join(sentence(problem.error, t) for problem in problems_of(row)),
            ]
            for row in self._staging.rows(self.ids(Outcome.ERROR))
        )
        if target.suffix.lower() == ".csv":
            return write_csv(target, titles, rows)
        return write_list(target, titles, rows, t("Faulty rows"))

    def discard(self) -> None:
        """Forget the file that was checked, and remove what was staged of it."""
        if self._path != Path():
            shutil.rmtree(self._path, ignore_errors=True)
            self._path = Path()

    def _renew(self, progress: Progress) -> None:
        """Compare all rows anew if the store changed since the check. Raises ImportOutdated if that changes what would be written."""
        with self._db.read() as session:
            sequence = _sequence(session)
            if sequence == self._staging.meta()["sequence"]:
                return
            before = self._plan()
            import_again.compare_all(session.connection(), self._staging, self.preview().columns, progress)
        self._staging.set_meta(sequence=sequence)
        if self._plan() != before:
            raise ImportOutdated

    def _plan(self) -> Plan:
        return counts_of(self._staging.counts())[1]

    def _errors(self) -> tuple[tuple[int, DomainError], ...]:
        faulty = self._staging.rows(self.ids(Outcome.ERROR))
        return tuple((row.row, problems_of(row)[0].error) for row in faulty)

    def _staged(self, row: int) -> StagedRow:
        found = self._staging.rows([row])
        if not found:
            raise NotFound(number=str(row))
        return found[0]

    @contextmanager
    def _entries(self) -> Iterator[list[int]]:
        """Collect the ids of import entries that are committed meanwhile."""
        found: list[int] = []

        def listen(news: News) -> None:
            if news.action is Action.IMPORT:
                found.append(news.entry_id)

        self._db.on_commit.append(listen)
        try:
            yield found
        finally:
            self._db.on_commit.remove(listen)


def _sequence(session: Session) -> int:
    return session.execute(select(func.max(JournalEntry.id))).scalar() or 0


def _customer_names(session: Session, *ids: object) -> dict[int, str]:
    wanted = [i for i in ids if isinstance(i, int)]
    return {row.id: row.name for row in session.execute(select(Customer.id, Customer.name).where(Customer.id.in_(wanted)))}


def _remove_store(copy: Path) -> None:
    """Remove the copy; what stays is removed with its folder."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            copy.with_name(copy.name + suffix).unlink(missing_ok=True)
