"""Platforms as people use them, each with an own account and an own token."""
