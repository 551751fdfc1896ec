"""The round: products and orders, deliveries with checklists, coverages, maintenance, service, visits, complaints."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

REFERENCES = {
    "attachment": {
        "delivery_id": "delivery",
        "check_id": "delivery_check",
        "request_id": "service_request",
        "complaint_id": "complaint",
    },
    "equipment": {"product_id": "product", "order_line_id": "order_line", "delivery_id": "delivery"},
}
COLUMNS = (
    ("customer", "peace_reason", "VARCHAR DEFAULT '' NOT NULL"),
    ("customer_line", "at_peace", "BOOLEAN DEFAULT FALSE NOT NULL"),
    ("equipment", "category", "VARCHAR DEFAULT 'other' NOT NULL"),
    ("equipment", "spec", "VARCHAR DEFAULT '' NOT NULL"),
    ("equipment", "room", "VARCHAR DEFAULT '' NOT NULL"),
    ("equipment", "unit", "VARCHAR DEFAULT '' NOT NULL"),
    ("equipment", "quantity", "INTEGER DEFAULT 1000 NOT NULL"),
    ("equipment", "state", "VARCHAR(32) DEFAULT 'in_use' NOT NULL"),
    ("equipment", "sold_on", "DATE"),
    ("equipment", "invoiced_on", "DATE"),
    ("equipment", "delivered_on", "DATE"),
    ("equipment", "commissioned_on", "DATE"),
    ("equipment", "accepted_on", "DATE"),
    ("equipment", "produced_on", "DATE"),
    ("equipment", "removed_on", "DATE"),
    ("next_step", "way", "VARCHAR(32)"),
    ("next_step", "slot", "VARCHAR DEFAULT '' NOT NULL"),
    ("shop", "postcode", "VARCHAR DEFAULT '' NOT NULL"),
)


def upgrade() -> None:
    """Create the tables of the round, and add what older ones lack."""
    _tables()
    for table, references in REFERENCES.items():
        _refer(table, references)
    for table, name, kind in COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")


def _refer(table: str, references: dict[str, str]) -> None:
    """Add columns with foreign keys. SQLite needs the table built anew for that; the counter of its ids must survive."""
    connection = op.get_bind()
    last = connection.execute(sa.text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": table}).scalar()
    with op.batch_alter_table(table, recreate="always", table_kwargs={"sqlite_autoincrement": True}) as batch:
        for name, target in references.items():
            batch.add_column(sa.Column(name, sa.Integer(), nullable=True))
            batch.create_foreign_key(f"fk_{table}_{name}_{target}", target, [name], ["id"], initially="IMMEDIATE", deferrable=True)
            batch.create_index(f"ix_{table}_{name}", [name])
    if last is not None:
        connection.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": table})
        connection.execute(sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), {"name": table, "last": last})


def _tables() -> None:
    op.create_table(
        "product",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("brand", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("spec", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("price", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("cost", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("whole_months", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("parts_months", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("cycle_months", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("checklist", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_product_code"), "product", ["code"], unique=False)
    op.create_index(op.f("ix_product_model"), "product", ["model"], unique=False)
    op.create_table(
        "agenda_mark",
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("source_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("occurrence", sa.Date(), nullable=False),
        sa.Column("moved_to", sa.Date(), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_agenda_mark_staff_id_staff"), initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_mark")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_agenda_mark_staff_id"), "agenda_mark", ["staff_id"], unique=False)
    op.create_index("uq_agenda_mark_source_source_id_occurrence", "agenda_mark", ["source", "source_id", "occurrence"], unique=True)
    op.create_table(
        "sales_order",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("premises_id", sa.Integer(), nullable=True),
        sa.Column("opportunity_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("ordered_on", sa.Date(), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("discount", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("external_party", sa.String(), nullable=False),
        sa.Column("external_number", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("cancel_reason", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_sales_order_customer_id_customer"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunity.id"],
            name=op.f("fk_sales_order_opportunity_id_opportunity"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["premises_id"], ["premises.id"], name=op.f("fk_sales_order_premises_id_premises"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_sales_order_staff_id_staff"), initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sales_order")),
        sa.UniqueConstraint("number", name=op.f("uq_sales_order_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_sales_order_customer_id"), "sales_order", ["customer_id"], unique=False)
    op.create_index(op.f("ix_sales_order_external_number"), "sales_order", ["external_number"], unique=False)
    op.create_index(op.f("ix_sales_order_opportunity_id"), "sales_order", ["opportunity_id"], unique=False)
    op.create_index(op.f("ix_sales_order_ordered_on"), "sales_order", ["ordered_on"], unique=False)
    op.create_index(op.f("ix_sales_order_premises_id"), "sales_order", ["premises_id"], unique=False)
    op.create_index(op.f("ix_sales_order_staff_id"), "sales_order", ["staff_id"], unique=False)
    op.create_index("ix_sales_order_state_promised_on", "sales_order", ["state", "promised_on"], unique=False)
    op.create_table(
        "delivery",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("premises_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("slot", sa.String(), nullable=False),
        sa.Column("receiver", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("driver", sa.String(), nullable=False),
        sa.Column("vehicle", sa.String(), nullable=False),
        sa.Column("collect", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("printed_at", sa.DateTime(), nullable=True),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("signed_at", sa.DateTime(), nullable=True),
        sa.Column("signed_by", sa.String(), nullable=False),
        sa.Column("refusal", sa.String(), nullable=False),
        sa.Column("commissioned_on", sa.Date(), nullable=True),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("open_reason", sa.String(), nullable=False),
        sa.Column("open_staff_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_delivery_customer_id_customer"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["open_staff_id"], ["staff.id"], name=op.f("fk_delivery_open_staff_id_staff"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["sales_order.id"], name=op.f("fk_delivery_order_id_sales_order"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["premises_id"], ["premises.id"], name=op.f("fk_delivery_premises_id_premises"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_delivery_staff_id_staff"), initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("number", name=op.f("uq_delivery_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_delivery_customer_id"), "delivery", ["customer_id"], unique=False)
    op.create_index(op.f("ix_delivery_open_staff_id"), "delivery", ["open_staff_id"], unique=False)
    op.create_index(op.f("ix_delivery_order_id"), "delivery", ["order_id"], unique=False)
    op.create_index(op.f("ix_delivery_premises_id"), "delivery", ["premises_id"], unique=False)
    op.create_index(op.f("ix_delivery_staff_id"), "delivery", ["staff_id"], unique=False)
    op.create_index("ix_delivery_state_planned_on", "delivery", ["state", "planned_on"], unique=False)
    op.create_table(
        "invoice",
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("tax_number", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("amount", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["sales_order.id"], name=op.f("fk_invoice_order_id_sales_order"), initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_invoice_order_id"), "invoice", ["order_id"], unique=False)
    op.create_table(
        "order_line",
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("brand", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("spec", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("quantity", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("price", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("cost", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("serials", sa.JSON(), nullable=False),
        sa.Column("arrival", sa.String(length=32), nullable=False),
        sa.Column("arrives_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["sales_order.id"], name=op.f("fk_order_line_order_id_sales_order"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_order_line_product_id_product"), initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_line")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_order_line_order_id"), "order_line", ["order_id"], unique=False)
    op.create_index(op.f("ix_order_line_product_id"), "order_line", ["product_id"], unique=False)
    op.create_table(
        "promise",
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_promise_customer_id_customer"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["sales_order.id"], name=op.f("fk_promise_order_id_sales_order"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_promise_staff_id_staff"), initially="IMMEDIATE", deferrable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_promise_customer_id"), "promise", ["customer_id"], unique=False)
    op.create_index(
        "ix_promise_open_due",
        "promise",
        ["due_on"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(op.f("ix_promise_order_id"), "promise", ["order_id"], unique=False)
    op.create_index(op.f("ix_promise_staff_id"), "promise", ["staff_id"], unique=False)
    op.create_table(
        "delivery_check",
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sheet", sa.String(), nullable=False),
        sa.Column("sheet_version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("group_code", sa.String(), nullable=False),
        sa.Column("zh", sa.String(), nullable=False),
        sa.Column("en", sa.String(), nullable=False),
        sa.Column("standard_zh", sa.String(), nullable=False),
        sa.Column("standard_en", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("low", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("high", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("result", sa.String(length=32), nullable=True),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_delivery_check_delivery_id_delivery"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_delivery_check_staff_id_staff"), initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_check")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_delivery_check_delivery_id"), "delivery_check", ["delivery_id"], unique=False)
    op.create_index(op.f("ix_delivery_check_staff_id"), "delivery_check", ["staff_id"], unique=False)
    op.create_table(
        "delivery_line",
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        sa.Column("order_line_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("quantity", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("serials", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_delivery_line_delivery_id_delivery"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["order_line_id"],
            ["order_line.id"],
            name=op.f("fk_delivery_line_order_line_id_order_line"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_line")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_delivery_line_delivery_id"), "delivery_line", ["delivery_id"], unique=False)
    op.create_index(op.f("ix_delivery_line_order_line_id"), "delivery_line", ["order_line_id"], unique=False)
    op.create_table(
        "complaint",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("equipment_id", sa.Integer(), nullable=True),
        sa.Column("taken_by_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("type", sa.String(length=32), nullable=False),
        sa.Column("subtype", sa.String(length=32), nullable=False),
        sa.Column("level", sa.String(length=32), nullable=False),
        sa.Column("severity", sa.String(length=32), nullable=False),
        sa.Column("dissatisfied", sa.String(length=32), nullable=True),
        sa.Column("complainant", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("demand", sa.String(length=32), nullable=False),
        sa.Column("demand_words", sa.String(), nullable=False),
        sa.Column("respond_by", sa.DateTime(), nullable=False),
        sa.Column("plan_by", sa.DateTime(), nullable=True),
        sa.Column("close_by", sa.DateTime(), nullable=True),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("rule_version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("responded_at", sa.DateTime(), nullable=True),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("liable", sa.String(length=32), nullable=True),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("promised_by", sa.DateTime(), nullable=True),
        sa.Column("prevention", sa.String(), nullable=False),
        sa.Column("prevention_staff_id", sa.Integer(), nullable=True),
        sa.Column("prevention_on", sa.Date(), nullable=True),
        sa.Column("verification", sa.String(), nullable=False),
        sa.Column("external_number", sa.String(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["staff.id"], name=op.f("fk_complaint_closed_by_id_staff"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_complaint_customer_id_customer"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["equipment_id"], ["equipment.id"], name=op.f("fk_complaint_equipment_id_equipment"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["sales_order.id"], name=op.f("fk_complaint_order_id_sales_order"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["prevention_staff_id"],
            ["staff.id"],
            name=op.f("fk_complaint_prevention_staff_id_staff"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_complaint_staff_id_staff"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["taken_by_id"], ["staff.id"], name=op.f("fk_complaint_taken_by_id_staff"), initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint")),
        sa.UniqueConstraint("number", name=op.f("uq_complaint_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_complaint_closed_by_id"), "complaint", ["closed_by_id"], unique=False)
    op.create_index(op.f("ix_complaint_customer_id"), "complaint", ["customer_id"], unique=False)
    op.create_index(op.f("ix_complaint_equipment_id"), "complaint", ["equipment_id"], unique=False)
    op.create_index(op.f("ix_complaint_opened_at"), "complaint", ["opened_at"], unique=False)
    op.create_index(op.f("ix_complaint_order_id"), "complaint", ["order_id"], unique=False)
    op.create_index(op.f("ix_complaint_prevention_staff_id"), "complaint", ["prevention_staff_id"], unique=False)
    op.create_index(op.f("ix_complaint_staff_id"), "complaint", ["staff_id"], unique=False)
    op.create_index("ix_complaint_state_respond_by", "complaint", ["state", "respond_by"], unique=False)
    op.create_index(op.f("ix_complaint_taken_by_id"), "complaint", ["taken_by_id"], unique=False)
    op.create_table(
        "equipment_coverage",
        sa.Column("equipment_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("basis", sa.String(length=32), nullable=False),
        sa.Column("provider", sa.String(length=32), nullable=False),
        sa.Column("months", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("days", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("repair_days", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=True),
        sa.Column("end_on", sa.Date(), nullable=True),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("rule_version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["equipment_id"],
            ["equipment.id"],
            name=op.f("fk_equipment_coverage_equipment_id_equipment"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_equipment_coverage")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_equipment_coverage_end_on"), "equipment_coverage", ["end_on"], unique=False)
    op.create_index(op.f("ix_equipment_coverage_equipment_id"), "equipment_coverage", ["equipment_id"], unique=False)
    op.create_table(
        "maintenance",
        sa.Column("equipment_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("zh", sa.String(), nullable=False),
        sa.Column("en", sa.String(), nullable=False),
        sa.Column("by_customer", sa.Boolean(), nullable=False),
        sa.Column("cycle_months", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["equipment_id"], ["equipment.id"], name=op.f("fk_maintenance_equipment_id_equipment"), initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_maintenance")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_maintenance_equipment_id"), "maintenance", ["equipment_id"], unique=False)
    op.create_index(op.f("ix_maintenance_next_on"), "maintenance", ["next_on"], unique=False)
    op.create_table(
        "complaint_step",
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"],
            ["complaint.id"],
            name=op.f("fk_complaint_step_complaint_id_complaint"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_complaint_step_staff_id_staff"), initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_step")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_complaint_step_staff_id"), "complaint_step", ["staff_id"], unique=False)
    op.create_index("uq_complaint_step_complaint_id_step", "complaint_step", ["complaint_id", "step"], unique=True)
    op.create_table(
        "service_request",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("premises_id", sa.Integer(), nullable=True),
        sa.Column("equipment_id", sa.Integer(), nullable=True),
        sa.Column("complaint_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("warranty", sa.String(length=32), nullable=False),
        sa.Column("reported_at", sa.DateTime(), nullable=False),
        sa.Column("taken_by_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("symptom", sa.String(), nullable=False),
        sa.Column("appointment_on", sa.Date(), nullable=True),
        sa.Column("slot", sa.String(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("work", sa.String(), nullable=False),
        sa.Column("fee", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("repair_days", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"],
            ["complaint.id"],
            name=op.f("fk_service_request_complaint_id_complaint"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_service_request_customer_id_customer"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["equipment_id"],
            ["equipment.id"],
            name=op.f("fk_service_request_equipment_id_equipment"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["premises_id"], ["premises.id"], name=op.f("fk_service_request_premises_id_premises"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_service_request_staff_id_staff"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["taken_by_id"], ["staff.id"], name=op.f("fk_service_request_taken_by_id_staff"), initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_request")),
        sa.UniqueConstraint("number", name=op.f("uq_service_request_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_service_request_complaint_id"), "service_request", ["complaint_id"], unique=False)
    op.create_index(op.f("ix_service_request_customer_id"), "service_request", ["customer_id"], unique=False)
    op.create_index(op.f("ix_service_request_equipment_id"), "service_request", ["equipment_id"], unique=False)
    op.create_index(op.f("ix_service_request_premises_id"), "service_request", ["premises_id"], unique=False)
    op.create_index(op.f("ix_service_request_reported_at"), "service_request", ["reported_at"], unique=False)
    op.create_index(op.f("ix_service_request_staff_id"), "service_request", ["staff_id"], unique=False)
    op.create_index("ix_service_request_state_appointment_on", "service_request", ["state", "appointment_on"], unique=False)
    op.create_index(op.f("ix_service_request_taken_by_id"), "service_request", ["taken_by_id"], unique=False)
    op.create_table(
        "payment",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("way", sa.String(length=32), nullable=False),
        sa.Column("amount", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("receipt_number", sa.String(), nullable=False),
        sa.Column("handed_in_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_payment_customer_id_customer"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["sales_order.id"], name=op.f("fk_payment_order_id_sales_order"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["service_request.id"],
            name=op.f("fk_payment_request_id_service_request"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_payment_staff_id_staff"), initially="IMMEDIATE", deferrable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        sa.UniqueConstraint("number", name=op.f("uq_payment_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_payment_customer_id"), "payment", ["customer_id"], unique=False)
    op.create_index(op.f("ix_payment_order_id"), "payment", ["order_id"], unique=False)
    op.create_index(op.f("ix_payment_paid_on"), "payment", ["paid_on"], unique=False)
    op.create_index(op.f("ix_payment_request_id"), "payment", ["request_id"], unique=False)
    op.create_index(op.f("ix_payment_staff_id"), "payment", ["staff_id"], unique=False)
    op.create_table(
        "visit",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=True),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("complaint_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("grade", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_visit_complaint_id_complaint"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_visit_customer_id_customer"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_visit_delivery_id_delivery"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["service_request.id"], name=op.f("fk_visit_request_id_service_request"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_visit_staff_id_staff"), initially="IMMEDIATE", deferrable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint("number", name=op.f("uq_visit_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_visit_complaint_id"), "visit", ["complaint_id"], unique=False)
    op.create_index(op.f("ix_visit_customer_id"), "visit", ["customer_id"], unique=False)
    op.create_index(op.f("ix_visit_delivery_id"), "visit", ["delivery_id"], unique=False)
    op.create_index(op.f("ix_visit_request_id"), "visit", ["request_id"], unique=False)
    op.create_index(op.f("ix_visit_staff_id"), "visit", ["staff_id"], unique=False)
    op.create_index(op.f("ix_visit_done_at"), "visit", ["done_at"], unique=False)
    op.create_index("ix_visit_state_due_on", "visit", ["state", "due_on"], unique=False)
    op.create_index(op.f("ix_next_step_closed_at"), "next_step", ["closed_at"], unique=False)
