"""The committee's document of a suite: one record of it, and one writer per format."""
