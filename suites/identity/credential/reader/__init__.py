"""Reading verifiable credentials: where they are in a document, their dates, and their meaning as linked data."""
