"""The bounds of reading identifiers."""

CID_CHARACTERS = 512
"""A longer text is no content identifier that anyone uses."""
