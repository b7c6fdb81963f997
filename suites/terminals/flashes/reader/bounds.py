"""Limits for reading moving pictures."""

FRAMES = 20_000
"""Frames that are read: five minutes at 60 in a second."""

FRAME_PIXELS = 1 << 26
"""Pixels of a frame."""

VIDEO_BYTES = 1 << 30
"""A larger video is not read."""
