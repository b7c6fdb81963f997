"""Models for samples."""
