"""A line per machine for its list, an emptied text index that the program fills with its new tokens, indexes for what was slow."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

GONE = (
    ("ix_complaint_state_respond_by", "complaint"),
    ("ix_delivery_order_id", "delivery"),
    ("ix_maintenance_equipment_id", "maintenance"),
    ("ix_order_line_order_id", "order_line"),
    ("ix_payment_order_id", "payment"),
    ("ix_sales_order_ordered_on", "sales_order"),
)
NEW = (
    ("ix_complaint_state_closed_at", "complaint", ("state", "closed_at")),
    ("ix_delivery_over", "delivery", ("id", "state", "finished_at", "kind")),
    ("ix_delivery_order", "delivery", ("order_id", "state", "kind", "planned_on")),
    ("ix_maintenance_of", "maintenance", ("equipment_id", "active", "by_customer", "next_on")),
    ("ix_order_line_amount", "order_line", ("order_id", "quantity", "price")),
    ("ix_payment_amount", "payment", ("order_id", "amount")),
    ("ix_sales_order_list", "sales_order", ("ordered_on", "id", "state")),
    ("ix_machine_line_until", "machine_line", ("until", "equipment_id", "state", "waiting", "care_on")),
    ("ix_machine_line_care", "machine_line", ("care_on", "equipment_id", "state")),
    ("ix_machine_line_name", "machine_line", ("sort_key", "equipment_id")),
)
LINES = """
    INSERT INTO machine_line (equipment_id, state, until, waiting, care_on, sort_key)
    SELECT id, state,
        (SELECT CASE WHEN count(*) FILTER (WHERE kind IN ('whole_unit', 'factory_ext', 'paid_ext')) > 0
            THEN max(end_on) FILTER (WHERE kind IN ('whole_unit', 'factory_ext', 'paid_ext')) ELSE max(end_on) END
            FROM equipment_coverage WHERE equipment_id = equipment.id AND kind NOT IN ('return7', 'exchange15')),
        (SELECT count(*) FROM equipment_coverage
            WHERE equipment_id = equipment.id AND start_on IS NULL AND kind NOT IN ('return7', 'exchange15')) > 0,
        (SELECT min(next_on) FROM maintenance WHERE equipment_id = equipment.id AND active = 1 AND by_customer = 0),
        (SELECT sort_key FROM premises_holder JOIN customer_line ON customer_line.customer_id = premises_holder.customer_id
            WHERE premises_id = equipment.premises_id AND to_on IS NULL ORDER BY position, premises_holder.id LIMIT 1)
    FROM equipment
"""


def upgrade() -> None:
    """Make and fill the new table, then the indexes, each in the place of a shorter one; empty the text index."""
    op.create_table(
        "machine_line",
        sa.Column("equipment_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("waiting", sa.Boolean(), nullable=False),
        sa.Column("care_on", sa.Date(), nullable=True),
        sa.Column("sort_key", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("equipment_id", name=op.f("pk_machine_line")),
    )
    for name, table in GONE:
        op.drop_index(name, table)
    for name, table, columns in NEW:
        op.create_index(name, table, list(columns))
    op.execute(LINES)
    op.execute("INSERT INTO search_fts(search_fts) VALUES ('delete-all')")
