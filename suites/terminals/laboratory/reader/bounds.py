"""Limits for reading laboratory records."""

RESULTS = 10_000
"""Results of a record: a map of a display at 100 x 100 points."""

READINGS = 100_000
"""Readings of a result."""
