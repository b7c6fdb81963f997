"""The provider, as the family reads it."""

from conformance_suites.identity.openid.reader.provider import ENDPOINTS, OpenIdProvider, is_absolute, view

__all__ = ["ENDPOINTS", "OpenIdProvider", "is_absolute", "view"]
