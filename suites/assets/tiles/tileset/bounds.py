"""The bounds of reading tilesets."""

TILESETS_READ = 64
"""External tilesets that are read from one tileset on, in search of a circle."""

TILESET_REFERENCES = 10_000
"""References of a tileset and those behind it that are looked up in search of a circle."""

TILESET_BYTES = 16 << 20
"""A larger external tileset is not followed."""
