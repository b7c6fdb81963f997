"""Limits for reading XDF files."""

CHUNKS = 1 << 20
"""Chunks of a file: at five chunks a second, more than two days."""

STREAMS = 4096
"""Streams of a file."""

TEXTS = 1 << 20
"""Values of streams of texts."""

VALUES = 1 << 28
"""Numbers of all streams together: 2 GiB."""
