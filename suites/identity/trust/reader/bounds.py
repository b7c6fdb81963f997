"""The limits of reading chains, far beyond those of federations, which have two or three levels."""

STATEMENTS = 50
"""Entity statements of a chain that are read."""

KEYS = 200
"""Keys of an entity that are read."""

OPERATORS = 5_000
"""Operators of the policies of a chain: comparing their values takes time by the square of the number."""

VALUES = 2_000
"""Values of one operator."""
