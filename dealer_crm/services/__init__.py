"""Use-cases of the trade, one class per subject; one public method is one transaction."""
