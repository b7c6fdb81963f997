"""Trusted authorities and client certificates of encrypted connections."""

from __future__ import annotations

import ssl
from dataclasses import dataclass


@dataclass(frozen=True)
class Tls:
    """PEM files: certificate authorities to trust in addition to the usual ones, and a client certificate with key."""

    authorities: str | None = None
    certificate: str | None = None
    key: str | None = None

    def context(self) -> ssl.SSLContext:
        """The context. Raises OSError, including ssl.SSLError, if a file cannot be used."""
        import httpx  # it supplies the usual authorities

        made = httpx.create_ssl_context(trust_env=False)
        if self.authorities:
            made.load_verify_locations(cafile=self.authorities)
        if self.certificate:
            made.load_cert_chain(self.certificate, self.key)
        return made
