"""The store: engine, schema, journal, search, copies. Nothing above the services knows it."""
