"""A presentation as the rows see it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conformance.readers.json import json_text
from conformance.readers.source import Source
from conformance_suites.identity.credential.reader.documents import (
    CREDENTIAL,
    ENVELOPED,
    PRESENTATION,
    CredentialDocument,
    Found,
    Value,
    items,
    objects,
    types_of,
)
from conformance_suites.identity.credential.reader.meaning import Linked, further_contexts, linked

DATA = "data:"
TYPED = ("refreshService", "termsOfUse")
"""The members whose objects have a `type` (4.5)."""


@dataclass(frozen=True)
class Presentation(CredentialDocument):
    """A presentation; what it presents is judged apart."""

    def _having(self, *names: str) -> list[Found]:
        return [each for each in self.presentations if any(name in each.value for name in names)]

    @cached_property
    def contexts(self) -> list[Value]:
        """The contexts behind the first one."""
        return [part for each in self.presentations for part in further_contexts(each)]

    @cached_property
    def linked(self) -> list[Linked]:
        """The presentation, if it can be processed as linked data."""
        return linked(self.presentations, "verifiableCredential")

    @cached_property
    def meanings(self) -> list[Linked]:
        """The presentation, if its terms have a meaning, which its type gives them."""
        named = [each for each in self.linked if PRESENTATION in types_of(each.found.value)]
        return [each for each in named if isinstance(each.contexts, list)]

    @property
    def types(self) -> list[Found]:
        return self._having("type")

    @property
    def typed(self) -> list[Found]:
        return self._having(*TYPED)

    @property
    def typed_objects(self) -> list[Found]:
        """The objects that have to have a type."""
        return [part for each in self.typed for name in TYPED for part in objects(f"{each.pointer}/{name}", each.value)]

    @cached_property
    def identifiers(self) -> list[Value]:
        """What has to be the identifier of something: an `id` of the presentation or of an object that it defines."""
        around = [*self.presentations, *self.typed_objects]
        return [Value(f"{part.pointer}/id", part.value["id"]) for part in around if "id" in part.value]

    @property
    def holding(self) -> list[Found]:
        return self._having("holder")

    @cached_property
    def presented(self) -> list[Value]:
        """What is presented, whatever it is."""
        return [part for each in self.presentations for part in items("/verifiableCredential", each.value)]

    @property
    def presented_objects(self) -> list[Found]:
        return [Found(*each) for each in self.presented if isinstance(each.value, dict)]

    @property
    def enveloped(self) -> list[Found]:
        return [each for each in self.presented_objects if ENVELOPED in types_of(each.value)]

    @property
    def open(self) -> list[Found]:
        """The credentials that are presented as they are, not in an envelope."""
        named = [each for each in self.presented_objects if CREDENTIAL in types_of(each.value)]
        return [each for each in named if ENVELOPED not in types_of(each.value)]

    @property
    def addresses(self) -> list[Value]:
        """The `data:` URLs by which enveloped credentials are given."""
        found = [Value(f"{each.pointer}/id", each.value.get("id")) for each in self.enveloped]
        return [each for each in found if isinstance(each.value, str) and is_data_url(each.value)]

    @cached_property
    def maps(self) -> list[Found]:
        """The contexts that are maps."""
        return [part for each in self.presentations for part in objects("/@context", each.value)]

    @property
    def proven(self) -> list[Found]:
        return self._having("proof")

    @property
    def mistyped(self) -> bool:
        """Whether a known `id` or `type` has a value of another type than it may have."""
        around = [*self.presentations, *self.typed_objects]
        kinds = [part.value for each in around for part in items("/type", each.value)]
        holders = [part.value for each in self.presentations for part in objects("/holder", each.value)]
        names = [each["id"] for each in holders if "id" in each] + [each.value for each in self.identifiers]
        return not all(isinstance(each, str) for each in (*kinds, *names))


def is_data_url(text: str) -> bool:
    """Whether the text has the outer form of a `data:` URL (RFC 2397): the scheme, and data behind a comma."""
    return text[: len(DATA)].lower() == DATA and bool(text.partition(",")[2])


def party(given: Any) -> Any:
    """The URL of an issuer or a holder, alone or as the `id` of an object."""
    return given.get("id") if isinstance(given, dict) else given


def view(source: Source) -> Presentation:
    """The document in the source. Raises Blocked where it exceeds a limit of the harness."""
    return Presentation(source.once(json_text).within_bounds())
