"""Names of attributes, and the accessor formats of each (glTF 2.0, 3.7.2; KHR_mesh_quantization)."""

from __future__ import annotations

import re
from functools import lru_cache

SETS = ("TEXCOORD", "COLOR", "JOINTS", "WEIGHTS")
NAME = re.compile(r"POSITION|NORMAL|TANGENT|(?:TEXCOORD|COLOR|JOINTS|WEIGHTS)_(?:0|[1-9][0-9]*)|_.*", re.DOTALL)
TARGET_NAME = re.compile(r"POSITION|NORMAL|TANGENT|(?:TEXCOORD|COLOR)_(?:0|[1-9][0-9]*)|_.*", re.DOTALL)

_UNSIGNED = ["UNSIGNED_BYTE normalized", "UNSIGNED_SHORT normalized"]
_SIGNED = ["BYTE normalized", "SHORT normalized"]
_WHOLE = ["BYTE", "SHORT"]
_WHOLE_UNSIGNED = ["UNSIGNED_BYTE", "UNSIGNED_SHORT"]


def _formats(kinds: str, *components: str) -> list[str]:
    return [f"{kind} {component}" for kind in kinds.split() for component in components]


ATTRIBUTES = {
    "POSITION": _formats("VEC3", "FLOAT"),
    "NORMAL": _formats("VEC3", "FLOAT"),
    "TANGENT": _formats("VEC4", "FLOAT"),
    "TEXCOORD": _formats("VEC2", "FLOAT", *_UNSIGNED),
    "COLOR": _formats("VEC3 VEC4", "FLOAT", *_UNSIGNED),
    "JOINTS": _formats("VEC4", *_WHOLE_UNSIGNED),
    "WEIGHTS": _formats("VEC4", "FLOAT", *_UNSIGNED),
}
TARGETS = {
    "POSITION": _formats("VEC3", "FLOAT"),
    "NORMAL": _formats("VEC3", "FLOAT"),
    "TANGENT": _formats("VEC3", "FLOAT"),
    "TEXCOORD": _formats("VEC2", "FLOAT", *_UNSIGNED, *_SIGNED),
    "COLOR": _formats("VEC3 VEC4", "FLOAT", *_UNSIGNED, *_SIGNED),
}
QUANTIZED_ATTRIBUTES = {
    "POSITION": _formats("VEC3", *_WHOLE, *_SIGNED, *_WHOLE_UNSIGNED, *_UNSIGNED),
    "NORMAL": _formats("VEC3", *_SIGNED),
    "TANGENT": _formats("VEC4", *_SIGNED),
    "TEXCOORD": _formats("VEC2", *_WHOLE, *_SIGNED, *_WHOLE_UNSIGNED),
}
# The text lists no texture coordinates here; the official validator accepts signed ones, and so do we.
QUANTIZED_TARGETS = {
    "POSITION": _formats("VEC3", *_WHOLE, *_SIGNED),
    "NORMAL": _formats("VEC3", *_SIGNED),
    "TANGENT": _formats("VEC3", *_SIGNED),
    "TEXCOORD": _formats("VEC2", *_WHOLE),
}
INDICES = _formats("SCALAR", "UNSIGNED_BYTE", "UNSIGNED_SHORT", "UNSIGNED_INT")


@lru_cache(maxsize=256)
def formats(name: str, of_target: bool, quantized: bool) -> list[str] | None:
    """The accessor formats of an attribute of a primitive or a morph target; None for a custom name."""
    semantic = name.split("_")[0]
    own = (TARGETS if of_target else ATTRIBUTES).get(semantic)
    more = (QUANTIZED_TARGETS if of_target else QUANTIZED_ATTRIBUTES).get(semantic, []) if quantized else []
    return None if own is None else own + more
