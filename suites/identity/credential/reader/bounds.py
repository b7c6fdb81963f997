"""The limits of reading credentials: far beyond those that wallets hold, of some 50 values."""

LINKED_VALUES = 10_000
"""Values of one document that are read as linked data, which takes some milliseconds for 100."""

CONTEXTS = 1_000
"""Contexts of one document, those of its inner objects included: each is processed where it is, in some 2 ms."""

TYPES = 200
"""Types of one object that are looked up in its contexts."""
