"""What OpenAPI documents hold, read once for all suites of the family."""
