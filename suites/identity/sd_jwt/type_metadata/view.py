"""The metadata of a type of digital credentials as the rows see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.readers.json import json_text
from conformance.readers.json_document import JsonDocument
from conformance.readers.json_values import object_or_empty
from conformance.readers.source import Source

Members = dict[str, Any]
WORDS = ("name", "description")
INTEGRITY = "#integrity"
IMAGES = ("logo", "background_image")
COLORS = ("background_color", "text_color")
METHODS = ("simple", "svg_templates")


class Found(NamedTuple):
    """An object and its place."""

    pointer: str
    value: Members


class Value(NamedTuple):
    """Any value and its place."""

    pointer: str
    value: Any


def _objects(pointer: str, value: Any) -> list[Found]:
    """The objects of an array."""
    items = value if isinstance(value, list) else []
    return [Found(f"{pointer}/{at}", each) for at, each in enumerate(items) if isinstance(each, dict)]


@dataclass(frozen=True)
class TypeMetadata(JsonDocument):
    """A document with the metadata of a type."""

    @property
    def root(self) -> Members:
        return object_or_empty(self.document)

    @property
    def objects(self) -> list[Members]:
        """The document, if it is an object."""
        return [self.root] if isinstance(self.document, dict) else []

    @property
    def typed(self) -> list[str]:
        """The type, if it is a string."""
        given = self.root.get("vct")
        return [given] if isinstance(given, str) else []

    @property
    def words(self) -> list[Value]:
        """The names and descriptions of the type for developers."""
        return [Value(f"/{name}", self.root[name]) for name in WORDS if name in self.root]

    @property
    def extended(self) -> list[str]:
        """The type that this one extends, if it is a string."""
        given = self.root.get("extends")
        return [given] if isinstance(given, str) else []

    @property
    def extending(self) -> list[Any]:
        return [self.root["extends"]] if "extends" in self.root else []

    @property
    def lists(self) -> list[Value]:
        """What has to be an array of objects: display information of the type and of claims, and claims."""
        found = [Value(f"/{name}", self.root[name]) for name in ("display", "claims") if name in self.root]
        shown = [each for each in self.claims if "display" in each.value]
        return found + [Value(f"{each.pointer}/display", each.value["display"]) for each in shown]

    @cached_property
    def displays(self) -> list[Found]:
        """What is shown of the type, by language."""
        return _objects("/display", self.root.get("display"))

    @cached_property
    def claims(self) -> list[Found]:
        """What is said of claims."""
        return _objects("/claims", self.root.get("claims"))

    @cached_property
    def labels(self) -> list[Found]:
        """What is shown of claims, by language."""
        return [
            each for claim in self.claims for each in _objects(f"{claim.pointer}/display", claim.value.get("display"))
        ]

    @property
    def local(self) -> list[Value]:
        """The languages, as far as they are strings."""
        found = [Value(f"{each.pointer}/locale", each.value.get("locale")) for each in (*self.displays, *self.labels)]
        return [each for each in found if isinstance(each.value, str)]

    @cached_property
    def resources(self) -> list[Found]:
        """Logos, images in the background, and templates."""
        return [each for display in self.displays for each in _resources(display)]

    @cached_property
    def renderings(self) -> list[Value]:
        """What has to be an object where a type is drawn, and the arrays of templates."""
        found: list[Value] = []
        for display in self.displays:
            found += _parts(display)
        return found

    @cached_property
    def templates(self) -> list[list[Found]]:
        """The templates of each language."""
        return [each for each in map(_templates, self.displays) if each]

    @property
    def properties(self) -> list[Found]:
        """What is said of templates."""
        found = [
            Value(f"{each.pointer}/properties", each.value.get("properties"))
            for part in self.templates
            for each in part
        ]
        return [Found(*each) for each in found if isinstance(each.value, dict)]

    @property
    def further_words(self) -> list[Value]:
        """Descriptions for people, and what is read aloud instead of a logo."""
        shown = [*self.displays, *self.labels]
        found = [
            Value(f"{each.pointer}/description", each.value["description"])
            for each in shown
            if "description" in each.value
        ]
        return found + [
            Value(f"{each.pointer}/alt_text", each.value["alt_text"])
            for each in self.resources
            if "alt_text" in each.value
        ]

    @property
    def colors(self) -> list[Value]:
        """The colors of the text and of what is behind it."""
        simple = [(f"{each.pointer}/rendering/simple", _simple(each)) for each in self.displays]
        return [Value(f"{place}/{name}", each[name]) for place, each in simple for name in COLORS if name in each]

    @property
    def addresses(self) -> list[Value]:
        """Where resources are, as far as they say so."""
        return [Value(f"{each.pointer}/uri", each.value["uri"]) for each in self.resources if "uri" in each.value]

    @property
    def digests(self) -> list[Value]:
        """Whatever protects a document that is referred to."""
        owners = [(Found("", self.root), "extends"), *((each, "uri") for each in self.resources)]
        names = [(each, f"{name}{INTEGRITY}") for each, name in owners]
        return [Value(f"{each.pointer}/{name}", each.value[name]) for each, name in names if name in each.value]

    def _of_claims(self, name: str) -> list[Value]:
        return [Value(f"{each.pointer}/{name}", each.value[name]) for each in self.claims if name in each.value]

    @property
    def duties(self) -> list[Value]:
        """Whether claims are mandatory."""
        return self._of_claims("mandatory")

    @property
    def disclosing(self) -> list[Value]:
        """Whether claims are disclosed selectively."""
        return self._of_claims("sd")

    @property
    def names(self) -> list[Value]:
        """The names of claims in templates."""
        return self._of_claims("svg_id")


def _rendering(display: Found) -> Members:
    return object_or_empty(display.value.get("rendering"))


def _simple(display: Found) -> Members:
    return object_or_empty(_rendering(display).get("simple"))


def _templates(display: Found) -> list[Found]:
    return _objects(f"{display.pointer}/rendering/svg_templates", _rendering(display).get("svg_templates"))


def _resources(display: Found) -> Iterator[Found]:
    for name in IMAGES:
        if isinstance(value := _simple(display).get(name), dict):
            yield Found(f"{display.pointer}/rendering/simple/{name}", value)
    yield from _templates(display)


def _parts(display: Found) -> Iterator[Value]:
    """What is there of the parts of a rendering, whatever it is."""
    place, rendering = f"{display.pointer}/rendering", _rendering(display)
    if "rendering" in display.value:
        yield Value(place, display.value["rendering"])
    yield from (Value(f"{place}/{name}", each) for name, each in rendering.items() if name in METHODS)
    yield from (Value(f"{place}/simple/{name}", each) for name, each in _simple(display).items() if name in IMAGES)
    templates = rendering.get("svg_templates")
    if isinstance(templates, list):
        yield from (Value(f"{place}/svg_templates/{at}", each) for at, each in enumerate(templates))
    for each in _templates(display):
        if "properties" in each.value:
            yield Value(f"{each.pointer}/properties", each.value["properties"])


def view(source: Source) -> TypeMetadata:
    """The document in the source. Raises Blocked where it exceeds a limit of the harness."""
    return TypeMetadata(source.once(json_text).within_bounds())
