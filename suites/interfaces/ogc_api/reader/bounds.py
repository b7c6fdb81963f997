"""Limits of the harness for services of the OGC API."""

COLLECTIONS = 3
"""Collections that are read: each is asked the same, and a plan allows so many requests."""
PAGES = 2_000
"""Pages of one walk: fewer requests than a plan allows by default."""
