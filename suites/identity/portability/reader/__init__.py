"""What the suites of portability read: the DID documents and logs beside an exported credential."""
