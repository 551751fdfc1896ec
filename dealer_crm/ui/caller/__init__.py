"""Who rings: the card that answers before the second sentence."""
