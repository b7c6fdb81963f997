"""What the suites of bound assets read: the files that a credential names, and their digests."""
