"""Printing: what was chosen of each paper, forms that were printed elsewhere, what was printed, the shop's logo.

Beside it: when what the state paid for goods that came back went back to it (trade_in.repaid_on), and the day of what is to be.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables, add the logo and the day of a claim that was paid back."""
    op.execute("ALTER TABLE trade_in ADD COLUMN repaid_on DATE")
    op.drop_index("ix_trade_in_waiting", table_name="trade_in")
    due = sa.text("state IN ('collecting', 'submitted', 'to_repay')")
    op.create_index("ix_trade_in_waiting", "trade_in", ["due_on"], unique=False, sqlite_where=due)
    op.execute("ALTER TABLE shop ADD COLUMN logo VARCHAR DEFAULT '' NOT NULL")
    op.create_table(
        "paper_style",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_style")),
        sa.UniqueConstraint("kind", name=op.f("uq_paper_style_kind")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "overprint_form",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("continuous", sa.Boolean(), nullable=False),
        sa.Column("background", sa.String(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overprint_form")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_overprint_form_kind"), "overprint_form", ["kind"], unique=False)
    op.create_table(
        "print_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("printed_at", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("way", sa.String(length=32), nullable=False),
        sa.Column("printer", sa.String(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("copy_names", sa.String(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("variant", sa.String(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_log")),
    )
    op.create_index("ix_print_log_record", "print_log", ["kind", "record_id"], unique=False)
    op.create_index("ix_print_log_printed_at", "print_log", ["printed_at"], unique=False)
