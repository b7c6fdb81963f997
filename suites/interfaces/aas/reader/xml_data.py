"""Environments in XML as the JSON that says the same, so that one set of rows judges both.

An element is named after its attribute, an item of an array after its class. What does not fit keeps its shape, so that
a row finds it at the same place: text where an object should be is a text, an element that occurs twice is null.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from xml.parsers import expat

from .grammar import ABSTRACT, CLASSES, ENUMERATIONS, TEXTS, TYPED, Attribute

NAMESPACE = "https://admin-shell.io/aas/3/"
XML_DEPTH = 150
"""Nesting of elements, so that the JSON is within the limit of the reader of JSON."""
ELEMENTS = 1_000_000
TRUE, FALSE = ("true", "1"), ("false", "0")


class Problem(NamedTuple):
    """Why there is no environment: syntax, entity, bound or root; the line, and what was found."""

    kind: str
    line: int
    detail: str = ""


@dataclass(slots=True)
class Element:
    """An element with its local name, its namespace and its text."""

    name: str
    space: str
    text: list[str] = field(default_factory=list)
    children: list[Element] = field(default_factory=list)


class _Refused(Exception):
    """The text declares an entity or exceeds a limit: the kind of the problem."""


def environment_of(data: bytes) -> bytes | Problem:
    """The JSON text of an environment in XML, or why there is none."""
    tree = _tree(data)
    if isinstance(tree, Problem):
        return tree
    if tree.name != "environment" or not tree.space.startswith(NAMESPACE):
        return Problem("root", 1, f"{{{tree.space}}}{tree.name}")
    return json.dumps(_object("Environment", tree)).encode()


def _tree(data: bytes) -> Element | Problem:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    top = Element("", "")
    around, count = [top], 0

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if len(around) > XML_DEPTH or count > ELEMENTS:
            raise _Refused("bound")
        space, _blank, local = name.rpartition(" ")
        element = Element(local, space)
        around[-1].children.append(element)
        around.append(element)

    def end(_: str) -> None:
        around.pop()

    def text(piece: str) -> None:
        around[-1].text.append(piece)

    def refuse(*_: object) -> None:
        raise _Refused("entity")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        return Problem("syntax", error.lineno, expat.ErrorString(error.code))
    except (LookupError, ValueError) as error:  # an encoding that is not known
        return Problem("syntax", 1, str(error))
    except _Refused as refused:
        return Problem(str(refused), parser.CurrentLineNumber)
    return top.children[0]


def _object(kind: str, element: Element) -> dict[str, Any]:
    """The members of an object of a class."""
    members: dict[str, Any] = {"modelType": kind} if kind in TYPED else {}
    for child in element.children:
        attribute = CLASSES[kind].get(child.name)
        if child.name in members:
            members[child.name] = None
        else:
            members[child.name] = _text(child) if attribute is None else _value(attribute, child)
    return members


def _value(attribute: Attribute, element: Element) -> Any:
    if attribute.array:
        return [_item(attribute.type, each) for each in element.children]
    if attribute.type in TEXTS or attribute.type in ENUMERATIONS:
        return {} if element.children else _text(element)
    if attribute.type == "boolean":
        text = _text(element).strip()
        return True if text in TRUE else False if text in FALSE else text
    if attribute.type in ABSTRACT:
        return _item(attribute.type, element.children[0]) if len(element.children) == 1 else _text(element)
    return _object(attribute.type, element)


def _item(kind: str, element: Element) -> Any:
    """An item of an array, or the one object of an abstract class: its element is named after its class."""
    name = element.name[:1].upper() + element.name[1:]
    if name in CLASSES and (kind in ABSTRACT or name == kind):
        return _object(name, element)
    return {"modelType": name} if kind in ABSTRACT else element.name


def _text(element: Element) -> str:
    return "".join(element.text)
