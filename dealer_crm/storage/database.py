"""The one door to the store: `read` for looking, `write` for changing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.journal import Action, Actor, Origin, Subject
from dealer_crm.domain.names import Pinyin
from dealer_crm.domain.store import DiskFailed, ReferenceMissing, StoreBusy, StoreDamaged, StoreFull, StoreInUse, StoreReadOnly
from dealer_crm.storage import counters, dialect, guard, lines, rows, search
from dealer_crm.storage.base import Journalled
from dealer_crm.storage.files import known_trouble
from dealer_crm.storage.journal import About, Recorder


@dataclass(frozen=True)
class News:
    """What a commit changed: table names, the journal entry, and by which door it came."""

    entry_id: int
    kinds: frozenset[str]
    action: Action
    origin: Origin


class WriteSession(Session):
    """A session whose flushes are recorded. Use `about()` to name the record the entry is filed under."""

    def __init__(self, bind: Any, recorder: Recorder) -> None:
        super().__init__(bind, expire_on_commit=False)
        self.recorder = recorder

    def about(self, subject_id: int, label: str, subject: Subject | None = None) -> None:
        """File the journal entry under this record; `label` is what history calls it, `subject` its kind where it is told only now."""
        self.recorder.about.subject = subject or self.recorder.about.subject
        self.recorder.about.subject_id = subject_id
        self.recorder.about.label = label

    def commit(self) -> NoReturn:
        """Refuse: `Database.write` commits, together with the entry."""
        raise guard.UnrecordedWrite("commit inside db.write()")

    def rollback(self) -> NoReturn:
        """Refuse: the record would still hold what was rolled back. Leave `db.write` by an exception."""
        raise guard.UnrecordedWrite("rollback inside db.write()")

    def begin_nested(self) -> NoReturn:
        """Refuse, as `rollback`."""
        raise guard.UnrecordedWrite("savepoint inside db.write()")

    def finish(self) -> None:
        """Commit; for `Database.write` alone."""
        super().commit()

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        """Write pending objects and record each row's state before and after, as the store holds it."""
        dirty = [thing for thing in self.dirty if self.is_modified(thing)]
        pending = [*self.new, *dirty, *self.deleted]
        if not pending:
            return super().flush(objects)
        for thing in pending:
            if not isinstance(thing, Journalled):
                raise guard.UnrecordedWrite(type(thing).__name__)
        with self.no_autoflush:
            for thing in dirty:
                thing.version += 1
        connection = self.connection()
        new, deleted = list(self.new), set(self.deleted)
        before = self._states([*dirty, *deleted])
        with guard.recording(connection):
            super().flush(objects)
        after = self._states([thing for thing in [*new, *dirty] if thing not in deleted])
        for key in before.keys() | after.keys():
            self.recorder.note(*key, before.get(key), after.get(key))
        return None

    def _states(self, things: Sequence[Any]) -> dict[tuple[str, int], rows.Values]:
        ids: dict[str, list[int]] = {}
        for thing in things:
            ids.setdefault(thing.__tablename__, []).append(thing.id)
        connection = self.connection()
        return {
            (name, row_id): values
            for name, wanted in ids.items()
            for row_id, values in rows.read(connection, rows.table_named(name), wanted).items()
        }


