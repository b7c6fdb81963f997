"""The limits of reading logs, far beyond those of DIDs, whose keys change a few times a year."""

LOG_BYTES = 16 << 20
"""A file that is read as a log."""

ENTRIES = 1_000
"""Entries of a log: the signature of each is verified, some 0.3 ms for one."""

KEYS = 200
"""Keys, or hashes of keys, in one entry that are looked at."""
