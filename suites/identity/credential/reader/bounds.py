"""The limits of reading credentials: far beyond those that wallets hold, of some 50 values."""

LINKED_VALUES = 20_000
"""Values of one document that are read as linked data, which takes some milliseconds for 100."""

TYPES = 200
"""Types of one object that are looked up in its contexts."""
