"""Reads BVH motion capture."""
