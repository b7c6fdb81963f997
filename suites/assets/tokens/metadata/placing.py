"""Where the shapes of a drawing (SVG) are: what lies outside its view box, or its viewport, is not seen.

Nothing is said of a shape whose place depends on more than attributes: style sheets, animation, nested drawings, units.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from conformance.readers.xml_tree import Element

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_PLAIN = re.compile(r"\s*([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)(?:px)?\s*")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?", re.IGNORECASE)
_TRANSFORM = re.compile(r"(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^()]*)\)[\s,]*")
_COMMAND = re.compile(r"([mlhvcsqtaz])([^mlhvcsqtaz]*)", re.IGNORECASE)
_MOVING = re.compile(
    rb"(?:transform|translate|scale|rotate|zoom|offset[a-z-]{0,30}|animation[a-z-]{0,30})\s*:|@keyframes", re.IGNORECASE
)
_STROKE = re.compile(rb"stroke-width\s*[:=]\s*(?:[\"']\s*)?([0-9]{1,9}(?:\.[0-9]{1,9})?)")
_ANIMATED = frozenset({"animate", "animateTransform", "animateMotion", "set", "script"})
_STEPS = {"m": 2, "l": 2, "c": 6, "s": 4, "q": 4, "t": 2, "h": 1, "v": 1}


class View(NamedTuple):
    """What of the plane a drawing shows, and the width of its widest line."""

    box: Box
    stroke: float


def view_of(root: Element, data: bytes) -> View | None:
    """What a drawing shows; None where this is not known."""
    if any(_name(each) in _ANIMATED for each in root.walk()) or _MOVING.search(data):
        return None
    box = [float(each) for each in _NUMBER.findall(root.attributes.get("viewBox", ""))]
    if not box:
        width, height = _given(root, "width"), _given(root, "height")
        box = [0, 0, width, height] if width and height else []
    if len(box) != 4 or min(box[2:]) <= 0:
        return None
    strokes = [float(each) for each in _STROKE.findall(data)]
    return View((box[0], box[1], box[0] + box[2], box[1] + box[3]), max(strokes, default=1.0))


def moved(by: Matrix | None, element: Element) -> Matrix | None:
    """Where an element's own coordinates lead; None where this is not known."""
    if by is None or "transform-origin" in element.attributes:
        return None
    text = element.attributes.get("transform", "")
    for found in _TRANSFORM.finditer(text):
        step = _step(found[1], [float(each) for each in _NUMBER.findall(found[2])])
        if step is None:
            return None
        by = _product(by, step)
    if _TRANSFORM.sub("", text).strip():
        return None
    if _name(element) == "use":
        x, y = _given(element, "x", 0.0), _given(element, "y", 0.0)
        return None if x is None or y is None else _product(by, (1, 0, 0, 1, x, y))
    return by


def is_outside(element: Element, by: Matrix | None, view: View | None) -> bool:
    """Whether nothing of a shape is in the view."""
    points = _points(element) if by is not None and view is not None else None
    if by is None or view is None or not points:
        return False
    a, b, c, d, e, f = by
    xs, ys = [a * x + c * y + e for x, y in points], [b * x + d * y + f for x, y in points]
    if not all(map(math.isfinite, (*xs, *ys))):
        return False
    left, top, right, bottom = view.box
    wide = view.stroke * max(map(abs, by[:4]))
    return max(xs) < left - wide or min(xs) > right + wide or max(ys) < top - wide or min(ys) > bottom + wide


def _points(element: Element) -> list[tuple[float, float]] | None:
    """Points around a shape; None where they is not known."""
    name = _name(element)
    if name in ("rect", "image"):
        return _around(element, ("x", "y"), ("width", "height"), lambda x, y, w, h: [(x, y), (x + w, y + h)])
    if name == "circle":
        return _around(element, ("cx", "cy"), ("r",), lambda x, y, r: [(x - r, y - r), (x + r, y + r)])
    if name == "ellipse":
        return _around(element, ("cx", "cy"), ("rx", "ry"), lambda x, y, u, v: [(x - u, y - v), (x + u, y + v)])
    if name == "line":
        return _around(element, ("x1", "y1", "x2", "y2"), (), lambda x, y, u, v: [(x, y), (u, v)])
    if name in ("polyline", "polygon"):
        numbers = [float(each) for each in _NUMBER.findall(element.attributes.get("points", ""))]
        return list(pairwise(numbers))[::2]
    return list(_traced(element.attributes.get("d", ""))) if name == "path" else None


def _around(
    element: Element,
    from_zero: tuple[str, ...],
    needed: tuple[str, ...],
    made: Callable[..., list[tuple[float, float]]],
) -> list[tuple[float, float]] | None:
    given = [*(_given(element, each, 0.0) for each in from_zero), *(_given(element, each) for each in needed)]
    if None in given:
        return None
    (left, top), (right, bottom) = made(*given)
    return [(left, top), (right, top), (left, bottom), (right, bottom)]


def _traced(outline: str) -> Iterator[tuple[float, float]]:
    """The points of a path with those that guide its curves; around the ends of an arc, as far as it can reach."""
    x = y = 0.0
    start = (0.0, 0.0)
    for found in _COMMAND.finditer(outline):
        command, numbers = found[1].lower(), [float(each) for each in _NUMBER.findall(found[2])]
        relative = found[1] == command
        if command == "z":
            x, y = start
        elif command == "a":  # flags may be written together with numbers: nothing is said of such a path
            yield from ((math.inf, math.inf),)
            return
        for at in range(0, len(numbers) - _STEPS.get(command, 99) + 1, _STEPS.get(command, 99)):
            part = numbers[at : at + _STEPS[command]]
            if command in "hv":
                part = [part[0], 0.0 if relative else y] if command == "h" else [0.0 if relative else x, part[0]]
            base = (x, y) if relative else (0.0, 0.0)
            points = [(base[0] + part[i], base[1] + part[i + 1]) for i in range(0, len(part), 2)]
            yield from points
            x, y = points[-1]
            if command == "m" and at == 0:
                start = (x, y)


def _step(name: str, numbers: list[float]) -> Matrix | None:
    if not all(map(math.isfinite, numbers)):
        return None
    match name, numbers:
        case "matrix", [a, b, c, d, e, f]:
            return (a, b, c, d, e, f)
        case "translate", [x, *rest] if len(rest) < 2:
            return (1, 0, 0, 1, x, rest[0] if rest else 0)
        case "scale", [x, *rest] if len(rest) < 2:
            return (x, 0, 0, rest[0] if rest else x, 0, 0)
        case "rotate", [angle, *rest] if len(rest) in (0, 2):
            sine, cosine = math.sin(math.radians(angle)), math.cos(math.radians(angle))
            turn: Matrix = (cosine, sine, -sine, cosine, 0, 0)
            x, y = rest or (0.0, 0.0)
            return _product(_product((1, 0, 0, 1, x, y), turn), (1, 0, 0, 1, -x, -y))
    return None


def _product(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f)


def _given(element: Element, name: str, otherwise: float | None = None) -> float | None:
    """A length without a unit, or in pixels; None where it is another."""
    text = element.attributes.get(name)
    if text is None:
        return otherwise
    found = _PLAIN.fullmatch(text)
    return float(found[1]) if found else None


def _name(element: Element) -> str:
    return element.name.rpartition(":")[2]
