"""Cases of complaints: without a customer, with pauses, costs, CLEAR, what went up to manager and owner, the authority."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

WORDS, COUNT, INSTANT, DAY, CHOICE = "VARCHAR DEFAULT '' NOT NULL", "INTEGER DEFAULT 0 NOT NULL", "DATETIME", "DATE", "VARCHAR(32)"
COLUMNS = (
    ("topic", WORDS),
    ("detected", CHOICE),
    ("reporter_phone", WORDS),
    ("clock", "JSON DEFAULT '{}' NOT NULL"),
    ("paused_at", INSTANT),
    ("due_kind", CHOICE),
    ("due_at", INSTANT),
    ("told_at", INSTANT),
    ("remind_at", INSTANT),
    ("manager_at", INSTANT),
    ("owner_at", INSTANT),
    ("reopened", COUNT),
    ("first_closed_at", INSTANT),
    ("satisfaction", "INTEGER"),
    ("manager_words", WORDS),
    ("owner_words", WORDS),
    ("authority_on", DAY),
    ("mediation_on", DAY),
    ("authority_result", WORDS),
)
DEADLINES = ("respond_by", "plan_by", "close_by")
THIRD_PARTY, CORRECTED, DAILY = "3", 6, timedelta(hours=24)
"""The level with which the owner sees to it himself; the step that puts it right; so long after the last word a customer hears more."""
_INSTANTS = (*DEADLINES, "opened_at", "responded_at", "promised_by", "due_at", "remind_at", "manager_at", "owner_at")
_CASE = sa.table(
    "complaint",
    sa.column("id", sa.Integer()),
    *(sa.column(name, sa.String()) for name in ("state", "level", "measure", "due_kind")),
    *(sa.column(name, sa.DateTime()) for name in _INSTANTS),
    sa.column("clock", sa.JSON()),
)
_STEP = sa.table("complaint_step", sa.column("complaint_id"), sa.column("step"), sa.column("done_at", sa.DateTime()))
DATED = ("due_at", "remind_at", "manager_at", "owner_at")


def upgrade() -> None:
    """A complaint may have no customer from now on; what is new of it and its tables."""
    with _anew("complaint") as batch:
        batch.alter_column("customer_id", existing_type=sa.Integer(), nullable=True)
    for name, kind in COLUMNS:
        op.execute(f"ALTER TABLE complaint ADD COLUMN {name} {kind}")
    op.execute("UPDATE complaint SET first_closed_at = closed_at")
    _clocks()
    for name in DATED:
        op.create_index(f"ix_complaint_{name}", "complaint", [name], sqlite_where=sa.text(f"{name} IS NOT NULL"))
    _table("complaint_clear", _choice("letter"), _instant("done_at"), _staff("staff_id"), _text("words"))
    op.create_index("uq_complaint_clear_letter", "complaint_clear", ["complaint_id", "letter"], unique=True)
    _table(
        "complaint_pause",
        *(_choice("wait_for"), _text("words"), _instant("from_at")),
        sa.Column("expected_on", sa.Date(), nullable=False),
        _instant("until_at", null=True),
        _staff("staff_id"),
    )
    _table(
        "complaint_cost",
        _choice("kind"),
        sa.Column("amount", sa.Integer(), nullable=False),
        _choice("payer"),
        sa.Column("spent_on", sa.Date(), nullable=False),
        *(_text("words"), _staff("staff_id"), _staff("approved_by_id")),
        *(_instant("approved_at", null=True), _instant("refused_at", null=True), sa.Column("asked_on", sa.Date()), _text("answer")),
    )
    op.create_index("ix_complaint_cost_asked_on", "complaint_cost", ["asked_on"], sqlite_where=sa.text("asked_on IS NOT NULL"))
    op.execute(f"ALTER TABLE shop ADD COLUMN compensation_limit {COUNT}")
    with _anew("job") as batch:
        batch.add_column(sa.Column("complaint_id", sa.Integer(), nullable=True))
        name = "fk_job_complaint_id_complaint"
        batch.create_foreign_key(name, "complaint", ["complaint_id"], ["id"], initially="IMMEDIATE", deferrable=True)
    op.create_index("ix_job_complaint_id", "job", ["complaint_id"])
    _table("complaint_escalation", _choice("level"), _instant("seen_at"), _staff("staff_id"), _text("words"))
    _own()
    for table in ("complaint_pause", "complaint_cost", "complaint_escalation"):
        op.create_index(f"ix_{table}_complaint_id", table, ["complaint_id"])
    for table, column in (
        ("complaint_clear", "staff_id"),
        ("complaint_pause", "staff_id"),
        ("complaint_cost", "staff_id"),
        ("complaint_cost", "approved_by_id"),
        ("complaint_escalation", "staff_id"),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column])


def _clocks() -> None:
    """Keep the deadlines each case has as those without pauses, and write down which one runs and when it goes up.

    As the program of that time told it: the answer, then what was promised or the plan, then the end, else word every day.
    """
    connection = op.get_bind()
    corrected = set(connection.execute(sa.select(_STEP.c.complaint_id).where(_STEP.c.step == CORRECTED)).scalars())
    last = sa.select(_STEP.c.complaint_id, sa.func.max(_STEP.c.done_at)).group_by(_STEP.c.complaint_id)
    told = {row[0]: row[1] for row in connection.execute(last)}
    for row in connection.execute(sa.select(_CASE)).all():
        base = {name: at.replace(tzinfo=UTC).isoformat() if (at := getattr(row, name)) else "" for name in DEADLINES}
        values: dict[str, Any] = {"clock": {"base": base}}
        if row.state == "open":
            kind, start, due = _running(row, told.get(row.id), planned=bool(row.measure) or row.id in corrected)
            length = due - min(start, due)
            owner_at = row.opened_at if row.level == THIRD_PARTY else due + length / 2
            values |= {"due_kind": kind, "due_at": due, "remind_at": due - length / 2, "manager_at": due, "owner_at": owner_at}
        connection.execute(sa.update(_CASE).where(_CASE.c.id == row.id).values(**values))


def _running(row: Any, told: datetime | None, *, planned: bool) -> tuple[str, datetime, datetime]:
    """Return which deadline runs, since when, until when."""
    if row.responded_at is None:
        return "response", row.opened_at, row.respond_by
    ahead = [
        (due, kind, start)
        for kind, start, due in (("promise", row.responded_at, row.promised_by), ("plan", row.opened_at, row.plan_by))
        if due
    ]
    if ahead and not planned:
        due, kind, start = min(ahead)
        return kind, start, due
    if row.close_by is not None:
        return "close", row.opened_at, row.close_by
    heard = max(told or row.responded_at, row.responded_at)
    return "daily", heard, heard + DAILY


def _own() -> None:
    own = (sa.Column("id", sa.Integer(), nullable=False), sa.Column("version", sa.Integer(), nullable=False))
    clock = (sa.Column("body", sa.JSON(), nullable=False), _instant("written_at"), _text("note"))
    key = sa.PrimaryKeyConstraint("id", name=op.f("pk_own_clock"))
    op.create_table("own_clock", *clock, *own, key, sqlite_autoincrement=True)
    own = (sa.Column("id", sa.Integer(), nullable=False), sa.Column("version", sa.Integer(), nullable=False))
    keys = (sa.PrimaryKeyConstraint("id", name=op.f("pk_own_phrase")), sa.UniqueConstraint("code", name=op.f("uq_own_phrase_code")))
    op.create_table("own_phrase", *map(_text, ("code", "zh", "en")), *own, *keys, sqlite_autoincrement=True)


@contextmanager
def _anew(table: str) -> Iterator[Any]:
    """Change what only a new table can have. SQLite builds it anew for that; the counter of its ids must survive."""
    connection = op.get_bind()
    last = connection.execute(sa.text("SELECT seq FROM sqlite_sequence WHERE name = :table"), {"table": table}).scalar()
    alone, kept = {"resolve_fks": False}, {"sqlite_autoincrement": True}
    with op.batch_alter_table(table, recreate="always", reflect_kwargs=alone, table_kwargs=kept) as batch:
        yield batch
    connection.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = :table"), {"table": table})
    if last is not None:
        connection.execute(sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :last)"), {"table": table, "last": last})


def _table(name: str, *columns: sa.Column[Any]) -> None:
    """Create a recorded table of the parts of complaints: its keys are named after it, its ids are never used again."""
    own = (
        sa.Column("complaint_id", sa.Integer(), nullable=False, info={"target": "complaint"}),
        *columns,
    )
    keys = [
        sa.ForeignKeyConstraint(
            [column.name],
            [f"{column.info['target']}.id"],
            name=op.f(f"fk_{name}_{column.name}_{column.info['target']}"),
            initially="IMMEDIATE",
            deferrable=True,
        )
        for column in own
        if "target" in column.info
    ]
    counted = (sa.Column("id", sa.Integer(), nullable=False), sa.Column("version", sa.Integer(), nullable=False))
    key = sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}"))
    op.create_table(name, *own, *counted, *keys, key, sqlite_autoincrement=True)


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=False)


def _choice(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=32), nullable=False)


def _instant(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(), nullable=null)


def _staff(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=True, info={"target": "staff"})
