"""Reading tilesets: the tree of their tiles, the files they refer to, and their metadata."""
