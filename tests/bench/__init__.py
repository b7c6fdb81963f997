"""Benchmarks that print ratios measured in one run: `tox run -e bench`."""
