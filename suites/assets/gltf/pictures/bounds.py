"""The bounds of drawing a model."""

PICTURE_MEMORY = 4 << 30
"""Address space of that process, where the system can limit it."""

PICTURE_BYTES = 30_000
"""One picture as a file."""

PICTURE_TRIANGLES = 1 << 20
"""Triangles that are drawn; primitives beyond this are left out."""

PICTURE_METRES = 1e6
"""Triangles with a corner farther from the origin are not drawn."""

PICTURE_PIXELS = 1 << 28
"""Pixels of all textures of one model that are decoded for its pictures; other materials show only their colour."""

PICTURE_BONES = 5_000
"""Nodes of a skeleton that is drawn as lines; of a larger one, only the marked nodes are drawn."""
