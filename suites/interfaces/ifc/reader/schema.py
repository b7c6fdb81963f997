"""What the library IfcOpenShell knows of a schema of IFC: its entities, their attributes and the types of these."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.util import find_spec
from typing import Any, NamedTuple

from conformance.readers.extra import missing

LIBRARY, EXTRA = "ifcopenshell", "ifc"
EDITIONS = {"IFC4": "ISO 16739-1:2018", "IFC4X3_ADD2": "ISO 16739-1:2024"}
"""By the name of a schema: the edition of the standard that it is of."""


class Type(NamedTuple):
    """The type of an attribute, an item of a list or a defined type.

    Of a `list` there are an item and the least and the greatest number of items (-1 where there is none), of an
    `enumeration` its items, of an `entity` or a `select` the entities, and the types that a value has to name.
    """

    kind: str
    name: str = ""
    item: Type | None = None
    least: int = 0
    most: int = -1
    items: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()


class Attribute(NamedTuple):
    """An attribute of an entity."""

    name: str
    optional: bool
    derived: bool
    type: Type


@dataclass
class Schema:
    """A schema of IFC; names of entities are in capitals, as in files."""

    name: str
    declarations: Any
    _entities: dict[str, Any] = field(default_factory=dict)
    _attributes: dict[str, tuple[Attribute, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for each in self.declarations.entities():
            self._entities[each.name().upper()] = each

    def knows(self, keyword: str) -> bool:
        """Whether the schema has an entity of this name."""
        return keyword in self._entities

    def spelled(self, keyword: str) -> str:
        """The name of an entity with its small letters."""
        return str(self._entities[keyword].name()) if keyword in self._entities else keyword

    def abstract(self, keyword: str) -> bool:
        """Whether only its subtypes have instances."""
        return bool(self._entities[keyword].is_abstract())

    def attributes(self, keyword: str) -> tuple[Attribute, ...]:
        """The attributes of an entity, in the order of its parameters."""
        if keyword not in self._attributes:
            entity = self._entities[keyword]
            self._attributes[keyword] = tuple(
                Attribute(each.name(), bool(each.optional()), bool(derived), self._type(each.type_of_attribute()))
                for each, derived in zip(entity.all_attributes(), entity.derived(), strict=True)
            )
        return self._attributes[keyword]

    @cached_property
    def _subtypes(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {name: set() for name in self._entities}
        for name, entity in self._entities.items():
            each: Any = entity
            while each is not None:
                found[each.name().upper()].add(name)
                each = each.supertype()
        return {name: frozenset(names) for name, names in found.items()}

    def subtypes(self, *names: str) -> frozenset[str]:
        """The entities of these names, which may be unknown, with all their subtypes."""
        return frozenset().union(*(self._subtypes.get(each.upper(), frozenset()) for each in names))

    @cached_property
    def defined(self) -> dict[str, Type]:
        """By name in capitals: the types that a value may name."""
        named = (each.as_type_declaration() for each in self.declarations.declarations())
        plain = {each.name().upper(): self._type(each.declared_type()) for each in named if each is not None}
        enumerations = (each.as_enumeration_type() for each in self.declarations.declarations())
        return plain | {each.name().upper(): self._declared(each) for each in enumerations if each is not None}

    def _type(self, given: Any) -> Type:
        if (simple := given.as_simple_type()) is not None:
            return Type(str(simple.declared_type()))
        if (aggregation := given.as_aggregation_type()) is not None:
            item = self._type(aggregation.type_of_element())
            least, most = aggregation.bound1(), aggregation.bound2()
            if aggregation.type_of_aggregation_string() == "array":  # its bounds are the first and the last index
                least = most = most - least + 1
            return Type("list", "", item, least, most)
        return self._declared(given.as_named_type().declared_type())

    def _declared(self, declaration: Any) -> Type:
        name = str(declaration.name())
        if declaration.as_entity() is not None:
            return Type("entity", name, items=self._subtypes[name.upper()])
        if (enumeration := declaration.as_enumeration_type()) is not None:
            return Type("enumeration", name, items=frozenset(enumeration.enumeration_items()))
        if (select := declaration.as_select_type()) is not None:
            entities: set[str] = set()
            types: set[str] = set()
            left, seen = [select], {name}
            while left:
                for each in left.pop().select_list():
                    if (inner := each.as_select_type()) is not None:
                        if each.name() not in seen:
                            seen.add(each.name())
                            left.append(inner)
                    elif each.as_entity() is not None:
                        entities |= self._subtypes[each.name().upper()]
                    else:
                        types.add(each.name().upper())
            return Type("select", name, items=frozenset(entities), types=frozenset(types))
        return self._type(declaration.as_type_declaration().declared_type())._replace(name=name)


@cache
def schema(name: str) -> Schema:
    """The schema of one of the editions. Raises NotRun without the library."""
    if find_spec(LIBRARY) is None:
        raise missing(EXTRA)
    from ifcopenshell import ifcopenshell_wrapper

    return Schema(name, ifcopenshell_wrapper.schema_by_name(name))
