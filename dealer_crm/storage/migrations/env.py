"""Runs the revisions on the connection that `storage.opening` hands over."""

from alembic import context

from dealer_crm.storage.base import Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True, transactional_ddl=False
)
context.run_migrations()
