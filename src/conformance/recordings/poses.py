"""Quantities of poses that several rows judge: lengths of quaternions, directions, rotations between frames."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from conformance.recordings.block import Floats, StreamBlock


def norms(stream: StreamBlock) -> Floats:
    """(frames, items): the length of each orientation."""
    x, y, z, w = (stream.now("orientation")[..., at] for at in range(4))
    return np.sqrt(x * x + y * y + z * z + w * w)


def axis(quaternion: Floats, which: int) -> Floats:
    """(..., 3): the direction of the x, y or z axis (0, 1, 2) of a pose; quaternions are x, y, z, w, of any length."""
    x, y, z, w = (quaternion[..., at] for at in range(4))
    square = x * x + y * y + z * z + w * w
    columns = (
        (1 - 2 * (y * y + z * z) / square, 2 * (x * y + z * w) / square, 2 * (x * z - y * w) / square),
        (2 * (x * y - z * w) / square, 1 - 2 * (x * x + z * z) / square, 2 * (y * z + x * w) / square),
        (2 * (x * z + y * w) / square, 2 * (y * z - x * w) / square, 1 - 2 * (x * x + y * y) / square),
    )
    return np.stack(columns[which], axis=-1)


def distances(stream: StreamBlock) -> Floats:
    """(frames, items): how far each item has moved since the previous frame, in metres."""
    moved = stream.now("position") - stream.before("position")
    found: Floats = np.sqrt(np.einsum("fik,fik->fi", moved, moved))
    return found


def turns(stream: StreamBlock) -> Floats:
    """(frames, items): the angle by which each item has turned since the previous frame, in radians from 0 to pi.

    A quaternion and its negative are the same orientation.
    """
    now, before = stream.now("orientation"), stream.before("orientation")
    dot = np.abs(np.einsum("fik,fik->fi", now, before))
    square = np.einsum("fik,fik->fi", now, now) * np.einsum("fik,fik->fi", before, before)
    found: Floats = 2 * np.arccos(np.clip(dot / np.sqrt(square), 0.0, 1.0))
    return found


def product(one: Floats, other: Floats) -> Floats:
    """(..., 4): the rotation `other` followed by the rotation `one`."""
    ax, ay, az, aw = (one[..., at] for at in range(4))
    bx, by, bz, bw = (other[..., at] for at in range(4))
    return np.stack(
        (
            aw * bx + ax * bw + ay * bz - az * by,
            aw * by - ax * bz + ay * bw + az * bx,
            aw * bz + ax * by - ay * bx + az * bw,
            aw * bw - ax * bx - ay * by - az * bz,
        ),
        axis=-1,
    )


def conjugate(quaternion: Floats) -> Floats:
    """(..., 4): the inverse rotation."""
    found: Floats = quaternion * np.array([-1.0, -1.0, -1.0, 1.0])
    return found


def rotated(quaternion: Floats, vector: NDArray[Any]) -> Floats:
    """(..., 3): vectors rotated by unit quaternions."""
    turned: Floats = sum(axis(quaternion, at) * vector[..., at : at + 1] for at in range(3))
    return turned
