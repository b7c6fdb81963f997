"""The resource server, as the family reads it."""

from conformance_suites.interfaces.access.reader.resource import (
    OTHER_SCOPE,
    ResourceServer,
    error_of,
    given,
    view,
)

__all__ = ["OTHER_SCOPE", "ResourceServer", "error_of", "given", "view"]
