"""The bounds of reading events."""

EVENT_LINES = 100_000
"""Lines of a file with one event each that are read."""

EVENT_LINES_BYTES = 128 << 20
"""A larger file with one event per line is not judged: its events are held in memory together."""
