"""Converts BVH motion to a recording."""
