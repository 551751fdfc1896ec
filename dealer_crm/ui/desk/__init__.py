"""What the pages of several subjects are built of: list and record side by side, drafts, pictures, wordings."""
