"""The resource for clients that prove their key, as the family reads it."""

from conformance_suites.interfaces.access.reader.proof import OTHER_THUMBPRINT, BoundResource, view
from conformance_suites.interfaces.access.reader.resource import given

__all__ = ["OTHER_THUMBPRINT", "BoundResource", "given", "view"]
