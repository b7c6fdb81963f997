"""Limits for reading BVH."""

BVH_BYTES = 256 << 20
"""A larger BVH file is not read."""

BVH_HEADER_BYTES = 8 << 20
"""Bytes of the header section of a BVH file."""

BVH_LINES = 1 << 21
"""Lines of a BVH file: almost five hours at 120 frames per second."""

BVH_LINE_BYTES = 1 << 20
"""Bytes of a line of a BVH file."""

BVH_NODES = 10_000
"""Roots, joints and end sites of a BVH skeleton."""

BVH_VALUES = 1 << 25
"""Numbers in the motion of a BVH file."""
