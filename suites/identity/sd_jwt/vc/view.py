"""A digital credential in a token with disclosures as the rows see it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conformance.readers.source import Source
from conformance_suites.identity.jose.reader.compact import Jws
from conformance_suites.identity.sd_jwt.reader.combined import Combined, read
from conformance_suites.identity.sd_jwt.reader.processing import Processed, process


@dataclass(frozen=True)
class Credential:
    """A token whose claims are those of a digital credential."""

    token: Combined

    @property
    def readable(self) -> list[Jws]:
        """The token of the issuer, if header and payload can be read."""
        return [self.token.issued] if self.token.issued.reads else []

    @property
    def typed(self) -> list[str]:
        """The type of the credential, if it is a string."""
        given = self.token.payload.get("vct")
        return [given] if isinstance(given, str) else []

    def _having(self, name: str) -> list[Any]:
        return [each.payload[name] for each in self.readable if name in each.payload]

    @property
    def others(self) -> list[Any]:
        """The value of `aka_vcts`."""
        return self._having("aka_vcts")

    @property
    def integrity(self) -> list[Any]:
        """The value of `vct#integrity`."""
        return self._having("vct#integrity")

    @property
    def confirming(self) -> list[Any]:
        """The value of `cnf`."""
        return self._having("cnf")

    @cached_property
    def processed(self) -> list[Processed]:
        """What processing yields. Raises Blocked as that does."""
        return [process(self.token) for _ in self.readable]


def view(source: Source) -> Credential:
    """The token in the source. Raises Blocked where it exceeds a limit of the harness."""
    return Credential(source.once(read))
