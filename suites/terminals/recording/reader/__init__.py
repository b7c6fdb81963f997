"""What the suites of recordings know of hands."""
