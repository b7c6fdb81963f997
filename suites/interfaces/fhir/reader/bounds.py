"""The limit of the reader: all resources of FHIR, with a hundred search parameters each, stay within it."""

OBJECTS = 200_000
"""Objects of a capability statement."""
