"""Work on a site: jobs with material, acceptance sheets, own sheets, signatures, the customer's marks."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

WORDS, FLAG, INSTANT, DAY, CHOICE = "VARCHAR DEFAULT '' NOT NULL", "BOOLEAN DEFAULT 0 NOT NULL", "DATETIME", "DATE", "VARCHAR(32)"
COLUMNS = (
    ("delivery", "agreed_by", CHOICE),
    ("delivery", "agreed_at", INSTANT),
    ("delivery", "called_at", INSTANT),
    ("delivery_line", "model", WORDS),
    ("delivery_line", "spec", WORDS),
    ("delivery_check", "photo", FLAG),
    ("delivery_check", "shape", "JSON DEFAULT '{}' NOT NULL"),
    ("delivery_check", "readings", "JSON DEFAULT '[]' NOT NULL"),
    ("delivery_check", "steps", "JSON DEFAULT '{}' NOT NULL"),
    ("delivery_check", "planned_on", DAY),
    ("delivery_check", "failed_at", INSTANT),
    ("delivery_check", "failure", WORDS),
    ("class_state", "changes", "INTEGER DEFAULT 0 NOT NULL"),
)
INDEXES = (
    "CREATE INDEX ix_delivery_open ON delivery (state, kind, order_id) WHERE finished_at IS NULL",
    "CREATE INDEX ix_delivery_check_failed ON delivery_check (due_on) WHERE result = 'fail'",
    "CREATE INDEX ix_delivery_check_expected ON delivery_check (delivery_id) "
    "WHERE sheet = 'expectations' AND result IS NULL AND (code IN ('D1', 'D2') OR planned_on IS NOT NULL)",
)
KEYS = {
    "delivery": {"handed_with_id": "delivery"},
    "delivery_check": {"job_id": "job", "acceptance_id": "acceptance", "person_id": "staff"},
    "attachment": {"job_id": "job", "acceptance_id": "acceptance"},
}


def upgrade() -> None:
    """Create the tables, add the columns; an item belongs to a delivery, a job or an acceptance sheet from now on."""
    _jobs()
    _acceptances()
    for table, name, kind in COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")
    for table, keys in KEYS.items():
        _refer(table, keys)
    for statement in INDEXES:
        op.execute(statement)
    _signed()


def _jobs() -> None:
    _table(
        "job",
        _text("number"),
        *_keys(customer_id="customer", order_id="sales_order"),
        *_keys(premises_id="premises", null=True),
        *map(_choice, ("stage", "state")),
        sa.Column("planned_on", sa.Date()),
        _text("slot"),
        sa.Column("days", sa.Integer(), nullable=False),
        *_keys(leader_id="staff", null=True),
        sa.Column("members", sa.JSON(), nullable=False),
        *map(_text, ("crew", "licences", "access", "special", "note")),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("agreed_by", sa.String(length=32)),
        *(sa.Column(name, sa.DateTime()) for name in ("agreed_at", "called_at", "printed_at", "started_at", "finished_at")),
        _text("signed_by"),
        sa.Column("signed_at", sa.DateTime()),
        _text("reason"),
        sa.Column("next_stage", sa.String(length=32)),
        sa.Column("next_on", sa.Date()),
        unique="number",
    )
    op.create_index("ix_job_list", "job", ["state", "planned_on", "slot"])
    op.create_index("ix_job_state_finished_at", "job", ["state", "finished_at"])
    op.create_index("ix_job_order", "job", ["order_id", "state", "planned_on"])
    _indexes("job", "customer_id", "premises_id", "leader_id")
    _table(
        "job_material",
        *_keys(job_id="job"),
        *_keys(product_id="product", null=True),
        sa.Column("position", sa.Integer(), nullable=False),
        *map(_text, ("name", "unit")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("taken", "returned")),
        _text("note"),
    )
    _indexes("job_material", "job_id", "product_id")


def _acceptances() -> None:
    _table(
        "acceptance",
        _text("number"),
        *_keys(customer_id="customer", order_id="sales_order"),
        *_keys(premises_id="premises", job_id="job", null=True),
        _text("sheet"),
        sa.Column("sheet_version", sa.Integer(), nullable=False),
        _choice("stage"),
        _text("zone"),
        _choice("state"),
        *_keys(leader_id="staff", inspector_id="staff", null=True),
        _text("decorator"),
        *(sa.Column(name, sa.Date()) for name in ("started_on", "finished_on")),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime()),
        _text("signed_by"),
        sa.Column("signed_at", sa.DateTime()),
        _text("note"),
        unique="number",
    )
    op.create_index("ix_acceptance_list", "acceptance", ["state", "stage", "finished_on"])
    op.create_index("ix_acceptance_order", "acceptance", ["order_id", "sheet", "state"])
    _indexes("acceptance", "customer_id", "premises_id", "job_id", "leader_id", "inspector_id")
    _table(
        "own_sheet",
        _text("code"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        _text("note"),
    )
    op.create_index("uq_own_sheet_code", "own_sheet", ["code", "number"], unique=True)


def _signed() -> None:
    _table(
        "signature",
        *_keys(customer_id="customer"),
        *_keys(delivery_id="delivery", job_id="job", acceptance_id="acceptance", null=True),
        _choice("role"),
        *map(_text, ("letter", "name")),
        sa.Column("signed_at", sa.DateTime(), nullable=False),
        _text("picture"),
    )
    _indexes("signature", "customer_id", "delivery_id", "job_id", "acceptance_id")
    _table(
        "expectation_rating",
        *_keys(delivery_id="delivery", customer_id="customer"),
        _text("letter"),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("rated_on", sa.Date(), nullable=False),
        sa.Column("on_paper", sa.Boolean(), nullable=False),
        *_keys(staff_id="staff", null=True),
        _text("note"),
    )
    op.create_index("uq_expectation_rating_letter", "expectation_rating", ["delivery_id", "letter"], unique=True)
    op.create_index("ix_expectation_rating_rated_on", "expectation_rating", ["rated_on", "letter", "score"])
    _indexes("expectation_rating", "customer_id", "staff_id")


def _refer(table: str, keys: dict[str, str]) -> None:
    """Let a table name others. SQLite builds it anew for that; the counter of its ids must survive."""
    connection = op.get_bind()
    last = connection.execute(sa.text("SELECT seq FROM sqlite_sequence WHERE name = :table"), {"table": table}).scalar()
    alone = {"resolve_fks": False}
    with op.batch_alter_table(table, recreate="always", reflect_kwargs=alone, table_kwargs={"sqlite_autoincrement": True}) as batch:
        for name, target in keys.items():
            batch.add_column(sa.Column(name, sa.Integer(), nullable=True))
            batch.create_foreign_key(f"fk_{table}_{name}_{target}", target, [name], ["id"], initially="IMMEDIATE", deferrable=True)
        if table == "delivery_check":
            batch.alter_column("delivery_id", existing_type=sa.Integer(), nullable=True)
    _indexes(table, *keys)
    if last is not None:
        connection.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = :table"), {"table": table})
        connection.execute(sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :last)"), {"table": table, "last": last})


def _table(name: str, *columns: sa.Column[Any], unique: str = "") -> None:
    """Create a recorded table: its keys are named after it, its ids are never used again."""
    keys = [
        sa.ForeignKeyConstraint(
            [column.name],
            [f"{column.info['target']}.id"],
            name=op.f(f"fk_{name}_{column.name}_{column.info['target']}"),
            initially="IMMEDIATE",
            deferrable=True,
        )
        for column in columns
        if "target" in column.info
    ]
    only = [sa.UniqueConstraint(unique, name=op.f(f"uq_{name}_{unique}"))] if unique else []
    own = [sa.Column("id", sa.Integer(), nullable=False), sa.Column("version", sa.Integer(), nullable=False)]
    key = sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}"))
    op.create_table(name, *columns, *own, *keys, key, *only, sqlite_autoincrement=True)


def _keys(*, null: bool = False, **targets: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Integer(), nullable=null, info={"target": target}) for name, target in targets.items()]


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=False)


def _choice(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=32), nullable=False)


def _indexes(table: str, *columns: str) -> None:
    for name in columns:
        op.create_index(op.f(f"ix_{table}_{name}"), table, [name], unique=False)
