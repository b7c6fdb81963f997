"""The bounds of reading glTF: a hostile model costs bounded time and memory."""

GLB_CHUNKS = 10_000
"""Chunks of one GLB file that are looked at."""

KTX2_METADATA_BYTES = 1 << 16
"""Of the metadata of one KTX 2.0 texture that are read; writers put their name, an orientation and options there."""

KTX2_PAIRS = 256
"""Pairs of key and value in them."""

KTX2_CHANNELS = 64
"""Channels of one KTX 2.0 texture that are told apart; formats have up to 4."""

ACCESSOR_NUMBERS = 1 << 28
"""Numbers of one glTF asset that are looked at; accessors may overlap, so the size of the file is no bound."""
