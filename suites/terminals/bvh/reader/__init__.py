"""Reading BVH motion capture."""
