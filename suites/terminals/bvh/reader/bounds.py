"""The bounds of reading BVH."""

BVH_BYTES = 256 << 20
"""A longer BVH text is not read."""

BVH_HEADER_BYTES = 8 << 20
"""The header section of one BVH file."""

BVH_LINES = 1 << 21
"""Lines of one BVH file; at 120 frames in a second they last almost five hours."""

BVH_LINE_BYTES = 1 << 20
"""One line of one BVH file."""

BVH_NODES = 10_000
"""Roots, joints and end sites of one BVH skeleton."""

BVH_VALUES = 1 << 25
"""Numbers in the motion of one BVH file."""
