"""Embedded products and samples of the families, either good or with one known fault."""
