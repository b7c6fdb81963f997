"""The limits of reading histories."""

PRESENTATIONS = 500
"""Presentations of a history that are read: every pair of them is compared by what links them."""

CREDENTIALS = 20
"""Credentials of one presentation that are read."""