class Database:
    """An open store. One writer at a time in this process; readers never wait (WAL).

    The caller has migrated the file (`storage.opening`) and holds the lock of the data folder, else it only looks
    (`alone` False): then nothing is written, the log is not written back either, for another process does that.
    Of a store that cannot be written (`read_only`) it only looks, too.
    """

    def __init__(self, path: Path, pinyin: Pinyin, now: Callable[[], datetime], *, alone: bool = True, read_only: bool = False) -> None:
        self.path = path
        self.alone = alone and not read_only
        self.read_only = read_only
        self.pinyin = pinyin
        self.now = now
        self.on_commit: list[Callable[[News], None]] = []
        self._engine = dialect.looking_engine_for(path) if read_only else dialect.engine_for(path)
        guard.watch(self._engine)
        self._writing = self._engine.execution_options(writing=True)
        self._writer = threading.Lock()
        self._thread = threading.local()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a snapshot for reading; return lists from it, never live objects. Not inside `write` on the same thread."""
        if getattr(self._thread, "writing", False):
            raise RuntimeError("db.read() inside db.write() would not see the write")
        with self._known_trouble(), Session(self._engine, autoflush=False) as session:
            yield session
            session.rollback()

    @contextmanager
    def write(
        self, actor: Actor, action: Action, subject: Subject, *, undoes_id: int | None = None, beside: Path | None = None
    ) -> Iterator[WriteSession]:
        """Open the one write transaction; commit with its journal entry, or roll everything back on any exception.

        With `beside` that staging file can be read in it, as `staging`, and there is room for a large write.
        Raises StoreFull, StoreBusy, StoreReadOnly, StoreDamaged, ReferenceMissing for known trouble, StoreInUse when
        this process only looks.
        """
        self._refuse_onlooker()
        if getattr(self._thread, "writing", False):
            raise RuntimeError("db.write() inside db.write()")
        recorder = Recorder(About(actor, action, subject, undoes_id=undoes_id))
        with self._writer:
            self._thread.writing = True
            try:
                with self._known_trouble(), self._room(beside) as bind, WriteSession(bind, recorder) as session:
                    yield session
                    session.flush()
                    if not recorder.empty:
                        connection = session.connection()
                        lines.refresh(connection, recorder, self.pinyin)
                        recorder.write(connection, self.now())
                    session.finish()
            finally:
                self._thread.writing = False
        if recorder.entry_id:
            self._tell(News(recorder.entry_id, recorder.kinds, action, actor.origin))

    def _refuse_onlooker(self) -> None:
        if self.read_only:
            raise StoreReadOnly(folder=str(self.path.parent))
        if not self.alone:
            raise StoreInUse(folder=str(self.path.parent))

    @contextmanager
    def _room(self, beside: Path | None) -> Iterator[Engine | Connection]:
        if beside is None:
            yield self._writing
            return
        kept = self._engine.connect()  # SQLite takes log and index away with the last connection: a new one may find no room for them
        with kept, self._writing.connect() as connection, dialect.attached(connection, beside):
            yield connection

    @contextmanager
    def derive(self) -> Iterator[Connection]:
        """Open a write of what is worked out after the writes and kept out of the journal (`NOT_JOURNALLED`): nobody hears of it.

        Not inside `write` on the same thread. Raises as `write`.
        """
        self._refuse_onlooker()
        if getattr(self._thread, "writing", False):
            raise RuntimeError("db.derive() inside db.write()")
        with self._writer:
            self._thread.writing = True
            try:
                with self._known_trouble(), self._writing.begin() as connection, guard.recording(connection):
                    yield connection
            finally:
                self._thread.writing = False

    def rebuild_lines(self) -> int:
        """Write all derived tables anew; return the number of customers. Raises as `write`."""
        self._refuse_onlooker()
        with self._writer, self._known_trouble(), Session(self._writing) as session:
            count = lines.rebuild(session.connection(), self.pinyin)
            session.commit()
            return count

    def raise_counters(self) -> None:
        """Bring the counters of numbers and ids up to what was given. Raises as `write`."""
        self._refuse_onlooker()
        with self._writer, self._known_trouble(), Session(self._writing) as session:
            counters.raise_all(session.connection())
            session.commit()

    def copy_into(self, target: Path) -> None:
        """Write a whole copy of the store to a new file, with the log written back first. Raises as `write`."""
        with self._writer, self._known_trouble():
            if self.alone:
                dialect.checkpoint(self._engine)
            dialect.copy_into(self._engine, target)

    def copy_for_child(self, target: Path) -> None:
        """Write a copy of the store that a child process reads and that is removed afterwards. Raises as `write`."""
        with self._known_trouble():
            dialect.copy_pages(self._engine, target)

    def close(self) -> None:
        """Put the search in order, write the log back and let go of the file; after that the store is one file.

        Where the disk refuses, the log stays beside the store: everything saved is in it, and the next start reads it.
        """
        with self._writer:
            try:
                if self.alone:
                    with self._writing.begin() as connection:
                        search.merge(connection)
                    dialect.checkpoint(self._engine)
            except (DBAPIError, dialect.DriverError) as error:
                if not dialect.trouble(error):
                    raise
            finally:
                self._engine.dispose()

    def _tell(self, news: News) -> None:
        for listener in list(self.on_commit):
            listener(news)

    @contextmanager
    def _known_trouble(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError as error:
            if "FOREIGN KEY" in str(error.orig):
                raise ReferenceMissing from error
            raise
        except (DBAPIError, dialect.DriverError) as error:
            refusal = refusal_for(error, self.path)
            if refusal is None:
                raise
            if isinstance(refusal, StoreReadOnly):
                self._engine.dispose()  # SQLite opens a file for reading where its disk refuses once, and would stay so
            raise refusal from error


@contextmanager
def working_files(folder: Path) -> Iterator[None]:
    """Turn trouble with files of a work under way into refusals: they are copies, so none of it means a damaged store.

    Raises StoreFull, StoreReadOnly, StoreBusy, DiskFailed.
    """
    with known_trouble(folder):
        try:
            yield
        except (DBAPIError, dialect.DriverError) as error:
            refusal = refusal_for(error, folder / "file")
            if isinstance(refusal, StoreDamaged):
                refusal = DiskFailed(folder=str(folder))
            raise refusal or error from error


def refusal_for(error: BaseException, path: Path) -> DomainError | None:
    """Return the refusal that stands for known trouble with the file at `path`."""
    match dialect.trouble(error):
        case "full":
            return StoreFull(folder=str(path.parent))
        case "busy":
            return StoreBusy()
        case "read_only":
            return StoreReadOnly(folder=str(path.parent))
        case "failed":
            return DiskFailed(folder=str(path.parent))
        case "damaged":
            return StoreDamaged(file=str(path))
        case _:
            return None
