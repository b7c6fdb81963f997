"""The limits of the reader, far beyond the shells that are published, of some 10,000 objects."""

OBJECTS = 1_000_000
"""Objects of an environment."""

PACKAGE_BYTES = 512 << 20
"""Bytes of a package: manuals and models make it large."""

PARTS = 20_000
"""Parts of a package, whose names are kept."""

PART_BYTES = 64 << 20
"""Bytes of a part that is read: relationships, content types and data."""

READ_BYTES = 256 << 20
"""Bytes of all parts that are read, unpacked."""

PAGES = 1_000
"""Pages of one walk through a list: a fifth of the requests that a plan allows by default."""
