"""Sales: quotes with versions, what a contract agrees, plans of payment, signed changes, returns, trade-ins, the counted drawer."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

WORDS, FLAG = "VARCHAR DEFAULT '' NOT NULL", "BOOLEAN DEFAULT 0 NOT NULL"
FIGURE, DAY, CHOICE = "INTEGER DEFAULT 0 NOT NULL", "DATE", "VARCHAR(32)"
COLUMNS = (
    ("product", "kind", "VARCHAR(32) DEFAULT 'goods' NOT NULL"),
    ("product", "barcode", WORDS),
    ("product", "prices", "JSON DEFAULT '{}' NOT NULL"),
    ("product", "start_basis", WORDS),
    ("product", "energy_label", WORDS),
    ("product", "picture", WORDS),
    ("product", "note", WORDS),
    ("sales_order", "extra", FIGURE),
    ("sales_order", "rounding", FIGURE),
    ("sales_order", "tax_mode", "VARCHAR(32) DEFAULT 'included' NOT NULL"),
    ("sales_order", "tax_rate", FIGURE),
    ("sales_order", "delivery_method", "VARCHAR(32) DEFAULT 'own' NOT NULL"),
    ("sales_order", "collect", FLAG),
    ("sales_order", "external_code", WORDS),
    ("sales_order", "external_returned_on", DAY),
    ("sales_order", "signed_on", DAY),
    ("sales_order", "signed_place", WORDS),
    ("sales_order", "hidden_on", DAY),
    ("sales_order", "commission_on", DAY),
    ("sales_order", "work_days", "INTEGER"),
    ("sales_order", "install_months", "INTEGER"),
    ("sales_order", "terms", WORDS),
    ("sales_order", "pains", WORDS),
    ("sales_order", "expectations", WORDS),
    ("sales_order", "cancel_side", CHOICE),
    ("sales_order", "kept", "INTEGER"),
    ("order_line", "line_group", CHOICE),
    ("order_line", "list_price", "INTEGER"),
    ("payment", "payer", WORDS),
    ("invoice", "kind", "VARCHAR(32) DEFAULT 'normal' NOT NULL"),
    ("invoice", "voided_on", DAY),
)
KEYS = {
    "sales_order": {"quote_version_id": "quote_version"},
    "order_line": {"change_id": "change_order"},
    "attachment": {"order_id": "sales_order", "change_id": "change_order", "trade_in_id": "trade_in"},
}
EXTRA = """UPDATE sales_order SET extra = CASE state WHEN 'cancelled' THEN -(
    SELECT coalesce(sum((quantity * price + 500) / 1000), 0) FROM order_line WHERE order_id = sales_order.id
) ELSE -discount END, kept = CASE state WHEN 'cancelled' THEN 0 END"""


def upgrade() -> None:
    """Create the tables, add the columns, and work out what stands beside the lines of each order."""
    _quotes()
    _changes()
    _money()
    for table, name, kind in COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")
    for table, keys in KEYS.items():
        _refer(table, keys)
    op.create_index("ix_product_barcode", "product", ["barcode"])
    op.execute(EXTRA)


def _refer(table: str, keys: dict[str, str]) -> None:
    """Let a table name others. SQLite builds it anew for that; the counter of its ids must survive."""
    connection = op.get_bind()
    last = connection.execute(sa.text("SELECT seq FROM sqlite_sequence WHERE name = :table"), {"table": table}).scalar()
    alone = {"resolve_fks": False}
    with op.batch_alter_table(table, recreate="always", reflect_kwargs=alone, table_kwargs={"sqlite_autoincrement": True}) as batch:
        for name, target in keys.items():
            batch.add_column(sa.Column(name, sa.Integer(), nullable=True))
            batch.create_foreign_key(f"fk_{table}_{name}_{target}", target, [name], ["id"], initially="IMMEDIATE", deferrable=True)
    _indexes(table, *keys)
    if last is not None:
        connection.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = :table"), {"table": table})
        connection.execute(sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :last)"), {"table": table, "last": last})


def _quotes() -> None:
    """Create what is offered."""
    _table(
        "quote",
        _text("number"),
        *_keys(customer_id="customer"),
        *_keys(premises_id="premises", opportunity_id="opportunity", staff_id="staff", null=True),
        _choice("state"),
        sa.Column("quoted_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        *map(_text, ("pains", "expectations")),
        sa.Column("closed_on", sa.Date()),
        _text("decline_reason"),
        unique="number",
    )
    op.create_index("ix_quote_list", "quote", ["quoted_on", "id", "state"])
    _indexes("quote", "customer_id", "premises_id", "opportunity_id", "staff_id", "valid_until")
    _table(
        "quote_version",
        *_keys(quote_id="quote"),
        _figure("position"),
        sa.Column("quoted_on", sa.Date(), nullable=False),
        _figure("valid_days"),
        sa.Column("given_on", sa.Date()),
        *map(_figure, ("discount", "rounding")),
        _choice("tax_mode"),
        *map(_figure, ("tax_rate", "subsidy", "extra")),
        sa.Column("area", sa.Integer()),
        *map(_text, ("system", "designer", "included", "extras", "lead_time", "warranty", "note")),
    )
    op.create_index("uq_quote_version_position", "quote_version", ["quote_id", "position"], unique=True)
    _table("quote_line", *_keys(version_id="quote_version"), _figure("position"), *_goods(listed=True))
    op.create_index("ix_quote_line_amount", "quote_line", ["version_id", "quantity", "price"])
    _indexes("quote_line", "product_id")


def _changes() -> None:
    """Create what changes a contract."""
    _table(
        "change_order",
        _text("number"),
        *_keys(order_id="sales_order"),
        *_keys(staff_id="staff", null=True),
        _choice("state"),
        sa.Column("asked_on", sa.Date(), nullable=False),
        _text("reason"),
        *map(_figure, ("days", "discount", "amount")),
        sa.Column("signed_on", sa.Date()),
        *map(_text, ("signed_by", "note")),
        unique="number",
    )
    _indexes("change_order", "order_id", "staff_id")
    op.create_index("ix_change_order_waiting", "change_order", ["asked_on"], sqlite_where=sa.text("state = 'draft'"))
    _table(
        "change_line",
        *_keys(change_id="change_order"),
        _figure("position"),
        *_keys(order_line_id="order_line", null=True),
        *_goods(listed=False),
    )
    _indexes("change_line", "change_id", "order_line_id", "product_id")
    _table(
        "order_return",
        _text("number"),
        *_keys(order_id="sales_order", delivery_id="delivery"),
        *_keys(staff_id="staff", null=True),
        _choice("kind"),
        _text("reason"),
        sa.Column("returned_on", sa.Date(), nullable=False),
        *map(_figure, ("amount", "fee")),
        _text("note"),
        unique="number",
    )
    _indexes("order_return", "order_id", "delivery_id", "staff_id")


def _money() -> None:
    """Create how an order is paid, and the drawer."""
    _table(
        "payment_node",
        *_keys(order_id="sales_order"),
        _figure("position"),
        *map(_choice, ("kind", "trigger")),
        *(sa.Column(name, sa.Integer()) for name in ("share", "fixed")),
        *(sa.Column(name, sa.Date()) for name in ("planned_on", "due_on")),
        _text("words"),
        *map(_figure, ("amount", "open")),
    )
    op.create_index("ix_payment_node_order", "payment_node", ["order_id", "position"])
    op.create_index("ix_payment_node_due", "payment_node", ["due_on", "order_id"], sqlite_where=sa.text("open > 0"))
    _table(
        "trade_in",
        *_keys(order_id="sales_order"),
        *_keys(order_line_id="order_line", invoice_id="invoice", null=True),
        _text("program"),
        _choice("state"),
        *map(_text, ("energy_label", "old_unit", "old_serial", "new_serial")),
        _figure("amount"),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("due_on", sa.Date()),
        sa.Column("submitted_on", sa.Date()),
        _text("claim_number"),
        sa.Column("paid_on", sa.Date()),
        _text("note"),
    )
    _indexes("trade_in", "order_id", "order_line_id", "invoice_id")
    op.create_index("ix_trade_in_waiting", "trade_in", ["due_on"], sqlite_where=sa.text("state IN ('collecting', 'submitted')"))
    _table(
        "cash_close",
        sa.Column("day", sa.Date(), nullable=False),
        *map(_figure, ("opening", "expected", "counted", "taken_out")),
        *_keys(staff_id="staff", null=True),
        sa.Column("closed_at", sa.DateTime(), nullable=False),
        _text("note"),
        unique="day",
    )
    _indexes("cash_close", "staff_id")


def _goods(*, listed: bool) -> list[sa.Column[Any]]:
    """Return the columns of a line; `listed` where it keeps the price before its discount."""
    return [
        *_keys(product_id="product", null=True),
        sa.Column("line_group", sa.String(length=32)),
        *map(_text, ("category", "name", "brand", "model", "spec", "unit")),
        *map(_figure, ("quantity", "price")),
        *([sa.Column("list_price", sa.Integer())] if listed else []),
        sa.Column("cost", sa.Integer()),
        *map(_text, ("room", "note")),
    ]


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
    op.create_table(
        name,
        *columns,
        _figure("id"),
        _figure("version"),
        *keys,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        *([sa.UniqueConstraint(unique, name=op.f(f"uq_{name}_{unique}"))] if unique else []),
        sqlite_autoincrement=True,
    )


def _keys(*, null: bool = False, **targets: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Integer(), nullable=null, info={"target": target}) for name, target in targets.items()]


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=False)


def _figure(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _choice(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=32), nullable=False)


def _indexes(table: str, *columns: str) -> None:
    for name in columns:
        op.create_index(op.f(f"ix_{table}_{name}"), table, [name], unique=False)
