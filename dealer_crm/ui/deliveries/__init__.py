"""The room of deliveries: the list, the sheet that is ticked at the door, and the hand-over."""
