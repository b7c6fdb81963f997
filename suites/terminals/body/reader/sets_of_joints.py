"""Sets of joints and how their names are compared, the joints that rows need by role, and parents of bones."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

SETS: Mapping[str, tuple[str, ...]] = {
    name: tuple(joints)
    for name, joints in tomllib.loads(Path(__file__).with_name("sets.toml").read_text(encoding="utf-8")).items()
}
"""The names of the joints of each known set."""

HUMANOID = "humanoid"
"""The set of bones that have the names of Unity's HumanBodyBones."""

ROOT = "root"
"""The pose of the model as a whole, beside the bones of a humanoid."""

OPENXR = tuple(name for name in SETS if name.startswith("XR_"))
"""The sets whose joints have the order of an enumeration."""

WHOLE = ("XR_FB_body_tracking", "XR_META_body_tracking_full_body")
"""The sets whose joints are valid all together."""

REQUIRED = (
    *("Hips", "Spine", "Head", "LeftUpperLeg", "LeftLowerLeg", "LeftFoot", "RightUpperLeg", "RightLowerLeg"),
    *("RightFoot", "LeftUpperArm", "LeftLowerArm", "LeftHand", "RightUpperArm", "RightLowerArm", "RightHand"),
)
"""The bones without which Unity makes no humanoid."""

_PREFIX = re.compile(r"xr_(?:full_)?body_joint_")
_VENDOR = re.compile(r"_(?:fb|meta|bd|htc)$")


def plain(name: str) -> str:
    """The name as it is compared: without the prefix and vendor of an enumerant, case, hyphens and underscores."""
    return re.sub(r"[-_]", "", _VENDOR.sub("", _PREFIX.sub("", name.casefold())))


_OF_A_SIDE = {
    "upper arm": ("upperarm", "armupper", "arm"),
    "elbow": ("lowerarm", "armlower", "elbow"),
    "wrist": ("handwrist", "wrist", "hand"),
    "upper leg": ("upperleg", "hip"),
    "knee": ("lowerleg", "knee"),
    "ankle": ("footankle", "ankle", "foot"),
    "toes": ("football", "toes", "feet", "foot"),
}
_OF_THE_TRUNK = {"hips": ("hips", "pelvis"), "head": ("head",)}
LIMBS = (("upper arm", "elbow"), ("elbow", "wrist"), ("upper leg", "knee"), ("knee", "ankle"))
"""The roles between which a limb is rigid."""
SIDES = ("left", "right")


def roles(names: Sequence[str]) -> dict[str, int]:
    """The index of the joint with each role that is there, such as `left knee`, `hips`; the first name that fits."""
    known = {plain(name): at for at, name in reversed(list(enumerate(names)))}
    wanted = {f"{side} {role}": [side + each for each in said] for side in SIDES for role, said in _OF_A_SIDE.items()}
    found: dict[str, int] = {}
    for role, said in {**wanted, **_OF_THE_TRUNK}.items():
        at = next((known[name] for name in said if name in known), None)
        if at is not None and at not in found.values():
            found[role] = at
    if "leftclavicle" not in known and "leftcollar" in known:  # arms of this set begin at a joint called shoulder
        found |= {f"{side} upper arm": known[f"{side}shoulder"] for side in SIDES if f"{side}shoulder" in known}
    return found


def parents(names: Sequence[str]) -> list[int]:
    """The index of the parent of each bone of a humanoid, the nearest one that is there; -1 for what has none."""
    at = {name: place for place, name in enumerate(names)}
    return [next((at[above] for above in _above(name) if above in at), -1) for name in names]


def _above(name: str) -> list[str]:
    found = []
    while name in _PARENTS:
        name = _PARENTS[name]
        found.append(name)
    return found


_FINGERS = ("Thumb", "Index", "Middle", "Ring", "Little")
_PHALANGES = ("Proximal", "Intermediate", "Distal")


def _humanoid() -> dict[str, str]:
    made = {"Hips": ROOT, "Spine": "Hips", "Chest": "Spine", "UpperChest": "Chest", "Neck": "UpperChest"}
    made |= {"Head": "Neck", "LeftEye": "Head", "RightEye": "Head", "Jaw": "Head"}
    for side in ("Left", "Right"):
        chains = [
            ("UpperChest", "Shoulder", "UpperArm", "LowerArm", "Hand"),
            ("Hips", "UpperLeg", "LowerLeg", "Foot", "Toes"),
            *(("Hand", *(f"{finger}{part}" for part in _PHALANGES)) for finger in _FINGERS),
        ]
        for above, *below in chains:
            up = above if above in ("UpperChest", "Hips") else f"{side}{above}"
            for part in below:
                made[f"{side}{part}"] = up
                up = f"{side}{part}"
    return made


_PARENTS = _humanoid()
