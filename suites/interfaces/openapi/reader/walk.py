"""One walk over a description: every Object with its place, every reference, every value of another type."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.json import escape
from conformance.readers.json_values import whole

from .bounds import OBJECTS
from .grammar import MAPS, fields

DIALECTS = ("https://spec.openapis.org/oas/3.1/dialect/", "https://json-schema.org/draft/2020-12/schema")
_SCALARS: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "boolean": bool,
    "integer": (int, float),
    "number": (int, float),
}


class Found(NamedTuple):
    """An Object of the description: the name of its kind, its pointer and its members."""

    kind: str
    pointer: str
    value: dict[str, Any]


class Reference(NamedTuple):
    """A `$ref` with its pointer and the kind of Object that it stands for.

    `within_id` says that a schema around it has an `$id`, which the reference is then relative to.
    """

    kind: str
    pointer: str
    text: str
    within_id: bool


class Mistyped(NamedTuple):
    """A value that has another type than its field."""

    pointer: str
    value: Any
    kind: str


@dataclass
class Walk:
    """What there is in a description of a version. Raises Blocked where it holds more than the limit of the harness."""

    version: str
    dialect: str | None = None
    objects: list[Found] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    mistyped: list[Mistyped] = field(default_factory=list)
    _ids: int = 0

    def visit(self, kind: str, value: Any, pointer: str) -> None:
        """A value where one of this type belongs."""
        for each in kind.split("|"):
            if self._fits(each, value):
                self._enter(each, value, pointer)
                return
        self.mistyped.append(Mistyped(pointer, value, kind))

    def _fits(self, kind: str, value: Any) -> bool:
        if kind == "any":
            return True
        if kind.startswith("["):
            return isinstance(value, list)
        if kind in _SCALARS:
            number = kind in ("integer", "number")
            fits = isinstance(value, _SCALARS[kind]) and not (number and isinstance(value, bool))
            return fits and (kind != "integer" or whole(value) is not None)
        return isinstance(value, dict) or (kind == "Schema" and self.version != "3.0" and isinstance(value, bool))

    def _enter(self, kind: str, value: Any, pointer: str) -> None:
        if kind == "any":
            return
        if isinstance(value, list):
            for at, item in enumerate(value):
                self.visit(kind[1:-1], item, f"{pointer}/{at}")
        elif not isinstance(value, dict):
            return
        elif kind.startswith("{"):
            for name, inner in value.items():
                self.visit(kind[1:-1], inner, f"{pointer}/{escape(name)}")
        elif "$ref" in value and (kind.endswith("&") or (kind == "Schema" and self.version == "3.0")):
            self._refer(kind.rstrip("&"), value["$ref"], pointer)
        elif kind != "Schema" or self._is_known(value.get("$schema", self.dialect)):
            self._object(kind.rstrip("&"), value, pointer)

    def _is_known(self, dialect: Any) -> bool:
        """Whether the keywords of a schema mean what OpenAPI says: a schema may choose another dialect."""
        return not isinstance(dialect, str) or dialect.startswith(DIALECTS)

    def _object(self, kind: str, value: dict[str, Any], pointer: str) -> None:
        if len(self.objects) >= OBJECTS:
            raise Blocked("object_bound", bound=OBJECTS)
        self.objects.append(Found(kind, pointer, value))
        own_id = kind == "Schema" and "$id" in value
        self._ids += own_id
        if kind in MAPS:
            known = {}
            for name, inner in value.items():
                if not name.startswith("x-"):
                    self.visit(MAPS[kind], inner, f"{pointer}/{escape(name)}")
        else:
            known = fields(self.version)[kind]
        for name, inner in value.items():
            if name == "$ref" and kind in ("PathItem", "Schema"):
                self._refer(kind, inner, pointer)
            elif name in known:
                self.visit(known[name].type, inner, f"{pointer}/{escape(name)}")
        self._ids -= own_id

    def _refer(self, kind: str, text: Any, pointer: str) -> None:
        place = f"{pointer}/$ref"
        if isinstance(text, str):
            self.references.append(Reference(kind, place, text, self._ids > 0))
        else:
            self.mistyped.append(Mistyped(place, text, "string"))
