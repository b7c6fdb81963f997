"""Embedded products under test: known to be good, or faulty in one known way."""
