"""The disclosures of a token and the digests in it as the rows see them."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conformance.authoring import Blocked
from conformance.readers.source import Inside, Source
from conformance_suites.identity.credential.reader.documents import BASE, contexts_of
from conformance_suites.identity.jose.reader.claims import FORMER
from conformance_suites.identity.jose.reader.compact import Jws, PartText, media_type
from conformance_suites.identity.jose.reader.rules import DATES
from conformance_suites.identity.sd_jwt.reader.combined import (
    ALGORITHM,
    DOTS,
    OF_PROPERTY,
    SD,
    Combined,
    Disclosure,
    Placed,
    read,
)
from conformance_suites.identity.sd_jwt.reader.modelled import CLAIMS, hides_members
from conformance_suites.identity.sd_jwt.reader.processing import Processed, process, whole

VC_TYPE, VC = "dc+sd-jwt", "sd-jwt-vc"


@dataclass(frozen=True)
class Disclosed:
    """A token with disclosures."""

    token: Combined

    @property
    def document(self) -> dict[str, str]:
        """What special kinds are recognised by: a digital credential has its type in the header or among its claims."""
        with suppress(Blocked):  # a row says so
            typ, payload = media_type(self.token.issued.header.get("typ")), self.token.payload
            if typ == VC_TYPE or ("vct" in payload and "@context" not in payload):
                return {"profile": VC}
        return {}

    @property
    def texts(self) -> list[Combined]:
        return [self.token]

    @property
    def tokens(self) -> list[Jws]:
        return [self.token.issued]

    @property
    def headers(self) -> list[PartText]:
        return self.token.issued.header_text

    @property
    def payloads(self) -> list[PartText]:
        return self.token.issued.payload_text

    @property
    def readable(self) -> list[Jws]:
        """The token of the issuer, if header and payload can be read."""
        return [self.token.issued] if self.token.issued.reads else []

    @property
    def general(self) -> list[Jws]:
        """The same, if it is not a digital credential, whose type other rows ask for."""
        return [] if self.document else self.readable

    @cached_property
    def _whole(self) -> list[Jws]:
        return [whole(self.token) for _ in self.readable]

    @property
    def dated(self) -> list[Jws]:
        """The token of the issuer with what is disclosed, if it has points in time."""
        return [each for each in self._whole if any(name in each.payload for name in DATES)]

    @property
    def limited(self) -> list[Jws]:
        """The token of the issuer, if it says when it begins and when it ends."""
        return [each for each in self.dated if "exp" in each.payload and len(each.payload.keys() & DATES) > 1]

    @property
    def disclosures(self) -> list[Disclosure]:
        return self.token.disclosures

    @property
    def whole(self) -> list[Disclosure]:
        """The disclosures that are arrays of two or three items."""
        return self.token.whole

    @property
    def properties(self) -> list[Disclosure]:
        """The disclosures of properties."""
        return [each for each in self.whole if len(each.items) == OF_PROPERTY]

    @property
    def named(self) -> list[Disclosure]:
        """Those whose name is a string."""
        return [each for each in self.properties if each.name is not None]

    @property
    def salted(self) -> list[Disclosure]:
        """The disclosures whose salt is a string."""
        return [each for each in self.whole if isinstance(each.items[0], str)]

    @cached_property
    def lists(self) -> list[Placed]:
        """The values of `_sd`, wherever they are."""
        return self._members(SD)

    @cached_property
    def ellipses(self) -> list[Placed]:
        """The objects with a member `...`."""
        return [each for each in self.token.values() if isinstance(each.value, dict) and DOTS in each.value]

    @cached_property
    def algorithms(self) -> list[Placed]:
        """The values of `_sd_alg`, wherever they are, and the names of disclosures that are such."""
        hidden = [Placed(f"{each.pointer}/1", each.name) for each in self.named if each.name == ALGORITHM]
        return [*self._members(ALGORITHM), *hidden]

    def _members(self, name: str) -> list[Placed]:
        owners = (each for each in self.token.values() if isinstance(each.value, dict))
        return [Placed(f"{each.pointer}/{name}", each.value[name]) for each in owners if name in each.value]

    @property
    def hashed(self) -> list[str]:
        """The hash algorithm, if the payload names one."""
        given = self.token.payload.get(ALGORITHM)
        return [given] if isinstance(given, str) else []

    @cached_property
    def processed(self) -> list[Processed]:
        """What processing yields, of a token with digests. Raises Blocked as that does."""
        found = process(self.token) if self.readable else Processed()
        return [found] if self.readable and (found.references or self.disclosures) else []

    @cached_property
    def documents(self) -> list[Inside]:
        """The processed payload, if it is a credential of the data model, without the claims of JWT."""
        found = process(self.token) if self.readable else Processed()
        payload = found.payload
        if BASE not in contexts_of(payload) or hides_members(self.token, found) or payload.keys() & set(FORMER):
            return []  # rows of the signature say so
        plain: dict[str, Any] = {name: each for name, each in payload.items() if name not in CLAIMS}
        return [Inside("/payload", None, json.dumps(plain, ensure_ascii=False).encode())]


def view(source: Source) -> Disclosed:
    """The token in the source. Raises Blocked where it exceeds a limit of the harness."""
    return Disclosed(source.once(read))
