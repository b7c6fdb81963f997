"""The provider, as the family reads it."""

from conformance_suites.identity.openid.reader.provider import OpenIdProvider, view

__all__ = ["OpenIdProvider", "view"]
