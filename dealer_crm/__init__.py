"""An offline desktop program for dealers: customers, follow-ups, deliveries, warranty and complaints on one PC."""

__version__ = "0.1.1"
