"""What knows the bytes of a slate."""
