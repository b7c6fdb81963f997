"""The catalogue: suites, schemas, profiles, policy clauses and standards, loaded and checked against each other."""

from conformance.catalogue.catalogue import Catalogue
from conformance.catalogue.errors import CatalogueError
from conformance.catalogue.folders import folder
from conformance.catalogue.loading import load_catalogue

__all__ = ["Catalogue", "CatalogueError", "folder", "load_catalogue"]
