"""What a fresh program shows first."""
