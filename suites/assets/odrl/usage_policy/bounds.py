"""The bounds of reading usage policies."""

POLICY_BYTES = 2 << 20
"""A larger usage policy is not judged."""

POLICY_OBJECTS = 20_000
"""Rules of one usage policy, and constraints, and assets and parties, that are read."""

POLICY_TERMS = 10_000
"""Definitions in the JSON-LD context of one usage policy that are read."""

POLICY_IRI_CHARACTERS = 2_000
"""A term with a longer IRI is ignored: no policy needs one."""

POLICY_PAIRS = 100_000
"""Pairs of an action and a target, and of rules about one, that are compared in one usage policy."""
