"""The view of an OpenAPI document that all suites of the family share.

Values of the wrong type are skipped here: exactly one row reports them, and cuts off the parts that lack them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conformance.authoring import Blocked
from conformance.readers.json import JsonText, escape
from conformance.readers.json_document import JsonDocument
from conformance.readers.source import Source
from conformance.readers.yaml import json_or_yaml

from .grammar import VERSIONS
from .parts import PARTS
from .references import Place, resolve
from .walk import Found, Reference, Walk

Members = dict[str, Any]
_VERSION = re.compile(r"(\d+\.\d+)(?!\d)")


@dataclass(frozen=True)
class OpenApiDocument(JsonDocument):
    """An OpenAPI document of version 3.0 or 3.1."""

    @property
    def root(self) -> Members:
        return self.document if isinstance(self.document, dict) else {}

    @cached_property
    def version(self) -> str:
        """`3.0` or `3.1`. Raises Blocked for another version, which is not judged, and where there is none."""
        found = self._numbers
        if not found:
            raise Blocked("blocked_by", ids=["IFC-OAD-004" if self.root else "IFC-OAD-001"])
        if found not in VERSIONS:
            raise Blocked("other_version", cause="specification", received=found)
        return found

    @property
    def names_a_version(self) -> bool:
        """Whether `openapi` begins with two numbers."""
        return bool(self._numbers)

    @cached_property
    def _numbers(self) -> str:
        said = next(iter(self.versions), None)
        found = _VERSION.match(str(said)) if isinstance(said, str | int | float) else None
        return found[1] if found else ""

    @cached_property
    def versions(self) -> list[Any]:
        """The value of `openapi`, None if it is missing; nothing without a document. Raises Blocked for Swagger 2.0."""
        if "openapi" not in self.root and "swagger" in self.root:
            raise Blocked("swagger", cause="specification")
        return [self.root.get("openapi")] if self.root else []

    @property
    def yaml_members(self) -> list[JsonText]:
        """The text, if it is YAML and could be parsed."""
        return [each for each in self.json_members if each.language == "yaml"]

    @cached_property
    def walk(self) -> Walk:
        """All that is in the document. Raises Blocked where its version is not judged."""
        dialect = self.root.get("jsonSchemaDialect")
        walk = Walk(self.version, dialect if isinstance(dialect, str) else None)
        walk.visit("OpenAPI", self.root, "")
        return walk

    @property
    def objects(self) -> list[Found]:
        """Every Object, in the order of the document."""
        return self.walk.objects

    @property
    def references(self) -> list[Reference]:
        """Every `$ref`."""
        return self.walk.references

    @cached_property
    def _by_kind(self) -> dict[str, list[Found]]:
        found: dict[str, list[Found]] = {}
        for each in self.objects:
            found.setdefault(each.kind, []).append(each)
        return found

    def of(self, kind: str) -> list[Found]:
        """The Objects of a kind."""
        return self._by_kind.get(kind, [])

    def __getattr__(self, part: str) -> list[Found]:
        """A part of the view, by its name in PARTS."""
        if part not in PARTS:
            raise AttributeError(part)
        return [each for kind in PARTS[part].kinds for each in self.of(kind) if PARTS[part].holds(each)]

    @cached_property
    def anchors(self) -> dict[str, Place]:
        """The schemas with a plain name, `$anchor` or `$dynamicAnchor`, by this name."""
        found = {}
        for each in self.of("Schema"):
            for name in ("$anchor", "$dynamicAnchor"):
                if isinstance(each.value.get(name), str):
                    found[each.value[name]] = (each.pointer, each.value)
        return found

    def resolved(self, value: Any, pointer: str) -> Place | None:
        """An Object with its place, or what a Reference Object there leads to; None if that is not at hand."""
        place: Any = (pointer, value)
        if isinstance(value, dict) and isinstance(value.get("$ref"), str):
            place = resolve(self.root, value["$ref"], self.anchors)
        return place if isinstance(place, tuple) and isinstance(place[1], dict) else None

    @cached_property
    def paths(self) -> list[tuple[str, str]]:
        """The pointer and the name of each path."""
        _ = self.version
        named = self.root.get("paths")
        names = [name for name in named if not name.startswith("x-")] if isinstance(named, dict) else []
        return [(f"/paths/{escape(name)}", name) for name in names]


def view(source: Source) -> OpenApiDocument:
    """The OpenAPI document in the source. Raises Blocked where it exceeds a limit of the harness."""
    text: JsonText = source.once(json_or_yaml)
    return OpenApiDocument(text.within_bounds())
