"""The words people read: one catalogue for each language, Korean being the reference."""
