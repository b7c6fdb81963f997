"""Observations at two interfaces: that of a source, and that of its twin."""
