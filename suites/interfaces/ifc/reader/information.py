"""What objects of an entity are asked for: an attribute, or a property of a set, with a value (IDS 1.0)."""

from __future__ import annotations

import re
from typing import NamedTuple

from conformance.authoring import Blocked, capped

from .model import Model, Thing
from .schema import EDITIONS, schema

_WANTED = re.compile(r"(\w+)(?:/([^/.]+))?\.(.+)")


class Information(NamedTuple):
    """An attribute of an entity, or the property of this name in the set; `text` is how it is written."""

    text: str
    entity: str
    set: str | None
    name: str


def information(text: str) -> Information:
    """What `Entity.Attribute` or `Entity/Set.Property` asks for. Raises Blocked for another text."""
    found = _WANTED.fullmatch(text)
    if found is None:
        raise Blocked("no_information", name=capped(text), cause="configuration")
    return Information(text, found[1], found[2], found[3])


def known(model: Model, entity: str) -> bool:
    """Whether there is an entity of this name, if need be in an edition that the model is not of."""
    return bool(model.kinds(entity)) or any(schema(name).knows(entity.upper()) for name in EDITIONS)


def is_empty(thing: Thing, attribute: str) -> bool:
    """Whether an attribute has no value, or an empty one."""
    value = thing.values.get(attribute)
    return value is None or value == [] or thing.text(attribute) == ""


def properties(definition: Thing) -> frozenset[str]:
    """The names of the properties or quantities of a set that have a value."""
    found = set[str]()
    for each in (*definition.many("HasProperties"), *definition.many("Quantities")):
        given = [key for key in each.values if key.endswith(("Value", "Values"))]
        name = each.text("Name")
        if name is not None and not all(is_empty(each, key) for key in given):
            found.add(name)
    return frozenset(found)
