"""What the shop knows around its customers: further fields as data, ties, moments, classes, communities; kinds of pictures."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

COLUMNS = (
    ("customer", "birthday", "VARCHAR DEFAULT '' NOT NULL"),
    ("customer", "target_account", "BOOLEAN DEFAULT FALSE NOT NULL"),
    ("customer", "details", "JSON DEFAULT '{}' NOT NULL"),
    ("contact", "birthday", "VARCHAR DEFAULT '' NOT NULL"),
    ("community", "completed", "INTEGER"),
    ("community", "households", "INTEGER"),
    ("community", "heating", "VARCHAR DEFAULT '' NOT NULL"),
    ("community", "sample_flats", "VARCHAR DEFAULT '' NOT NULL"),
    ("community", "note", "VARCHAR DEFAULT '' NOT NULL"),
    ("premises", "details", "JSON DEFAULT '{}' NOT NULL"),
    ("attachment", "kind", "VARCHAR(32) DEFAULT 'other' NOT NULL"),
    ("attachment", "caption", "VARCHAR DEFAULT '' NOT NULL"),
    ("customer_line", "details", "VARCHAR DEFAULT '{}' NOT NULL"),
)


def upgrade() -> None:
    """Add the columns, empty, and the tables."""
    for table, name, kind in COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")
    _of_the_shop()
    _of_customers()
    _worked_out()


def _of_the_shop() -> None:
    """Create the fields, lists and standards that a shop makes."""
    op.create_table(
        "own_field",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("holder", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("section", sa.String(length=32), nullable=False),
        sa.Column("zh", sa.String(), nullable=False),
        sa.Column("en", sa.String(), nullable=False),
        sa.Column("list_code", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("only_companies", sa.Boolean(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_field")),
        sa.UniqueConstraint("code", name=op.f("uq_own_field_code")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "own_list",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("zh", sa.String(), nullable=False),
        sa.Column("en", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_list")),
        sa.UniqueConstraint("code", name=op.f("uq_own_list_code")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "own_standard",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("area", sa.String(length=32), nullable=False),
        sa.Column("zh", sa.String(), nullable=False),
        sa.Column("en", sa.String(), nullable=False),
        sa.Column("measure_zh", sa.String(), nullable=False),
        sa.Column("measure_en", sa.String(), nullable=False),
        sa.Column("check_zh", sa.String(), nullable=False),
        sa.Column("check_en", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_standard")),
        sa.UniqueConstraint("code", name=op.f("uq_own_standard_code")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "own_value",
        sa.Column("list_code", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("zh", sa.String(), nullable=False),
        sa.Column("en", sa.String(), nullable=False),
        sa.Column("colour", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_value")),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_own_value_code", "own_value", ["list_code", "code"], unique=True)


def _of_customers() -> None:
    """Create what belongs to customers."""
    op.create_table(
        "class_override",
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("set_on", sa.Date(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_class_override_customer_id_customer"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_class_override_staff_id_staff"), initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_override")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_class_override_staff_id"), "class_override", ["staff_id"], unique=False)
    op.create_index("uq_class_override_kind", "class_override", ["customer_id", "kind"], unique=True)
    op.create_table(
        "former_value",
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_former_value_customer_id_customer"), initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_value")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_former_value_customer_id"), "former_value", ["customer_id"], unique=False)
    op.create_table(
        "moment",
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("may_show", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_moment_customer_id_customer"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_moment_staff_id_staff"), initially="IMMEDIATE", deferrable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moment")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_moment_customer_id"), "moment", ["customer_id"], unique=False)
    op.create_index(op.f("ix_moment_staff_id"), "moment", ["staff_id"], unique=False)
    op.create_table(
        "relation",
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_relation_customer_id_customer"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["customer.id"], name=op.f("fk_relation_other_id_customer"), initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relation")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_relation_customer_id"), "relation", ["customer_id"], unique=False)
    op.create_index(op.f("ix_relation_other_id"), "relation", ["other_id"], unique=False)
    op.create_table(
        "verification",
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("verified_on", sa.Date(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_verification_customer_id_customer"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_verification_staff_id_staff"), initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_verification_staff_id"), "verification", ["staff_id"], unique=False)
    op.create_index("uq_verification_field", "verification", ["customer_id", "field"], unique=True)


def _worked_out() -> None:
    """Create what is worked out from the rest."""
    op.create_table(
        "class_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("seen", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_change")),
    )
    op.create_index(op.f("ix_class_change_at"), "class_change", ["at"], unique=False)
    op.create_index(op.f("ix_class_change_customer_id"), "class_change", ["customer_id"], unique=False)
    op.create_index("ix_class_change_news", "class_change", ["customer_id", "kind"], sqlite_where=sa.text("NOT seen"))
    op.create_table(
        "class_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("rules", sa.String(), nullable=False),
        sa.Column("profile", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_state")),
    )
    op.create_table(
        "customer_class",
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("time_class", sa.String(), nullable=False),
        sa.Column("trade_phase", sa.String(), nullable=False),
        sa.Column("market_rank", sa.String(), nullable=False),
        sa.Column("relation_state", sa.String(), nullable=False),
        sa.Column("party_scope", sa.String(), nullable=False),
        sa.Column("chain_tier", sa.String(), nullable=False),
        sa.Column("ar_state", sa.String(), nullable=False),
        sa.Column("profitable", sa.String(), nullable=False),
        sa.Column("value_class", sa.String(), nullable=False),
        sa.Column("pyramid", sa.String(), nullable=False),
        sa.Column("contribution_class", sa.String(), nullable=False),
        sa.Column("loyalty_index", sa.Integer(), nullable=True),
        sa.Column("service_class", sa.String(), nullable=False),
        sa.Column("care_tag", sa.String(), nullable=False),
        sa.Column("frequency", sa.String(), nullable=False),
        sa.Column("amount_class", sa.String(), nullable=False),
        sa.Column("stability", sa.String(), nullable=False),
        sa.Column("development", sa.String(), nullable=False),
        sa.Column("home_class", sa.String(), nullable=False),
        sa.Column("region_class", sa.String(), nullable=False),
        sa.Column("settlement", sa.String(), nullable=False),
        sa.Column("relationship_type", sa.String(), nullable=False),
        sa.Column("relationship_due", sa.String(), nullable=False),
        sa.Column("relationship_score", sa.Integer(), nullable=True),
        sa.Column("cost_class", sa.String(), nullable=False),
        sa.Column("profile_match", sa.Integer(), nullable=True),
        sa.Column("attention", sa.String(), nullable=False),
        sa.Column("contribution", sa.Integer(), nullable=False),
        sa.Column("money", sa.Integer(), nullable=False),
        sa.Column("cost", sa.Integer(), nullable=False),
        sa.Column("latest_on", sa.Date(), nullable=True),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_customer_class")),
    )
    op.create_index("ix_customer_class_buyers", "customer_class", ["latest_on", "contribution", "money", "cost"], unique=False)
    op.create_index("ix_customer_class_waiting", "customer_class", ["customer_id"], sqlite_where=sa.text("waiting > 0"))
