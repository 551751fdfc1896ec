"""Planning: series, absences, days of the shop, hand-over slips, reminders; birthdays and decoration found by their day."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

COLUMNS = (
    ("shop", "opens_at", "VARCHAR DEFAULT '08:30' NOT NULL"),
    ("shop", "closes_at", "VARCHAR DEFAULT '18:00' NOT NULL"),
    ("shop", "rest_days", "VARCHAR DEFAULT '67' NOT NULL"),
    ("visit", "slot", "VARCHAR DEFAULT '' NOT NULL"),
    ("visit", "way", "VARCHAR(32)"),
    ("visit", "trouble", "VARCHAR DEFAULT '' NOT NULL"),
    ("visit", "suggestion", "VARCHAR DEFAULT '' NOT NULL"),
    ("visit", "friends", "VARCHAR(32)"),
    ("visit", "friend_names", "VARCHAR DEFAULT '' NOT NULL"),
)
BIRTHDAY = "substr(birthday, 1, birthday LIKE 'L%') || substr(birthday, -5 - (birthday LIKE '%+'))"
KNOWN = """instr(details, '"deco_start_on": "') > 0"""
DECORATION = """substr(details, instr(details, '"deco_start_on": "') + 18, 10)"""


def upgrade() -> None:
    """Create the tables, add the columns, empty, and the indexes."""
    _of_the_shop()
    _of_customers()
    _worked_out()
    for table, name, kind in COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")
    _of_steps()
    for table in ("customer", "contact"):
        op.create_index(f"ix_{table}_birthday", table, [sa.text(BIRTHDAY)], sqlite_where=sa.text("birthday != ''"))
    op.create_index("ix_premises_decoration", "premises", [sa.text(DECORATION)], sqlite_where=sa.text(KNOWN))


def _of_steps() -> None:
    """Let steps name their series. SQLite builds the table anew for that; the counter of its ids must survive."""
    connection = op.get_bind()
    last = connection.execute(sa.text("SELECT seq FROM sqlite_sequence WHERE name = 'next_step'")).scalar()
    with op.batch_alter_table("next_step", recreate="always", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.add_column(sa.Column("series_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("occurrence", sa.Date(), nullable=True))
        batch.add_column(sa.Column("left_out", sa.Integer(), nullable=False, server_default="0"))
        batch.create_foreign_key("fk_next_step_series_id_series", "series", ["series_id"], ["id"], initially="IMMEDIATE", deferrable=True)
    op.create_index("ix_next_step_series", "next_step", ["series_id", "occurrence"], sqlite_where=sa.text("series_id IS NOT NULL"))
    if last is not None:
        connection.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = 'next_step'"))
        connection.execute(sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES ('next_step', :last)"), {"last": last})


def _of_the_shop() -> None:
    """Create what the shop plans for itself."""
    op.create_table(
        "shop_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("works", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shop_day")),
        sa.UniqueConstraint("day", name=op.f("uq_shop_day_day")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "shop_year",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shop_year")),
        sa.UniqueConstraint("year", name=op.f("uq_shop_year_year")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "absence",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_absence_staff_id_staff"), initially="IMMEDIATE", deferrable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_absence_last_on", "absence", ["last_on", "first_on"], unique=False)
    op.create_index(op.f("ix_absence_staff_id"), "absence", ["staff_id"], unique=False)


def _of_customers() -> None:
    """Create what is planned for customers."""
    op.create_table(
        "series",
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("season_from", sa.String(), nullable=False),
        sa.Column("season_to", sa.String(), nullable=False),
        sa.Column("holidays", sa.String(length=32), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("way", sa.String(length=32), nullable=True),
        sa.Column("slot", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("made_until", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_series_customer_id_customer"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_series_staff_id_staff"), initially="IMMEDIATE", deferrable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_series_customer_id"), "series", ["customer_id"], unique=False)
    op.create_index(op.f("ix_series_staff_id"), "series", ["staff_id"], unique=False)
    op.create_table(
        "handover_slip",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("from_department", sa.String(length=32), nullable=False),
        sa.Column("to_department", sa.String(length=32), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=True),
        sa.Column("to_id", sa.Integer(), nullable=True),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("promised", sa.String(), nullable=False),
        sa.Column("open_points", sa.String(), nullable=False),
        sa.Column("papers", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["staff.id"], name=op.f("fk_handover_slip_answered_by_id_staff"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_handover_slip_customer_id_customer"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["from_id"], ["staff.id"], name=op.f("fk_handover_slip_from_id_staff"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["sales_order.id"], name=op.f("fk_handover_slip_order_id_sales_order"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(["to_id"], ["staff.id"], name=op.f("fk_handover_slip_to_id_staff"), initially="IMMEDIATE", deferrable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_slip")),
        sa.UniqueConstraint("number", name=op.f("uq_handover_slip_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_handover_slip_answered_by_id"), "handover_slip", ["answered_by_id"], unique=False)
    op.create_index(op.f("ix_handover_slip_customer_id"), "handover_slip", ["customer_id"], unique=False)
    op.create_index(op.f("ix_handover_slip_from_id"), "handover_slip", ["from_id"], unique=False)
    op.create_index(op.f("ix_handover_slip_order_id"), "handover_slip", ["order_id"], unique=False)
    op.create_index("ix_handover_slip_state", "handover_slip", ["state", "due_on"], unique=False)
    op.create_index(op.f("ix_handover_slip_to_id"), "handover_slip", ["to_id"], unique=False)


def _worked_out() -> None:
    """Create what is worked out or remembered."""
    op.create_table(
        "calendar_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("birthday", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_day")),
    )
    op.create_index("ix_calendar_day_day", "calendar_day", ["day", "birthday"], unique=False)
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("occurrence", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due_at", sa.String(), nullable=False),
        sa.Column("raised_at", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("end", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
    )
    op.create_index("ix_reminder_due_on", "reminder", ["due_on"], unique=False)
    op.create_index("ix_reminder_item", "reminder", ["source", "source_id", "due_on", "due_at"], unique=False)
    op.create_index(
        "ix_reminder_open", "reminder", ["due_on", "source", "source_id"], unique=False, sqlite_where=sa.text("ended_at IS NULL")
    )
