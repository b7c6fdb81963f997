"""The limits of the reader: all resources of FHIR, with a hundred search parameters each, stay within it."""

OBJECTS = 200_000
"""Objects of a capability statement."""

TYPES = 5
"""Types of resources that are searched and read: a server that does what it states for these has one way to do it."""
