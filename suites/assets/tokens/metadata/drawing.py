"""How much a drawing (SVG) shows: a single plain shape is no more a picture than an image of one colour."""

from __future__ import annotations

import re

from conformance.readers.data_uri import embedded_data
from conformance.readers.image_pixels import visible_pixels
from conformance.readers.xml_tree import Element

from .placing import SAME, Matrix, is_outside, moved, view_of

ENOUGH = 2
"""Different shapes, or as many parts of one that is more than plain."""
PLAIN_SEGMENTS = 8
"""As a rectangle with round corners has: a path or polygon with more is more than a plain shape."""
PLAIN = frozenset({"rect", "circle", "ellipse", "line"})
OUTLINES = {"path": "d", "polyline": "points", "polygon": "points"}
VIEWS = frozenset({"svg", "symbol"})
"""Elements that show what is in them at a scale of their choice."""
LETTERS = frozenset({"text", "foreignObject"})
SHAPES = PLAIN | OUTLINES.keys() | LETTERS | {"image"}
SVG = "image/svg+xml"
NOT_SHOWN = frozenset({"defs", "symbol", "clipPath", "mask", "marker", "pattern", "metadata", "title", "desc", "style"})
"""What is drawn only where something else refers to it, or not at all."""
ARGUMENTS = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "a": 5, "z": 0}
"""How many numbers a segment of a path has at least, by its command (SVG 1.1, 8.3): flags may be written together."""
_COMMAND = re.compile(r"([mlhvcsqtaz])([^mlhvcsqtaz]*)", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?", re.IGNORECASE)
_TAG = re.compile(rb"<[^<>]*>")
Shape = tuple[str, ...]


def shows_enough(root: Element, data: bytes) -> bool:
    """Whether a drawing shows several shapes, letters, a picture, several colours or a shape of many parts."""
    return sum(_shapes(root, data).values()) >= ENOUGH


def _shapes(root: Element, data: bytes) -> dict[Shape, int]:
    """The different shapes that are shown, and how much each counts."""
    named = {each.attributes["id"]: each for each in root.walk() if "id" in each.attributes}
    found: dict[Shape, int] = {}
    drawn: dict[str, bool] = {}
    view = view_of(root, data)
    todo: list[tuple[Element, Matrix | None]] = [(root, SAME)]
    while todo:
        element, outer = todo.pop()
        name = _own_name(element)
        by = None if name in VIEWS and element is not root else moved(outer, element)
        if (name in NOT_SHOWN and element is not root) or _is_hidden(element):
            continue
        if name == "use" and (target := named.get(id_ := _href(element).removeprefix("#"))):
            if id_ not in drawn:  # once, however often they refer to each other
                drawn[id_] = any(_own_name(each) in SHAPES for each in target.walk())
                todo += [(each, None) for each in target.children] if _own_name(target) == "symbol" else [(target, by)]
            elif drawn[id_]:
                found[("use", *_written(element))] = 1
        elif (counts := _counts(name, element, data)) and not is_outside(element, by, view):
            found[(name, *_written(element))] = counts
        todo += [(each, by) for each in element.children]
    return found


def _counts(name: str, element: Element, data: bytes) -> int:
    """How much an element counts as a shape: not at all, as a plain one, or as more than that."""
    if name in LETTERS:
        return ENOUGH if _TAG.sub(b"", data).strip() else 0
    if name == "image":
        uri = embedded_data(_href(element))
        return ENOUGH if uri and uri.data and (uri.media_type == SVG or _shows_something(uri.data)) else 0
    if name in PLAIN:
        segments = 0 if _has_no_size(name, element) else 1
    elif name in OUTLINES:
        segments = _segments(name, element.attributes.get(OUTLINES[name], ""))
    else:
        return 0
    coloured = any("url(" in element.attributes.get(each, "") for each in ("fill", "stroke", "style", "filter"))
    return ENOUGH if segments and (coloured or segments > PLAIN_SEGMENTS) else min(segments, 1)


def _segments(name: str, outline: str) -> int:
    if name != "path":
        return len(_NUMBER.findall(outline)) // 2
    drawn = [(found[1].lower(), len(_NUMBER.findall(found[2]))) for found in _COMMAND.finditer(outline)]
    return sum(numbers // ARGUMENTS[command] for command, numbers in drawn if ARGUMENTS[command]) - 1


def _shows_something(image: bytes) -> bool:
    try:
        return visible_pixels(image) > 0
    except ValueError:  # larger than what is decoded here
        return True


def _has_no_size(name: str, element: Element) -> bool:
    of = {"rect": ("width", "height"), "circle": ("r",), "ellipse": ("rx", "ry")}.get(name, ())
    given = [_NUMBER.match(element.attributes.get(each, "0").strip()) for each in of]
    return any(not each or float(each[0]) <= 0 for each in given)


def _is_hidden(element: Element) -> bool:
    style = dict(each.partition(":")[::2] for each in element.attributes.get("style", "").replace(" ", "").split(";"))
    told = {**element.attributes, **style}
    return told.get("display") == "none" or told.get("opacity") == "0"


def _written(element: Element) -> tuple[str, ...]:
    return tuple(f"{name}={value}" for name, value in sorted(element.attributes.items()) if name != "id")


def _own_name(element: Element) -> str:
    return element.name.rpartition(":")[2]


def _href(element: Element) -> str:
    return element.attributes.get("href") or element.attributes.get("xlink:href") or ""
