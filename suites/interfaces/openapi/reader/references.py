"""Where references within a document lead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import unquote

from .bounds import REFERENCES_FOLLOWED

_INDEX = re.compile("[0-9]{1,9}")
Place = tuple[str, Any]
"""A pointer and the value there."""


class _Answer:
    """Why a reference leads to no value of the document."""


OUTSIDE: Final = _Answer()
"""It leads to another document."""

NOWHERE: Final = _Answer()
"""It leads to nothing in this one."""


def resolve(root: Any, text: str, anchors: Mapping[str, Place], follow: bool = True) -> Place | _Answer:
    """What a reference leads to; with `follow`, past references that it leads to."""
    if not follow:
        return _target(root, text, anchors)
    for _ in range(REFERENCES_FOLLOWED):
        found = _target(root, text, anchors)
        if isinstance(found, _Answer) or not isinstance(found[1], dict) or not isinstance(found[1].get("$ref"), str):
            return found
        text = found[1]["$ref"]
    return NOWHERE


def _target(root: Any, text: str, anchors: Mapping[str, Place]) -> Place | _Answer:
    if not text.startswith("#"):
        return OUTSIDE
    pointer = unquote(text[1:])
    if pointer and not pointer.startswith("/"):
        return anchors.get(pointer, NOWHERE)
    value = root
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict) and name in value:
            value = value[name]
        elif isinstance(value, list) and _INDEX.fullmatch(name) and int(name) < len(value):
            value = value[int(name)]
        else:
            return NOWHERE
    return pointer, value
