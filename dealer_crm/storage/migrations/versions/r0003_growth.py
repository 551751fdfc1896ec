"""Indexes that lists, figures and the agenda read alone, so that they stay quick in a store of a hundred thousand customers."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

GONE = (
    ("ix_delivery_state_planned_on", "delivery"),
    ("ix_equipment_coverage_equipment_id", "equipment_coverage"),
    ("ix_visit_done_at", "visit"),
)
NEW = (
    ("ix_customer_line_figures", "customer_line", ("next_on", "stage", "at_peace", "intent_level", "created_at", "owner_id")),
    ("ix_delivery_list", "delivery", ("state", "planned_on", "finished_at", "kind", "slot")),
    ("ix_delivery_state_signed_at", "delivery", ("state", "signed_at")),
    ("ix_equipment_coverage_list", "equipment_coverage", ("equipment_id", "kind", "start_on", "end_on")),
    ("ix_follow_up_happened_at", "follow_up", ("happened_at",)),
    ("ix_visit_state_done_at", "visit", ("state", "done_at")),
)
PARTIAL = (
    ("ix_agenda_mark_moved", "agenda_mark", ["source", "moved_to", "source_id"], "moved_to IS NOT NULL"),
    ("ix_order_line_ordered_arrives_on", "order_line", ["arrives_on", "order_id"], "arrival = 'ordered'"),
)


def upgrade() -> None:
    """Put indexes that answer alone in the place of those that led to the rows."""
    for name, table in GONE:
        op.drop_index(name, table)
    for name, table, columns in NEW:
        op.create_index(name, table, list(columns))
    for name, table, pair, where in PARTIAL:
        op.create_index(name, table, pair, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
