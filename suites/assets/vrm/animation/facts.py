"""How much moves in a VRM animation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from conformance.readers.json_values import list_or_empty, object_or_empty, whole
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.accessors import read_accessors
from conformance_suites.assets.gltf.reader.model import Model, read_model
from conformance_suites.assets.gltf.reader.numbers import Array

from .view import view

MOVES = 5e-3
"""The least change that counts, of a quaternion's component or in metres."""


def facts(source: Source) -> dict[str, float]:
    """The humanoid bones that move, the distinct poses of the bone that has most, and the seconds that they take."""
    model, accessors = source.once(read_model), source.once(read_accessors)
    moving, poses, seconds = set[int](), 0, 0.0
    bones = set(source.once(view).humanoid.bones.values())
    for node, sampler in _tracks(model):
        inner, outer = (model.accessor(sampler.get(name)) for name in ("input", "output"))
        times, values = (accessors[each] if each else None for each in (inner, outer))
        if node not in bones or times is None or values is None:
            continue
        rows = _signed(values.real.astype(np.float64))
        if not len(rows) or not np.ptp(rows, axis=0).max() > MOVES:
            continue
        moving.add(node)
        poses = max(poses, len(np.unique(np.round(rows, 4), axis=0)))
        seconds = max(seconds, float(np.ptp(times.array)))
    return {"moving_bones": len(moving), "poses": poses, "seconds": round(seconds, 6)}


def _signed(rows: Array) -> Array:
    """The rows, quaternions with the sign that is nearest to the first one: both signs are the same rotation."""
    if rows.shape[1:] != (4,):
        return rows
    return np.where(rows @ rows[:1].T < 0, -rows, rows)


def _tracks(model: Model) -> Iterator[tuple[int, dict[str, Any]]]:
    """(node, sampler) of every channel of the animations."""
    for _, _, animation in model.all_of("animations"):
        samplers = list_or_empty(animation.get("samplers"))
        for channel in map(object_or_empty, list_or_empty(animation.get("channels"))):
            node, at = whole(object_or_empty(channel.get("target")).get("node")), whole(channel.get("sampler"))
            if node is not None and at is not None and 0 <= at < len(samplers):
                yield node, object_or_empty(samplers[at])
