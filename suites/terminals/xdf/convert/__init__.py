"""Converts XDF files to recordings."""
