"""Today: what is due, and who has no next step."""
