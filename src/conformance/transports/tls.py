"""Trust and identity on encrypted connections."""

from __future__ import annotations

import ssl
from dataclasses import dataclass


@dataclass(frozen=True)
class Tls:
    """PEM files: certificate authorities to trust beside the usual ones, and our certificate with its key."""

    authorities: str | None = None
    certificate: str | None = None
    key: str | None = None

    def context(self) -> ssl.SSLContext:
        """Raises OSError (ssl.SSLError among them) where a file cannot be used."""
        import httpx  # it brings the authorities that are usual

        made = httpx.create_ssl_context(trust_env=False)
        if self.authorities:
            made.load_verify_locations(cafile=self.authorities)
        if self.certificate:
            made.load_cert_chain(self.certificate, self.key)
        return made
