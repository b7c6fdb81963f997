"""The bitstreams of EXT_meshopt_compression and KHR_meshopt_compression by their sizes; nothing is decoded."""

from __future__ import annotations

ATTRIBUTES, TRIANGLES, INDICES = "ATTRIBUTES", "TRIANGLES", "INDICES"
HEADERS: dict[str, dict[str, tuple[int, ...]]] = {
    "EXT_meshopt_compression": {ATTRIBUTES: (0xA0,), TRIANGLES: (0xE1,), INDICES: (0xD1,)},
    "KHR_meshopt_compression": {ATTRIBUTES: (0xA0, 0xA1), TRIANGLES: (0xE1,), INDICES: (0xD1,)},
}
"""The first bytes that each extension specifies for the streams of each mode (Appendix A)."""


def least_bytes(header: int, stride: int, count: int) -> int:
    """The least number of bytes of a stream with this first byte, for `count` elements of `stride` bytes (Appendix A).

    The stride of attributes is a multiple of 4 from 4 to 256.
    """
    if header == 0xE1:  # a code for each triangle, and the table at the end
        return 1 + count // 3 + 16
    if header == 0xD1:  # at least a byte for each index, and 4 reserved ones at the end
        return 1 + count + 4
    elements = min((8192 // stride) & ~15, 256)
    blocks, rest = divmod(count, elements)
    if header == 0xA1:  # a control header for each block, then the last element and the modes of its channels
        return 1 + (blocks + bool(rest)) * (stride // 4) + max(24, stride + stride // 4)
    return 1 + stride * (blocks * _group_header(elements) + _group_header(rest)) + max(32, stride)


def _group_header(elements: int) -> int:
    """The bytes of 2 bits for each group of 16 elements."""
    groups = (elements + 15) // 16
    return (groups + 3) // 4
