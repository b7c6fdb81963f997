"""The limits of the reader, far beyond the shells that are published, of some 10,000 objects."""

OBJECTS = 1_000_000
"""Objects of an environment."""
