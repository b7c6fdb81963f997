"""The broker, as the family reads it."""

from conformance_suites.interfaces.mqtt.reader.broker import Bench, Broker, view

__all__ = ["Bench", "Broker", "view"]
