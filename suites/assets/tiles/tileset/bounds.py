"""The bounds of reading tilesets."""

TILESETS_READ = 64
"""External tilesets read for one tileset in search of a cycle."""

TILESET_REFERENCES = 10_000
"""References followed from a tileset and the tilesets it refers to, in search of a cycle."""

TILESET_BYTES = 16 << 20
"""A larger external tileset is not followed."""
