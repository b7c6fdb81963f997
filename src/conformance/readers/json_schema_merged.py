"""One schema that accepts exactly what the rows of a schema accept together, to be tried before the rows themselves.

The rows describe the same places again and again. Here what they say of a place is joined, so that a document is
walked once and not once for each row: most documents are valid, and for them this is all that is needed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

_DEFS = "#/$defs/"
_NOTES = frozenset({"$comment", "title", "description"})
_DEPEND = frozenset({"unevaluatedItems", "unevaluatedProperties"})
"""Keywords whose meaning depends on everything beside them."""
_BESIDE_PROPERTIES = frozenset({"additionalProperties", "patternProperties"})
_ALONE = frozenset(
    {
        *("type", "enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
        *("minLength", "maxLength", "pattern", "format", "minItems", "maxItems", "uniqueItems"),
        *("minProperties", "maxProperties", "required"),
    }
)
"""Keywords that mean the same whatever is beside them."""
_Within = tuple[str, ...]
_Part = tuple[Any, _Within]
"""A part of a schema, with the definitions that it is in: one that refers to itself is not expanded for ever."""


def merged(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with the items of its `allOf` joined; whatever is not joined refers to the same `$defs`."""
    rest = {name: value for name, value in schema.items() if name != "allOf"}
    return {**rest, **_Joined(schema.get("$defs", {}), ((each, ()) for each in schema["allOf"])).schema()}


class _Joined:
    """Parts of a schema that apply to the same values, joined; `_rest` are those that stay as they are."""

    def __init__(self, defs: dict[str, Any], parts: Iterable[_Part]) -> None:
        self._defs = defs
        self._found: dict[str, Any] = {}
        self._properties: dict[str, list[_Part]] = {}
        self._items: list[_Part] = []
        self._rest: list[_Part] = []
        self._take(parts)
        while always := self._always():
            self._take(always)

    def schema(self) -> dict[str, Any]:
        found = dict(self._found)
        if self._properties:
            found["properties"] = {
                name: _Joined(self._defs, parts).schema() for name, parts in self._properties.items()
            }
        if self._items:
            found["items"] = _Joined(self._defs, self._items).schema()
        if self._rest:
            found["allOf"] = [part for part, _ in self._rest]
        return found

    def _take(self, parts: Iterable[_Part]) -> None:
        for part, within in parts:
            own = {name: value for name, value in part.items() if name not in _NOTES} if isinstance(part, dict) else {}
            if not own or not _DEPEND.isdisjoint(own) or any(name[0] == "$" and name != "$ref" for name in own):
                self._keep(part, within)
                continue
            self._refer(own, within)
            self._take((each, within) for each in own.pop("allOf", ()))
            self._split(own, within)

    def _refer(self, part: dict[str, Any], within: _Within) -> None:
        """Take what the part refers to."""
        if (reference := part.pop("$ref", None)) is None:
            return
        name = reference.removeprefix(_DEFS)
        if name in self._defs and name not in within:
            self._take([(self._defs[name], (*within, name))])
        else:
            self._keep({"$ref": reference}, within)

    def _split(self, part: dict[str, Any], within: _Within) -> None:
        """Take the members of a part that may be joined with others, and keep the rest of it."""
        if "properties" in part and _BESIDE_PROPERTIES.isdisjoint(part):
            for name, inner in part.pop("properties").items():
                self._properties.setdefault(name, []).append((inner, within))
        if "items" in part and "prefixItems" not in part:
            self._items.append((part.pop("items"), within))
        for keyword in [name for name in part if name in _ALONE]:
            if keyword == "required":
                self._found[keyword] = sorted({*self._found.get(keyword, ()), *part.pop(keyword)})
            elif _same(self._found.setdefault(keyword, part[keyword]), part[keyword]):
                del part[keyword]
        self._keep(part, within)

    def _keep(self, part: Any, within: _Within) -> None:
        if not _same(part, True) and part != {} and not any(_same(part, known) for known, _ in self._rest):
            self._rest.append((part, within))

    def _always(self) -> list[_Part]:
        """What applies to all values that are accepted, since what it depends on is required of them anyway."""
        found, rest = list[_Part](), self._rest
        self._rest = []
        for part, within in rest:
            own = dict(part) if isinstance(part, dict) else {}
            if "if" in own and "else" not in own and self._implies(_Joined(self._defs, [(own["if"], within)])):
                del own["if"]
                found.append((own.pop("then", True), within))
            depending = own.pop("dependentSchemas", {})
            here = [name for name in depending if name in self._members_always_there()]
            found += [(depending[name], within) for name in here]
            if left := {name: each for name, each in depending.items() if name not in here}:
                own["dependentSchemas"] = left
            self._keep(own if isinstance(part, dict) else part, within)
        return found

    def _members_always_there(self) -> Collection[str]:
        return self._found.get("required", ()) if self._found.get("type") == "object" else ()

    def _implies(self, other: _Joined) -> bool:
        """Whether the values that this accepts are clearly accepted by the other."""
        if other._rest or any(not _same(self._found.get(name), value) for name, value in other._found.items()):
            return False
        pairs = [(self._properties.get(name, []), parts) for name, parts in other._properties.items()]
        pairs += [(self._items, other._items)] if other._items else []
        return all(_Joined(self._defs, one)._implies(_Joined(self._defs, two)) for one, two in pairs)


def _same(one: Any, other: Any) -> bool:
    """Whether they are equal, also as JSON: in Python true equals 1."""
    return repr(one) == repr(other)
