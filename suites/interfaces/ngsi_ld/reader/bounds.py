"""The limit of the reader: the entities of a city at one moment in one file."""

ATTRIBUTES = 1_000_000
"""Attributes of all entities of a file, those of attributes among them."""
