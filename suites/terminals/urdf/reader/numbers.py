"""The numeric attributes of URDF: how many numbers each has, and whether they can be infinite."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from conformance.readers.xml_tree import Element

EXPRESSION = re.compile(r"\$[{(]")
"""What xacro replaces when it expands a template."""

_NUMBER = re.compile(r"[+-]?(?:\d++(?:\.\d*+)?|\.\d++)(?:[eE][+-]?\d++)?", re.ASCII)
_INFINITE = re.compile(r"[+-]?inf(?:inity)?", re.IGNORECASE)
_ONE, _THREE, _FOUR, _ONE_OR_THREE = (1,), (3,), (4,), (1, 3)

NUMBERS: dict[str, dict[str, tuple[int, ...]]] = {
    "origin": {"xyz": _THREE, "rpy": _THREE},
    "axis": {"xyz": _THREE},
    "mass": {"value": _ONE},
    "inertia": dict.fromkeys(("ixx", "ixy", "ixz", "iyy", "iyz", "izz"), _ONE),
    "box": {"size": _THREE},
    "cylinder": {"radius": _ONE, "length": _ONE},
    "capsule": {"radius": _ONE, "length": _ONE},
    "sphere": {"radius": _ONE},
    "mesh": {"scale": _ONE_OR_THREE},
    "color": {"rgba": _FOUR},
    "limit": dict.fromkeys(("lower", "upper", "effort", "velocity"), _ONE),
    "dynamics": {"damping": _ONE, "friction": _ONE},
    "mimic": {"multiplier": _ONE, "offset": _ONE},
    "calibration": {"rising": _ONE, "falling": _ONE},
    "safety_controller": dict.fromkeys(("soft_lower_limit", "soft_upper_limit", "k_position", "k_velocity"), _ONE),
}
"""Element -> attribute -> the permitted counts of numbers."""

UNBOUNDED = ("limit", "safety_controller")
"""Elements whose numbers may be infinite, the value of XML Schema for the absence of a limit."""


class Attribute(NamedTuple):
    """An attribute of an element within a link, joint or material; `values` is None if its numbers are invalid."""

    owner: Element
    element: Element
    name: str
    text: str
    sizes: tuple[int, ...]
    values: tuple[float, ...] | None

    @property
    def unexpanded(self) -> bool:
        """Whether the text contains an expression for the macro processor xacro."""
        return self.values is None and EXPRESSION.search(self.text) is not None


def numbers(owner: Element, element: Element) -> Iterator[Attribute]:
    """The numeric attributes of the element."""
    for name, sizes in NUMBERS[element.name].items():
        text = element.attributes.get(name)
        if text is not None:
            yield Attribute(owner, element, name, text, sizes, read(text, sizes, element.name in UNBOUNDED))


def read(text: str, sizes: tuple[int, ...], unbounded: bool = False) -> tuple[float, ...] | None:
    """The numbers in an attribute; None if their count is wrong, or one is not a number or is infinite."""
    words = text.split(maxsplit=max(sizes))
    if len(words) not in sizes:
        return None
    found = []
    for word in words:
        if unbounded and _INFINITE.fullmatch(word):
            found.append(-math.inf if word.startswith("-") else math.inf)
            continue
        number = float(word) if _NUMBER.fullmatch(word) else math.nan
        if not math.isfinite(number):
            return None
        found.append(number)
    return tuple(found)


def number(element: Element, name: str, default: float | None) -> float | None:
    """The single number of an attribute: `default` if absent, None if not a number."""
    text = element.attributes.get(name)
    if text is None:
        return default
    values = read(text, _ONE, element.name in UNBOUNDED)
    return values[0] if values else None


def vector(element: Element, name: str) -> tuple[float, ...] | None:
    """The three numbers of an attribute; None if it is absent or contains anything else."""
    return read(element.attributes.get(name, ""), _THREE)
