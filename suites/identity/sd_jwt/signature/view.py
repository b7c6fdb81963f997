"""The signature of the issuer of a token with disclosures as the rows see it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from conformance.authoring import Blocked
from conformance.readers.source import Source
from conformance_suites.identity.data_integrity.reader.secured import party
from conformance_suites.identity.jose.reader.compact import Jws
from conformance_suites.identity.jose.reader.keys import Mistake, Named, key_url, named_key
from conformance_suites.identity.jose.reader.rules import TEXT_CLAIMS
from conformance_suites.identity.sd_jwt.reader.combined import Combined, read

DID = "did:"


@dataclass(frozen=True)
class Signed:
    """A token with disclosures, signed by its issuer."""

    token: Combined

    @property
    def readable(self) -> list[Jws]:
        """The token of the issuer, if header and payload can be read."""
        return [self.token.issued] if self.token.issued.reads else []

    @property
    def signing(self) -> list[Jws]:
        """The token of the issuer, if its header names an algorithm."""
        return [each for each in self.readable if each.algorithm is not None]

    @property
    def critical(self) -> list[Jws]:
        return [each for each in self.readable if "crit" in each.header]

    @property
    def claiming(self) -> list[Jws]:
        """The token of the issuer, if it has registered claims that are texts."""
        return [each for each in self.readable if any(name in each.payload for name in TEXT_CLAIMS)]

    @property
    def identified(self) -> list[Jws]:
        """The token of the issuer, if issuer and key are both named by a DID."""
        url = key_url(self.token.issued, self._issuer) or ""
        issuer = self.token.payload.get("iss")
        both = isinstance(issuer, str) and issuer.startswith(DID) and url.startswith(DID)
        return self.readable if both else []

    @property
    def _issuer(self) -> str | None:
        return party(self.token.payload.get("issuer"))

    @cached_property
    def issuer_keys(self) -> list[Named]:
        """The key of the issuer. Raises Blocked if it is elsewhere."""
        if not self.signing:
            return []
        found = named_key(self.token.issued, self._issuer)
        if found is None:
            url = key_url(self.token.issued, self._issuer)
            raise Blocked("key_elsewhere", cause="environment", url=(url or "?")[:200])
        return [found]

    @property
    def keyed(self) -> list[tuple[Jws, Named]]:
        """The token of the issuer with its key, if that is a public key."""
        return [(self.token.issued, each) for each in self.issuer_keys if not isinstance(each.key, Mistake)]


def view(source: Source) -> Signed:
    """The token in the source. Raises Blocked where it exceeds a limit of the harness."""
    return Signed(source.once(read))
