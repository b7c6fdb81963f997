"""The metadata of an issuer, as the family reads them."""

from conformance_suites.identity.issuance.reader.metadata import IssuerMetadata, is_loopback, paths, view

__all__ = ["IssuerMetadata", "is_loopback", "paths", "view"]
