"""The limit of the reader: a day of a large school in one file."""

OBJECTS = 1_000_000
"""Objects of a file with statements."""
