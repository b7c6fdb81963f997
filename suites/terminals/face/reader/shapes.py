"""The shapes of a face: known sets, names as they are compared, and pairs of a left and a right shape."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

SETS: Mapping[str, tuple[str, ...]] = {
    name: tuple(shapes)
    for name, shapes in tomllib.loads(Path(__file__).with_name("sets.toml").read_text(encoding="utf-8")).items()
}
"""The names of the shapes of each known set."""

OPENXR = tuple(name for name in SETS if name.startswith("XR_"))
"""The sets whose weights have the order of an enumeration."""

CONFIDENCES = {"XR_FB_face_tracking": 2, "XR_FB_face_tracking2": 2, "XR_ANDROID_face_tracking": 3}
"""Areas of a face of which the extension reports a confidence."""

ANGLES = frozenset(f"{part}{axis}" for part in ("head", "lefteye", "righteye") for axis in ("yaw", "pitch", "roll"))
"""Angles that some programs send among the weights, as they are compared."""

_PREFIX = re.compile(r"xr_(?:face_expression2?|face_parameter_indices|face_parameter|eye_expression|lip_expression)_")
_VENDOR = re.compile(r"_(?:fb|android|htc)$")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_SIDES = {"left": "right", "l": "r", "lb": "rb", "lt": "rt"}
_EITHER = {*_SIDES, *_SIDES.values()}
_ONE_WAY = frozenset({"jaw", "tongue", "jawsideways", "mouth", "mouthupper", "mouthlower", "neckflex", "tonguetwist"})
"""What moves to one side or the other: its left and right shapes are not a pair of a symmetric face."""


def plain(name: str) -> str:
    """The name as it is compared: without the prefix and vendor of an enumerant, case and underscores."""
    return _VENDOR.sub("", _PREFIX.sub("", name.casefold())).replace("_", "")


def pairs(names: Sequence[str]) -> list[tuple[int, int]]:
    """(index of the left shape, of the right one) of every pair: names that differ in the last word that is a side."""
    known = {plain(name): at for at, name in enumerate(names)}
    found = []
    for at, name in enumerate(names):
        words = [word.casefold() for word in _WORD.findall(name)]
        place = max((place for place, word in enumerate(words) if word in _EITHER), default=-1)
        if place < 0 or words[place] not in _SIDES or "".join(words[:place] + words[place + 1 :]) in _ONE_WAY:
            continue
        words[place] = _SIDES[words[place]]
        if (right := known.get("".join(words))) is not None:
            found.append((at, right))
    return found
