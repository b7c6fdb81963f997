"""The first bytes of a Draco bitstream: its type and how much it holds; nothing is decoded (Draco 2.2)."""

from __future__ import annotations

from dataclasses import dataclass

MAGIC = b"DRACO"
TRIANGULAR_MESH = 1
SEQUENTIAL, EDGEBREAKER = 0, 1
_HEADER_BYTES = 11
_METADATA = 0x8000
_VARINT_BYTES = 5


@dataclass(frozen=True, slots=True)
class Draco:
    """The header of a bitstream. `faces` and `points` are None where the header does not say: only the sequential
    method writes the number of points, and metadata before the numbers is not read."""

    version: tuple[int, int]
    encoder_type: int
    method: int
    faces: int | None = None
    points: int | None = None


def read_draco(data: bytes | memoryview) -> Draco | None:
    """The header of a Draco bitstream; None where the data does not begin with a complete one."""
    head = bytes(data[:64])
    if len(head) < _HEADER_BYTES or not head.startswith(MAGIC):
        return None
    major, minor, kind, method = head[5:9]
    draco = Draco((major, minor), kind, method)
    flags = int.from_bytes(head[9:11], "little")
    if (major, minor, kind) != (2, 2, TRIANGULAR_MESH) or flags & _METADATA:
        return draco
    if method == SEQUENTIAL:
        faces, at = _varint(head, _HEADER_BYTES)
        return Draco((major, minor), kind, method, faces, _varint(head, at)[0])
    if method == EDGEBREAKER:  # after the traversal type and the number of vertices before seams split them
        _, at = _varint(head, _HEADER_BYTES + 1)
        return Draco((major, minor), kind, method, _varint(head, at)[0])
    return draco


def _varint(head: bytes, at: int) -> tuple[int | None, int]:
    """(number, place after it) of a varUI32; None where it does not end."""
    value = 0
    for index, byte in enumerate(head[at : at + _VARINT_BYTES]):
        value |= (byte & 0x7F) << (7 * index)
        if byte < 0x80:
            return value, at + index + 1
    return None, at + _VARINT_BYTES
