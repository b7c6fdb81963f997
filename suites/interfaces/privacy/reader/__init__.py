"""Platforms as people use them, each with an account and a token."""
