"""Whether instances are what their schema says: entity, number of parameters, values that have to be there, and types.

What follows from the sort of the parameters alone is decided once for all instances of the sort; references are looked
up for each. A hundred thousand points cost little more than their strings, numbers and references.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .bounds import PROBLEMS, SHAPE, SHAPES
from .exchange import Exchange
from .parameters import DERIVED, Binary, Enumerated, Malformed, Raw, Ref, Typed, parse, sort_of
from .schema import Attribute, Schema, Type
from .strings import STRING

_STRING = re.compile(STRING)
_REFERENCE = re.compile(r"#(\d{1,18})")
_SHOWN = 60
LOGICAL = frozenset({"T", "F", "U"})
BOOLEAN = frozenset({"T", "F"})


class Misfit(NamedTuple):
    """What an instance does not share with its schema; `attribute` is empty where it is the instance as a whole."""

    kind: str
    number: int
    attribute: str = ""
    received: Any = None
    expected: Any = None


class _Use(NamedTuple):
    """A reference in an attribute, and the type of what it has to refer to."""

    attribute: str
    type: Type


class _Sort(NamedTuple):
    """What is wrong with all instances with parameters of a sort, and what their references have to be."""

    misfits: tuple[Misfit, ...]
    uses: tuple[_Use | None, ...]


@dataclass
class Conformity:
    """The misfits of a file, up to a number of each kind, and the references that lead nowhere."""

    exchange: Exchange
    schema: Schema | None
    misfits: list[Misfit] = field(default_factory=list)
    malformed: list[tuple[int, int]] = field(default_factory=list)
    """(number, byte) of instances whose parameters are none."""
    dangling: list[tuple[int, str]] = field(default_factory=list)
    """(number, name) of references to no instance."""
    bad: set[int] = field(default_factory=set)
    """The numbers of all instances with one of these."""
    _sorts: dict[tuple[str, str], _Sort] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)

    def of(self, *kinds: str) -> Iterator[Misfit]:
        """The misfits of these kinds."""
        return (each for each in self.misfits if each.kind in kinds)

    def judge(self) -> Conformity:
        """Look at every instance."""
        for number, keyword in enumerate(self.exchange.keywords):
            text = self.exchange.parameters(number)
            sort = sort_of(text)
            if len(sort) > SHAPE:
                found = self._sort(keyword, sort)
            else:
                if len(self._sorts) >= SHAPES:
                    self._sorts.clear()
                found = self._sorts.get((keyword, sort)) or self._sorts.setdefault(
                    (keyword, sort), self._sort(keyword, sort)
                )
            for each in found.misfits:
                self._add(each._replace(number=number), text)
            if "#" in sort:
                names = _REFERENCE.findall(_STRING.sub("", text))
                self._references(number, names, found.uses)
        return self

    def _references(self, number: int, names: list[str], uses: tuple[_Use | None, ...]) -> None:
        keywords, numbers = self.exchange.keywords, self.exchange.numbers
        for at, name in enumerate(names):
            target = numbers.get(int(name))
            if target is None:
                self.bad.add(number)
                if len(self.dangling) < PROBLEMS:
                    self.dangling.append((number, f"#{name}"))
                continue
            use = uses[at] if at < len(uses) else None
            known = self.schema if self.schema is not None and self.schema.knows(keywords[target]) else None
            if use is not None and known is not None and keywords[target] not in use.type.items:
                given = f"#{name}={known.spelled(keywords[target])}"
                self._add(Misfit("type", number, use.attribute, given, use.type.name), "")

    def _add(self, misfit: Misfit, text: str) -> None:
        self.bad.add(misfit.number)
        if misfit.kind == "malformed":
            try:
                parse(text)
            except Malformed as error:
                place = self.exchange.starts[misfit.number] + error.position
                if len(self.malformed) < PROBLEMS:
                    self.malformed.append((misfit.number, place))
            return
        self._counts[misfit.kind] = self._counts.get(misfit.kind, 0) + 1
        if self._counts[misfit.kind] <= PROBLEMS:
            self.misfits.append(misfit)

    def _sort(self, keyword: str, sort: str) -> _Sort:
        try:
            values = parse(sort)
        except Malformed:
            return _Sort((Misfit("malformed", 0),), ())
        if self.schema is None:
            return _Sort((), ())
        if not self.schema.knows(keyword):
            return _Sort((Misfit("entity", 0, "", keyword),), ())
        if self.schema.abstract(keyword):
            return _Sort((Misfit("abstract", 0, "", self.schema.spelled(keyword)),), ())
        attributes = self.schema.attributes(keyword)
        if len(values) != len(attributes):
            return _Sort((Misfit("count", 0, "", len(values), len(attributes)),), ())
        misfits: list[Misfit] = []
        uses: list[_Use | None] = []
        for attribute, value in zip(attributes, values, strict=True):
            misfits += _misfits(attribute, value, self.schema)
            uses += _uses(attribute, value)
        return _Sort(tuple(misfits), tuple(uses))


def _misfits(attribute: Attribute, value: Any, schema: Schema) -> list[Misfit]:
    if value is DERIVED:
        return [] if attribute.derived else [Misfit("derived", 0, attribute.name, "*")]
    if attribute.derived:
        return [Misfit("given", 0, attribute.name, shown(value))]
    if value is None:
        return [] if attribute.optional else [Misfit("missing", 0, attribute.name)]
    return [Misfit(kind, 0, attribute.name, *rest) for kind, *rest in _faults(attribute.type, value, schema)]


def _faults(type_: Type, value: Any, schema: Schema) -> Iterator[tuple[Any, ...]]:
    """(kind, received, expected) of what makes a value none of the type."""
    if type_.kind == "list" and isinstance(value, list):
        most = type_.most if type_.most >= 0 else None
        if len(value) < type_.least or (most is not None and len(value) > most):
            yield "size", len(value), f"{type_.least}:{'?' if most is None else most}"
        seen = set()
        item = type_.item or type_
        for each in value:
            for fault in _faults(item, each, schema):
                if fault not in seen:
                    seen.add(fault)
                    yield fault
        return
    if type_.kind in ("select", "entity") and isinstance(value, Ref) and type_.items:
        return
    if type_.kind == "select" and isinstance(value, Typed) and value.name in type_.types:
        inner = schema.defined.get(value.name)
        if inner is not None and len(value.values) == 1:
            yield from _faults(inner, value.values[0], schema)
            return
    if not _is(type_, value):
        yield "type", shown(value), type_.name or type_.kind.upper()


def _is(type_: Type, value: Any) -> bool:
    if type_.kind == "enumeration":
        return isinstance(value, Enumerated) and value in type_.items
    if type_.kind in ("boolean", "logical"):
        return isinstance(value, Enumerated) and value in (BOOLEAN if type_.kind == "boolean" else LOGICAL)
    if type_.kind == "string":
        return isinstance(value, Raw)
    if type_.kind == "binary":
        return isinstance(value, Binary)
    if type_.kind == "integer":
        return isinstance(value, int) and not isinstance(value, Ref)
    if type_.kind == "number":
        return isinstance(value, int | float) and not isinstance(value, Ref)
    return type_.kind == "real" and isinstance(value, float)


def shown(value: Any) -> str:
    """The sort of a value, as it is in a file."""
    if value is None:
        return "$"
    if isinstance(value, list):
        return f"({','.join(shown(each) for each in value[:3])}{',...' if len(value) > 3 else ''})"[:_SHOWN]
    if isinstance(value, Typed):
        return f"{value.name}{shown(value.values)}"[:_SHOWN]
    if isinstance(value, Enumerated):
        return f".{value}."[:_SHOWN]
    if isinstance(value, Ref):
        return "#"
    plain = {Raw: "STRING", Binary: "BINARY", float: "REAL", int: "INTEGER"}
    return plain.get(type(value), "*")


def _uses(attribute: Attribute, value: Any) -> list[_Use | None]:
    """For each reference in the value, in order: what it has to refer to."""
    found: list[_Use | None] = []
    left: list[tuple[Type | None, Any]] = [(attribute.type, value)]
    while left:
        type_, each = left.pop()
        if isinstance(each, Ref):
            found.append(_Use(attribute.name, type_) if type_ and type_.items else None)
        elif isinstance(each, list):
            item = type_.item if type_ and type_.kind == "list" else None
            left += [(item, inner) for inner in reversed(each)]
        elif isinstance(each, Typed):
            left += [(None, inner) for inner in reversed(each.values)]
    return found
