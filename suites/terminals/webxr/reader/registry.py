"""The profiles of the WebXR Input Profiles Registry, with the layouts of their gamepads."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

PLACEHOLDER = "-"


class Layout(NamedTuple):
    """The mapping of a gamepad, and what is at each index of its `buttons` and `axes`; PLACEHOLDER for nothing."""

    mapping: str
    buttons: tuple[str, ...]
    axes: tuple[str, ...]


class Profile(NamedTuple):
    """The profiles that it may be taken for, and the layout of each handedness that it may have."""

    fallbacks: tuple[str, ...]
    layouts: Mapping[str, Layout]


def _profile(given: dict[str, Any]) -> Profile:
    mapping = given.get("mapping", "xr-standard")
    layouts: dict[str, Layout] = {}
    for hands, parts in given.items():
        if isinstance(parts, dict):
            layout = Layout(mapping, tuple(parts["buttons"].split()), tuple(parts["axes"].split()))
            layouts |= dict.fromkeys(hands.split("-"), layout)
    return Profile(tuple(given["fallbacks"].split()), layouts)


PROFILES: Mapping[str, Profile] = {
    name: _profile(given)
    for name, given in tomllib.loads(Path(__file__).with_name("registry.toml").read_text(encoding="utf-8")).items()
}
"""Every registered profile, by its id."""
