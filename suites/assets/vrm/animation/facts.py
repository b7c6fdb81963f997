"""How much moves in a VRM animation."""

from __future__ import annotations

import numpy as np

from conformance.readers.json_values import list_or_empty, object_or_empty, value_at, whole
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.accessors import read_accessors
from conformance_suites.assets.gltf.reader.model import read_model

from .view import view

MOVES = 1e-4
"""The least change that counts, of a quaternion's component or in metres."""


def facts(source: Source) -> dict[str, float]:
    """The humanoid bones that move, the distinct poses of the bone that has most, and the seconds that they take."""
    animation, model, accessors = source.once(view), source.once(read_model), source.once(read_accessors)
    moving, poses, seconds = set[str](), 0, 0.0
    for channel in animation.bone_channels:
        at = channel.pointer.removesuffix("/target/path")
        samplers = list_or_empty(value_at(animation.document, f"{at.rpartition('/channels/')[0]}/samplers"))
        index = whole(value_at(animation.document, f"{at}/sampler"))
        sampler = object_or_empty(samplers[index] if index is not None and 0 <= index < len(samplers) else None)
        times, values = (model.accessor(sampler.get(name)) for name in ("input", "output"))
        read = [accessors[each] if each else None for each in (times, values)]
        if read[0] is None or read[1] is None or not len(read[1].array):
            continue
        rows = read[1].real.astype(np.float64)
        if not np.ptp(rows, axis=0).max() > MOVES:
            continue
        moving.add(channel.name)
        poses = max(poses, len(np.unique(np.round(rows, 6), axis=0)))
        seconds = max(seconds, float(np.ptp(read[0].array)))
    return {"moving_bones": len(moving), "poses": poses, "seconds": round(seconds, 6)}
