"""Comparisons of our verdicts with those of other tools, on many documents: too slow for every run of the tests."""
