"""The bounds of looking for labels in media files."""

METADATA_PARTS = 100_000
"""Chunks, segments or boxes of one media file that are walked through."""

METADATA_BYTES = 8 << 20
"""Bytes of one metadata text in a media file, after decompression."""

METADATA_FILE_BYTES = 64 << 20
"""Bytes of all metadata of one media file together, after decompression."""

GIF_BLOCKS = 4_000_000
"""Data sub-blocks of one GIF file that are walked through; each holds up to 255 bytes."""

FLV_TAGS = 2_000_000
"""Tags of one FLV file that are walked through; an hour of video and sound has about 300,000."""

AMF_DEPTH = 100
"""Nesting of objects and arrays in the script data of an FLV file."""

OGG_STREAMS = 16
"""Streams of one Ogg file whose comments are pending at the same time."""

FRONT_MATTER_BYTES = 1 << 16
"""How far into a Markdown file front matter may start, and its greatest length."""

OOXML_BYTES = 256 << 20
"""A larger Office or OFD file is not searched for metadata, since it has to be in memory."""

OOXML_DIRECTORY_BYTES = 4 << 20
"""The directory of a zip archive; a presentation of 2,000 parts has about 200,000 bytes."""

PDF_BYTES = 64 << 20
"""A larger PDF file is not searched for metadata."""

PDF_SECONDS = 10.0
"""Seconds until the process that reads the metadata of one PDF file is ended."""

PDF_MEMORY = 1 << 30
"""Address space of that process, where the system can limit it."""

SIGNATURES_VERIFIED = 32
"""Signatures in the labels of one media file that are verified; each takes about 0.02 s."""
