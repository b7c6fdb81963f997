"""The demo of the profile digital-human: a valid and a faulty avatar."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def avatars(_: Iterable[Any]) -> dict[str, bytes]:
    """The avatars by their file names."""
    from conformance_suites.assets.vrm.demo.mannequin import faulty, mannequin

    return {"avatar.vrm": mannequin().glb(), "avatar-faulty.vrm": faulty().glb()}


DEMOS = {"digital-human": avatars}
