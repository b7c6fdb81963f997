"""Whether a value conforms to a Schema Object, by JSON Schema 2020-12, within the document and without the network."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

from conformance.authoring import Blocked
from conformance.readers.json_pointer import pointer_to, value_at
from conformance.readers.json_schema import preferred_engine
from conformance.readers.json_schema_rust import reached

from .document import OpenApiDocument
from .references import resolve

BASE = "urn:conformance:description"
_ALL = ("allOf", "anyOf", "oneOf")
_ONE = ("not", "if", "then", "else")


@dataclass(frozen=True)
class Schemas:
    """The schemas of a document. What is only ever written is not expected in a response, nor the reverse."""

    api: OpenApiDocument
    optional: str = "writeOnly"
    """The keyword whose properties may be missing: `writeOnly` for what is received, `readOnly` for what is sent."""

    @cached_property
    def _document(self) -> Any:
        """The document with all its schemas in the dialect of OpenAPI 3.1."""
        memo: dict[int, Any] = {}
        copied = copy.deepcopy(self.api.document, memo)
        for _, _, schema in self.api.of("Schema"):
            own = memo[id(schema)]
            if (named := self._by_anchor(own.get("$ref"))) is not None:
                own["$ref"] = named
            if self.api.version == "3.0":
                _modernise(own)
            properties = own.get("properties")
            if isinstance(own.get("required"), list) and isinstance(properties, dict):
                optional = {name for name, each in properties.items() if self._is_optional(each)}
                own["required"] = [name for name in own["required"] if not (isinstance(name, str) and name in optional)]
        return copied

    def _by_anchor(self, reference: Any) -> str | None:
        """The pointer for a plain name, which engines find only in documents that are schemas as a whole."""
        place = self.api.anchors.get(reference[1:]) if isinstance(reference, str) and reference[:1] == "#" else None
        return None if place is None else f"#{quote(place[0])}"

    def _is_optional(self, schema: Any) -> bool:
        return isinstance(schema, dict) and schema.get(self.optional) is True

    @cached_property
    def _registry(self) -> Any:
        import jsonschema_rs

        return jsonschema_rs.Registry([(BASE, self._document)], draft=jsonschema_rs.Draft202012)

    @cached_property
    def _judges(self) -> dict[str, Any]:
        """What judges by the schema at a pointer, once it was needed."""
        return {}

    def violation(self, pointer: str, value: Any) -> str | None:
        """Where the value first violates the schema at a pointer of the document; None if it conforms.

        Raises Blocked for a schema that cannot be used: it refers to other documents, or some schema to itself.
        """
        if preferred_engine() != "jsonschema-rs":
            raise Blocked("no_schema_engine", cause="environment")
        if self._endless:
            raise Blocked("schema_endless", pointer=self._endless)
        try:
            import jsonschema_rs

            if pointer not in self._judges:
                schema = {"$ref": f"{BASE}#{quote(pointer)}"}
                self._judges[pointer] = jsonschema_rs.Draft202012Validator(schema, registry=self._registry)
            errors = list(self._judges[pointer].iter_errors(value))
        except ValueError:  # a reference to elsewhere, or a keyword with an impossible value
            raise Blocked("schema_unusable", pointer=pointer) from None
        ways = (reached(value, each.instance_path) for each in errors)
        places = sorted(map(pointer_to, ways), key=lambda place: (len(place), place))
        return places[0] if places else None

    @cached_property
    def sound(self) -> bool:
        """Whether each schema is one: engines make what they like of `"type": []`."""
        import jsonschema_rs

        copies = (value_at(self._document, pointer) for _, pointer, _ in self.api.of("Schema"))
        return all(map(jsonschema_rs.meta.is_valid, copies))

    @cached_property
    def _endless(self) -> str | None:
        """A schema that applies itself to the same value again, on which an engine never ends; None without one."""
        done: set[str] = set()

        def endless(place: str, around: frozenset[str]) -> bool:
            if place in around:
                return True
            if place in done:
                return False
            done.add(place)
            return any(endless(inner, around | {place}) for inner in self._in_place(place))

        references = [each.pointer.removesuffix("/$ref") for each in self.api.references if each.kind == "Schema"]
        for pointer in (*(each.pointer for each in self.api.of("Schema")), *references):
            try:
                if endless(pointer, frozenset()):
                    return pointer
            except RecursionError:
                return pointer
        return None

    def _in_place(self, pointer: str) -> Iterator[str]:
        """The schemas in this document that a schema applies to the same value."""
        found = resolve(self.api.root, f"#{quote(pointer)}", {}, follow=False)
        schema = found[1] if isinstance(found, tuple) else None
        if not isinstance(schema, dict):
            return
        for name in ("$ref", "$dynamicRef"):
            if isinstance(text := schema.get(name), str):
                target = resolve(self.api.root, text, self.api.anchors, follow=False)
                if isinstance(target, tuple):
                    yield target[0]
        for name in _ALL:
            if isinstance(each := schema.get(name), list):
                yield from (f"{pointer}/{name}/{at}" for at in range(len(each)))
        yield from (f"{pointer}/{name}" for name in _ONE if name in schema)
        if isinstance(dependent := schema.get("dependentSchemas"), dict):
            yield from (pointer + pointer_to(("dependentSchemas", name)) for name in dependent)


def _modernise(schema: dict[str, Any]) -> None:
    """Turn a schema of OpenAPI 3.0 into one of 3.1 that accepts the same values."""
    for limit, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if schema.pop(exclusive, False) is True and limit in schema:
            schema[exclusive] = schema.pop(limit)
    if schema.pop("nullable", False) is True and isinstance(schema.get("type"), str):
        schema["type"] = [schema["type"], "null"]
