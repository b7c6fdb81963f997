"""Listening to devices: what they say is recorded and judged while they say it."""
