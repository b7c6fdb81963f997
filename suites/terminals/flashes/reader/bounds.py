"""Limits for reading moving pictures."""

FRAMES = 20_000
"""Frames that are read: five minutes at 60 in a second."""

FRAME_PIXELS = 1 << 26
"""Pixels of a frame."""

IMAGE_PIXELS = 1 << 32
"""Pixels of all frames of an animated image, of which each is drawn whole however little of it changes."""

VIDEO_PIXELS = 1 << 37
"""Pixels of all frames of a video: about five minutes in 4K at 60 frames in a second."""

VIDEO_BYTES = 1 << 30
"""A larger video is not read."""
