"""Reading content identifiers and checksummed addresses."""
