"""The bounds of reading data records."""

RECORD_BYTES = 32 << 20
"""A larger data record is not judged: its graph is held in memory as a whole."""

RECORD_VALUES = 300_000
"""Values of properties in one data record that are read."""

CONTEXT_TERMS = 200_000
"""Definitions in all contexts of one data record that are read, however often a context is extended."""

CONTEXT_STEPS = 30
"""Definitions of terms that lead from one to the next, before the meaning of a term counts as unreadable."""

IRI_CHARACTERS = 8_000
"""A name that means a longer IRI is unreadable: prefixes that begin with prefixes double the length each time."""

DECLARATION_BYTES = 2 << 20
"""A larger declaration is not judged."""
