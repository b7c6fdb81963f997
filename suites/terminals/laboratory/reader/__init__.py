"""Reads laboratory records, and decides about measured values with their uncertainty."""
