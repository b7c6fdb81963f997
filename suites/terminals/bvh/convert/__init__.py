"""BVH motion as a recording."""
