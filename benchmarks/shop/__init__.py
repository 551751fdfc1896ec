"""A shop of any size, made up from a seed: a real store, filled fast."""
