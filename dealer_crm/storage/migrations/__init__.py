"""Alembic revisions: frozen once released, SQL and Core only."""
