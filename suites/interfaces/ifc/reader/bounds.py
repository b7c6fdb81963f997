"""The limits of the reader: models of whole hospitals and airports stay within them."""

BYTES = 256 << 20
"""Of a file: it is read as one text."""

INSTANCES = 2_000_000
"""Instances of a file: each costs some 200 bytes while the file is judged."""

PARAMETERS = 8 << 20
"""Characters between the parentheses of one instance: meshes of a million points have fewer."""

DEPTH = 20
"""Nesting of lists and typed values; no attribute of IFC needs more than 5."""

PROBLEMS = 1_000
"""Of each sort that are kept."""

SHAPES = 50_000
"""Sorts of parameters, without their values, whose conformity is kept: each is decided once."""

SHAPE = 2_000
"""Characters of a sort of parameters that is kept."""

IDS_BYTES = 1 << 20
"""Of a file with information requirements: those of whole countries have a quarter of it."""

IDS_FILES = 10
"""Such files beside a model."""

IDS_ANSWERS = 1_000_000
"""Requirements of specifications, for each object that they apply to: some minutes."""

IDS_REPETITIONS = 2
"""Open-ended repetitions in a pattern, none of a group: the time for a text grows with its length to this power."""

IDS_TEXT = 4_000
"""Bytes of a text in a model that patterns are applied to."""

IDS_DEPTH = 500
"""Steps from an object up to all that it belongs to; a building has some ten."""

IDS_PARENTHESES = 1_000
"""Opened in an instance that cannot be read: the library for information requirements follows them by recursion."""
