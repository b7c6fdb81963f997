"""The catalogue of interfaces, as the family reads it."""

from conformance_suites.interfaces.discovery.reader.catalog import ApiCatalog, view

__all__ = ["ApiCatalog", "view"]
