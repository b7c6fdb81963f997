"""Limits for reading the states of robots."""

STATES_BYTES = 256 << 20
"""A larger recording is not read."""

STATES = 200_000
"""States of a recording: half an hour at 100 in a second."""

VALUES = 10_000_000
"""Names and numbers of all states of a recording."""

CHUNK_BYTES = 64 << 20
"""A chunk of MCAP, decompressed."""

RECORD_BYTES = 64 << 20
"""A record of MCAP."""

CHUNKS_BYTES = 1 << 30
"""All chunks of a recording, decompressed."""

RECORDS = 2_000_000
"""Records of a recording, with those of chunks: more than ten topics at 100 in a second for half an hour."""
