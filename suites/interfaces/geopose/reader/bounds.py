"""The limit of the reader: a day of poses at 10 a second, with some 10 values each."""

OBJECTS = 1_000_000
"""Objects of a GeoPose."""
