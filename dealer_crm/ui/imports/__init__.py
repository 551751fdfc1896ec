"""Importing customers: five steps from a foreign file to customer files, with a way back."""
