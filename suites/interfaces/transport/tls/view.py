"""The server, as the family reads it."""

from conformance_suites.interfaces.transport.reader.server import OTHER_NAME, TlsServer, view

__all__ = ["OTHER_NAME", "TlsServer", "view"]
