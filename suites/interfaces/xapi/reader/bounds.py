"""The limit of the reader: a day of a large school in one file."""

OBJECTS = 1_000_000
"""Objects of a file with statements."""

PAGES = 20
"""Pages that are turned to see whether statements come twice: what comes later is not different."""
