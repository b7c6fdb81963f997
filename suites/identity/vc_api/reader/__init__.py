"""What the suites of the VC API send and read."""
