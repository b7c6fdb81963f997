"""Limits for reading XDF files."""

CHUNKS = 1 << 20
"""Chunks of a file: at five chunks a second, more than two days."""

STREAMS = 4096
"""Streams of a file."""

TEXTS = 4 * STREAMS
"""Headers and footers of a file: each is parsed as XML."""

VALUES = 1 << 27
"""Numbers of all streams together: 1 GiB."""

TEXT_WEIGHT = 128
"""A text counts as so many numbers: it takes as long to read."""
