"""Signing tokens for samples and tests."""
