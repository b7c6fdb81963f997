"""Reading poses of OGC GeoPose 1.0 in JSON: which target a document is of, and what it holds."""
