"""Limits and measures of a watch."""

POLL = 0.1
"""Seconds between two looks at the same place."""
LONGEST = 300.0
"""Seconds that a plan may ask to wait for: a third of the time of a run by default."""
TRIES = 5
"""Pairs of looks for which both sides may have moved on in between."""
ROUNDING = 1_000
"""Microseconds by which a time may differ that went through a format of milliseconds."""
NEAR = 1e-6
"""The share by which a number may differ that went through a format of 4 bytes."""
