"""What the dealer sees: window, pages, dialogs. Qt only."""
