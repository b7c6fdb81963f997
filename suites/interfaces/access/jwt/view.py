"""The resource server, as the family reads it."""

from conformance_suites.interfaces.access.reader.resource import ResourceServer, given, view

__all__ = ["ResourceServer", "given", "view"]
