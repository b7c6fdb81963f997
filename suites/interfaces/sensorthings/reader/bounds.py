"""Limits of the harness for documents and services of the SensorThings API."""

ENTITIES = 1_000_000
"""Entities of one document: as many as fit into what the strict reader accepts, so that a view stays within memory."""
PAGES = 2_000
"""Pages of one walk: 1,000,000 observations in pages of 500, and fewer requests than a plan allows by default."""
