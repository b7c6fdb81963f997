"""The bounds of reading glTF: a hostile model costs bounded time and memory."""

GLB_CHUNKS = 10_000
"""Chunks of one GLB file that are read."""

KTX2_METADATA_BYTES = 1 << 16
"""Bytes read of the metadata of one KTX 2.0 texture; writers put their name, an orientation and options there."""

KTX2_PAIRS = 256
"""Key-value pairs in this metadata."""

KTX2_CHANNELS = 64
"""Channels of one KTX 2.0 texture that are distinguished; formats have up to 4."""

ACCESSOR_NUMBERS = 1 << 28
"""Numbers of one glTF asset that are read; accessors may overlap, so the size of the file does not limit them."""
