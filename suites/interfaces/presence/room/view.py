"""The server, as the family reads it."""

from conformance_suites.interfaces.presence.reader.room import RoomServer, view

__all__ = ["RoomServer", "view"]
