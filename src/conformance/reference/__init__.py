"""Embedded products and samples of the families: known to be good, or faulty in one known way."""
