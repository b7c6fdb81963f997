"""The catalogue: suites, schemas, profiles, policy clauses and standards, loaded and checked against each other."""

from conformance.catalogue.catalogue import Catalogue, load_catalogue
from conformance.catalogue.errors import CatalogueError
from conformance.catalogue.folders import folder

__all__ = ["Catalogue", "CatalogueError", "folder", "load_catalogue"]
