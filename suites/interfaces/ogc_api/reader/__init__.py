"""All that knows the OGC API standards."""
