"""A room that several clients share, as the family reads it."""
