"""The signature of the issuer of a token with disclosures as the rows see it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from conformance.authoring import Blocked
from conformance.readers.source import Source
from conformance_suites.identity.credential.reader.documents import (
    BASE,
    CREDENTIAL,
    PRESENTATION,
    contexts_of,
    types_of,
)
from conformance_suites.identity.data_integrity.reader.secured import party
from conformance_suites.identity.jose.reader.compact import Jws, Members
from conformance_suites.identity.jose.reader.keys import Mistake, Named, key_url, named_key
from conformance_suites.identity.jose.reader.rules import TEXT_CLAIMS
from conformance_suites.identity.sd_jwt.reader.combined import Combined, read
from conformance_suites.identity.sd_jwt.reader.modelled import hides_members, is_of_former_model
from conformance_suites.identity.sd_jwt.reader.processing import process, whole

DID = "did:"


@dataclass(frozen=True)
class Signed:
    """A token with disclosures, signed by its issuer."""

    token: Combined

    @property
    def readable(self) -> list[Jws]:
        """The token of the issuer, if header and payload can be read."""
        return [self.token.issued] if self.token.issued.reads else []

    @cached_property
    def whole(self) -> list[Jws]:
        """The same, with the claims that are disclosed."""
        return [whole(self.token) for _ in self.readable]

    @property
    def signing(self) -> list[Jws]:
        """The token of the issuer, if its header names an algorithm."""
        return [each for each in self.readable if each.algorithm is not None]

    @property
    def critical(self) -> list[Jws]:
        return [each for each in self.readable if "crit" in each.header]

    @property
    def claiming(self) -> list[Jws]:
        """The token with what is disclosed, if it has registered claims that are texts."""
        return [each for each in self.whole if any(name in each.payload for name in TEXT_CLAIMS)]

    @property
    def identified(self) -> list[Jws]:
        """The token of the issuer, if issuer and key are both named by a DID."""
        urls = [key_url(each, self._party) or "" for each in self.whole]
        both = (self.issuer or "").startswith(DID) and any(url.startswith(DID) for url in urls)
        return self.whole if both else []

    @property
    def _claims(self) -> Members:
        return self.whole[0].payload if self.whole else {}

    @property
    def _party(self) -> str | None:
        return party(self._claims.get("issuer"))

    @property
    def issuer(self) -> str | None:
        """Who issues: `iss`, or else the issuer of the credential."""
        given = self._claims.get("iss")
        return given if isinstance(given, str) else self._party

    @cached_property
    def modelled(self) -> list[Jws]:
        """The token with what is disclosed, if it is of the data model 2.0.

        Raises Blocked for one of 1.1, and for one that hides what a credential cannot be judged without.
        """
        if is_of_former_model(self._claims):
            raise Blocked("version_1_1", cause="specification")
        if BASE not in contexts_of(self._claims):
            return []
        if hides_members(self.token, process(self.token)):
            raise Blocked("undisclosed")
        return self.whole

    @property
    def issuing(self) -> list[Jws]:
        """The token with what is disclosed, if it has an `iss` and a credential with an issuer."""
        types = types_of(self._claims)
        presents = PRESENTATION in types or (CREDENTIAL not in types and "verifiableCredential" in self._claims)
        both = isinstance(self._claims.get("iss"), str) and self._party is not None
        return self.whole if both and not presents and BASE in contexts_of(self._claims) else []

    @cached_property
    def issuer_keys(self) -> list[Named]:
        """The key of the issuer. Raises Blocked if it is elsewhere."""
        if not self.signing:
            return []
        issued = self.whole[0]
        found = named_key(issued, self._party)
        if found is None:
            url = key_url(issued, self._party)
            raise Blocked("key_elsewhere", cause="environment", url=(url or "?")[:200])
        return [found]

    @property
    def keyed(self) -> list[tuple[Jws, Named]]:
        """The token of the issuer with its key, if that is a public key."""
        return [(self.token.issued, each) for each in self.issuer_keys if not isinstance(each.key, Mistake)]


def view(source: Source) -> Signed:
    """The token in the source. Raises Blocked where it exceeds a limit of the harness."""
    return Signed(source.once(read))
