"""What the suites of DID documents read: identifiers, and the typed view of a document."""
