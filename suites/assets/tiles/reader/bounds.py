"""The bounds of reading tilesets."""

TILESETS_READ = 64
"""External tilesets read for one tileset in search of a cycle."""

TILESET_REFERENCES = 10_000
"""References followed from a tileset and the tilesets it refers to, in search of a cycle."""

TILESET_BYTES = 16 << 20
"""A larger external tileset is not followed."""

SIBLINGS_READ = 1_000
"""JSON files of a folder that are searched for a tileset that refers to the one that is judged."""

FOLDERS_ABOVE = 4
"""Folders above that of a tileset that are searched as well."""

CONTENT_BYTES = 256 << 20
"""Bytes of the contents of one tileset that are read, altogether."""

CONTENTS_READ = 1_000
"""Contents of one tileset whose file is read."""

INNER_TILES = 1_000
"""Inner tiles of a composite tile that are read, at all depths."""

INNER_DEPTH = 8
"""Composite tiles inside composite tiles that are followed."""
