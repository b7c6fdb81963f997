"""The server, as the family reads it."""

from conformance_suites.interfaces.websocket.reader import Client, WebSocketServer, named, view

__all__ = ["Client", "WebSocketServer", "named", "view"]
