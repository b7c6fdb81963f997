"""Limits for reading haptic effects."""

UNITS = 1 << 20
"""Units of a stream: at 16 ms each, more than four hours."""

PACKETS = 1 << 20
"""Packets in all units of a stream."""
