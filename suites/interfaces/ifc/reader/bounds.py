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
