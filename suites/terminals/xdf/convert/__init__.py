"""XDF files as recordings."""
