"""What the suites of issuance read."""
