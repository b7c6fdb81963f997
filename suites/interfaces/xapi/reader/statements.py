"""The view of statements that the suites of the family share.

Values of the wrong type are skipped here: exactly one row reports them, and cuts off the parts that lack them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conformance.authoring import Blocked
from conformance.readers.json import json_text
from conformance.readers.json_document import JsonDocument
from conformance.readers.source import Source

from .grammar import IDENTIFIERS, IRIS, OF_INTERACTIONS, TIMES, UUIDS
from .walk import Found, Value, Walk

VOIDED = "http://adlnet.gov/expapi/verbs/voided"
LATER = "2."
"""With which the versions of later editions begin."""


@dataclass(frozen=True)
class Statements(JsonDocument):
    """A statement, an array of statements, or what a record store returns for a query."""

    @cached_property
    def statements(self) -> list[Value]:
        """Each statement, whatever it is, with its place."""
        document = self.document
        if isinstance(document, dict) and isinstance(document.get("statements"), list) and "verb" not in document:
            return [Value(f"/statements/{at}", each) for at, each in enumerate(document["statements"])]
        if isinstance(document, list):
            return [Value(f"/{at}", each) for at, each in enumerate(document)]
        return [Value("", document)] if isinstance(document, dict) else []

    @cached_property
    def walk(self) -> Walk:
        """All that is in the statements; of those of a later edition only the version."""
        walk = Walk()
        for each in self.statements:
            if is_later(each.value):
                walk.values.append(Value(f"{each.pointer}/version", each.value["version"], "Statement", "version"))
            elif isinstance(each.value, dict):
                walk.enter("Statement", each.value, each.pointer)
        return walk

    @property
    def objects(self) -> list[Found]:
        return self.walk.objects

    def of(self, *kinds: str) -> list[Found]:
        """The objects of these classes."""
        return [each for each in self.walk.objects if each.kind in kinds]

    def _values(self, places: set[tuple[str, str]]) -> list[Value]:
        return [each for each in self.walk.values if (each.kind, each.member) in places]

    # What the rows judge

    @property
    def members(self) -> list[Found]:
        """The objects: each has members."""
        return self.objects

    @property
    def typed(self) -> list[Found]:
        """The objects that name their type, and the activities with what only interactions have."""
        named = [each for each in self.objects if each.types and isinstance(each.value.get("objectType"), str)]
        return named + [each for each in self.of("Definition") if any(name in each.value for name in OF_INTERACTIONS)]

    @property
    def actors(self) -> list[Found]:
        return self.of("Agent", "Group")

    @property
    def groups(self) -> list[Found]:
        return self.of("Group")

    @property
    def anonymous(self) -> list[Found]:
        """The groups that nothing identifies."""
        return [each for each in self.groups if not any(name in each.value for name in IDENTIFIERS)]

    @property
    def addresses(self) -> list[Value]:
        return self._values({("Agent", "mbox"), ("Group", "mbox")})

    @property
    def hashes(self) -> list[Value]:
        return self._values({("Agent", "mbox_sha1sum"), ("Group", "mbox_sha1sum")})

    @property
    def iris(self) -> list[Value]:
        return self._values(IRIS)

    @property
    def extension_keys(self) -> list[Value]:
        return self.walk.keys

    @property
    def uuids(self) -> list[Value]:
        return self._values(UUIDS)

    @property
    def times(self) -> list[Value]:
        return self._values(TIMES)

    @property
    def durations(self) -> list[Value]:
        return self._values({("Result", "duration")})

    @property
    def languages(self) -> list[Value]:
        """The tags of languages: keys of maps, and the language of an experience."""
        return self.walk.maps + self._values({("Context", "language")})

    @property
    def scores(self) -> list[Found]:
        return self.of("Score")

    @property
    def voiding(self) -> list[Found]:
        """The statements that void others."""
        found = ((each, each.value.get("verb")) for each in self.of("Statement"))
        return [
            each
            for each, verb in found
            if isinstance(verb, dict) and verb.get("id") == VOIDED and isinstance(each.value.get("object"), dict)
        ]

    @property
    def substatements(self) -> list[Found]:
        return self.of("SubStatement")

    @property
    def contextual(self) -> list[Found]:
        """The statements with a context and an object."""
        found = self.of("Statement", "SubStatement")
        given = ((each, each.value.get("context"), each.value.get("object")) for each in found)
        return [each for each, context, about in given if isinstance(context, dict) and isinstance(about, dict)]

    @property
    def versions(self) -> list[Value]:
        return self._values({("Statement", "version")})


def is_later(statement: Any) -> bool:
    """Whether a statement says that it is of a later edition."""
    version = statement.get("version") if isinstance(statement, dict) else None
    return isinstance(version, str) and version.startswith(LATER)


def view(source: Source) -> Statements:
    """The statements in the source. Raises Blocked where they exceed a limit, or all are of a later edition."""
    found = Statements(source.once(json_text).within_bounds())
    if found.statements and all(is_later(each.value) for each in found.statements):
        raise Blocked("later", version=found.statements[0].value["version"][:20], cause="specification")
    return found
