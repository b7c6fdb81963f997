"""Where credentials and presentations are in a document (Verifiable Credentials Data Model 2.0, 4).

Values of the wrong type are skipped here: exactly one row reports them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.json import escape, json_text
from conformance.readers.json_document import JsonDocument
from conformance.readers.json_values import object_or_empty
from conformance.readers.source import Source

Members = dict[str, Any]
BASE = "https://www.w3.org/ns/credentials/v2"
FORMER_BASE = "https://www.w3.org/2018/credentials/v1"
CREDENTIAL, PRESENTATION = "VerifiableCredential", "VerifiablePresentation"
ENVELOPED = "EnvelopedVerifiableCredential"
ENVELOPED_PRESENTATION = "EnvelopedVerifiablePresentation"


class Found(NamedTuple):
    """An object in the document and its location."""

    pointer: str
    value: Members


class Value(NamedTuple):
    """Any value in the document and its location."""

    pointer: str
    value: Any


def items(pointer: str, owner: Members) -> Iterator[Value]:
    """The value, or the items of the array, of a member of `owner`; the pointer ends in its name."""
    name = pointer[pointer.rindex("/") + 1 :]
    if name not in owner:
        return
    value = owner[name]
    if isinstance(value, list):
        yield from (Value(f"{pointer}/{at}", each) for at, each in enumerate(value))
    else:
        yield Value(pointer, value)


def objects(pointer: str, owner: Members) -> Iterator[Found]:
    """Likewise, the objects alone."""
    yield from (Found(*each) for each in items(pointer, owner) if isinstance(each.value, dict))


def texts(pointer: str, owner: Members) -> Iterator[Value]:
    """Likewise, the strings alone."""
    yield from (each for each in items(pointer, owner) if isinstance(each.value, str))


def types_of(owner: Members) -> list[str]:
    """The types of an object, as far as they are strings."""
    return [each.value for each in texts("/type", owner)]


def contexts_of(owner: Members) -> list[Any]:
    """The items of `@context`, or its value alone."""
    return [each.value for each in items("/@context", owner)]


def is_former(owner: Members) -> bool:
    """Whether the object is of the data model 1.1: it names the base context of that version alone."""
    contexts = contexts_of(owner)
    return FORMER_BASE in contexts and BASE not in contexts


@dataclass(frozen=True)
class CredentialDocument(JsonDocument):
    """A document that is a credential or a presentation, or was meant to be one."""

    @property
    def root(self) -> Members:
        return object_or_empty(self.document)

    @property
    def presents(self) -> bool:
        """Whether the document is a presentation, or was meant to be one."""
        types = types_of(self.root)
        return PRESENTATION in types or (CREDENTIAL not in types and "verifiableCredential" in self.root)

    @property
    def is_envelope(self) -> bool:
        """Whether the document is itself an envelope (4.12 and 4.13): the members are those of what is in it."""
        types = types_of(self.root)
        enveloped = ENVELOPED in types or ENVELOPED_PRESENTATION in types
        return enveloped and CREDENTIAL not in types and PRESENTATION not in types

    @cached_property
    def embedded(self) -> list[Found]:
        """The objects that a presentation presents, or the document itself if it is an envelope."""
        if self.is_envelope:
            return [Found("", self.root)]
        return list(objects("/verifiableCredential", self.root)) if self.presents else []

    @cached_property
    def every_credential(self) -> list[Found]:
        """The credential, or those that a presentation holds, of any version."""
        if self.presents:
            return [each for each in self.embedded if CREDENTIAL in types_of(each.value)]
        return [Found("", self.document)] if isinstance(self.document, dict) else []

    @cached_property
    def credentials(self) -> list[Found]:
        """Those of the data model 2.0. Raises Blocked if all are of 1.1, or in the envelope that the document is."""
        if self.is_envelope:
            raise Blocked("enveloped")
        found = [each for each in self.every_credential if not is_former(each.value)]
        if self.every_credential and not found:
            raise Blocked("version_1_1", cause="specification")
        return found

    @cached_property
    def presentations(self) -> list[Found]:
        """The presentation, if the document is one. Raises Blocked if it is of the data model 1.1 or in an envelope."""
        if not isinstance(self.document, dict):
            raise Blocked("blocked_by", ids=["ID-VC-001"])
        if self.is_envelope and ENVELOPED_PRESENTATION in types_of(self.root):
            raise Blocked("enveloped")
        if self.is_envelope:
            return []
        if self.presents and is_former(self.root):
            raise Blocked("version_1_1", cause="specification")
        return [Found("", self.root)] if self.presents else []


class Places:
    """Where names are first used in an object: as names of members, or as types. Contexts are left out."""

    def __init__(self, found: Found) -> None:
        self._found = found

    def of(self, name: str) -> str:
        """The location of the first member with this name, or of the first such type; or the object itself."""
        return self._first.get(name, self._found.pointer)

    @cached_property
    def _first(self) -> dict[str, str]:
        first: dict[str, str] = {}
        waiting = deque([Value(*self._found)])
        while waiting:
            pointer, value = waiting.popleft()
            if isinstance(value, list):
                waiting.extend(Value(f"{pointer}/{at}", each) for at, each in enumerate(value))
            elif isinstance(value, dict):
                for name in types_of(value):
                    first.setdefault(name, f"{pointer}/type")
                for name in value:
                    first.setdefault(name, f"{pointer}/{escape(name)}")
                parts = (Value(f"{pointer}/{escape(name)}", each) for name, each in value.items() if name != "@context")
                waiting.extend(parts)
        return first


def read(source: Source) -> CredentialDocument:
    """The document in the source. Raises Blocked where it exceeds a limit of the harness."""
    return CredentialDocument(source.once(json_text).within_bounds())
