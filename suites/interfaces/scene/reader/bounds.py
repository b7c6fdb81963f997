"""The limits of the reader: scenes of whole factories stay within them."""

PACKAGE_BYTES = 512 << 20
"""Of a package: it is read whole."""

ITEMS = 10_000
"""Files in a package."""

LAYERS = 500
"""Layers that a scene is composed of."""

USES = 50_000
"""Asset paths in one layer."""

PROBLEMS = 100
"""Of each sort that the process of the library tells."""

START_SECONDS = 20.0
"""Until that process has loaded its library."""

LAYER_SECONDS = 20.0
"""For reading one layer: a second reads some 50 MB."""

STAGE_SECONDS = 60.0
"""For composing and examining a scene; references can multiply prims without end."""

SUBJECTS = 100
"""That one process reads, before another takes over: the library forgets nothing."""

MEMORY = 4 << 30
"""Bytes of address space of that process."""

ANSWER_BYTES = 32 << 20
"""Bytes of one answer of that process."""
