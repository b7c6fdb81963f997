"""The limits of the reader: each is far beyond the descriptions that are published, of some 1,000 objects."""

OBJECTS = 400_000
"""Objects of a description, as often as they are written."""

AFFORDANCES = 50
"""Affordances of one kind with which a live thing is tried: enough to see whether it keeps to its description."""
