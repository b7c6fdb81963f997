"""Signing documents, for samples and tests."""
