"""The bounds of reading identifiers."""

CID_CHARACTERS = 512
"""Longer than any content identifier in use."""
