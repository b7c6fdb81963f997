"""Reads robot descriptions: the numbers of their attributes, and the joints with their limits."""
