"""Operation history and recycle bin."""
