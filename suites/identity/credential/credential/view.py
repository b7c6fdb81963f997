"""The credentials of a document as the rows see them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conformance.readers.json import json_text
from conformance.readers.source import Source
from conformance_suites.identity.credential.reader.documents import (
    CREDENTIAL,
    CredentialDocument,
    Found,
    Value,
    items,
    objects,
    types_of,
)
from conformance_suites.identity.credential.reader.meaning import Linked, further_contexts, linked

TYPED = ("credentialStatus", "credentialSchema", "refreshService", "termsOfUse", "evidence")
"""The members whose objects have a `type` (4.5)."""
IDENTIFIED = ("credentialSubject", *TYPED, "relatedResource")
"""The members whose objects may have an `id` (4.4)."""
PERIOD = ("validFrom", "validUntil")
WORDED = ("name", "description")
FORMER = ("issuanceDate", "expirationDate")


@dataclass(frozen=True)
class Credentials(CredentialDocument):
    """A credential, or those of a presentation."""

    def _having(self, *names: str) -> list[Found]:
        return [each for each in self.credentials if any(name in each.value for name in names)]

    @cached_property
    def contexts(self) -> list[Value]:
        """The contexts behind the first one."""
        return [part for each in self.credentials for part in further_contexts(each)]

    @cached_property
    def linked(self) -> list[Linked]:
        """The credentials that can be processed as linked data."""
        return linked(self.credentials)

    @cached_property
    def meanings(self) -> list[Linked]:
        """Those whose terms have a meaning, which the terms of a credential have by its type."""
        named = [each for each in self.linked if CREDENTIAL in types_of(each.found.value)]
        return [each for each in named if isinstance(each.contexts, list)]

    @property
    def types(self) -> list[Found]:
        return self._having("type")

    @cached_property
    def identifiers(self) -> list[Value]:
        """What has to be the identifier of something: an `id` of the credential or of an object that it defines."""
        found = []
        for each in self.credentials:
            around = [each, *(part for name in IDENTIFIED for part in objects(f"{each.pointer}/{name}", each.value))]
            found += [Value(f"{part.pointer}/id", part.value["id"]) for part in around if "id" in part.value]
        return found

    @cached_property
    def subjects(self) -> list[Found]:
        """The objects that are subjects."""
        return [part for each in self.credentials for part in objects(f"{each.pointer}/credentialSubject", each.value)]

    @cached_property
    def periods(self) -> list[Value]:
        """The limits of the validity period."""
        found = [(each, name) for each in self.credentials for name in PERIOD if name in each.value]
        return [Value(f"{each.pointer}/{name}", each.value[name]) for each, name in found]

    @property
    def bounded(self) -> list[Found]:
        """The credentials with both limits."""
        return [each for each in self.credentials if all(isinstance(each.value.get(name), str) for name in PERIOD)]

    @property
    def typed(self) -> list[Found]:
        return self._having(*TYPED)

    @property
    def typed_objects(self) -> list[Found]:
        """The objects that have to have a type."""
        return [part for each in self.typed for name in TYPED for part in objects(f"{each.pointer}/{name}", each.value)]

    @cached_property
    def schemas(self) -> list[Found]:
        return [part for each in self.credentials for part in objects(f"{each.pointer}/credentialSchema", each.value)]

    @cached_property
    def words(self) -> list[tuple[str, Any]]:
        """(pointer, value) of names and descriptions, each value of a list for itself."""
        return [
            tuple(part)
            for each in self.credentials
            for name in WORDED
            for part in items(f"{each.pointer}/{name}", each.value)
        ]

    @cached_property
    def resources(self) -> list[Value]:
        """The related resources, whatever they are."""
        return [part for each in self.credentials for part in items(f"{each.pointer}/relatedResource", each.value)]

    @cached_property
    def maps(self) -> list[Found]:
        """The contexts that are maps."""
        return [part for each in self.credentials for part in objects(f"{each.pointer}/@context", each.value)]

    @property
    def proven(self) -> list[Found]:
        return self._having("proof")

    @property
    def mistyped(self) -> bool:
        """Whether a known `id` or `type` has a value of another type than it may have."""
        around = [*self.credentials, *(Found("", part.value) for part in self.typed_objects)]
        kinds = [part.value for each in around for part in items(f"{each.pointer}/type", each.value)]
        issuers = [part.value for each in self.credentials for part in objects(f"{each.pointer}/issuer", each.value)]
        names = [each["id"] for each in issuers if "id" in each] + [each.value for each in self.identifiers]
        return not all(isinstance(each, str) for each in (*kinds, *names))


def view(source: Source) -> Credentials:
    """The document in the source. Raises Blocked where it exceeds a limit of the harness."""
    return Credentials(source.once(json_text).within_bounds())
