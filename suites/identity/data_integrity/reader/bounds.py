"""The limits of reading proofs, far beyond those of credentials that wallets hold."""

PROOFS = 200
"""Proofs of a document that are verified."""

SIGNED_VALUES = 50_000
"""Values of what they secure, for each proof anew: some 0.1 ms for one."""

BASE58_LETTERS = 4000
"""Letters of a value in base58btc: decoding takes time by their square. A key of ML-DSA-87 has some 3,600."""

REMEMBERED = 64
"""Decoded values that are kept: the rows of a suite ask for the same ones."""

FEW_ALIKE = 6
"""So many blank nodes may be alike, however they are connected: naming them takes milliseconds."""

ALIKE = 100
"""So many blank nodes may be alike if each step from one to the next leaves little choice (see ORDERS)."""

ORDERS = 10_000
"""Orders of neighbours that are tried for all of them together."""
