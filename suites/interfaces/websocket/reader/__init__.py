"""A WebSocket server, as the family reads it."""

from conformance_suites.interfaces.websocket.reader.client import Client, named
from conformance_suites.interfaces.websocket.reader.server import WebSocketServer, view

__all__ = ["Client", "WebSocketServer", "named", "view"]
