"""What the suites of DID methods read: the log of a did:webvh."""
