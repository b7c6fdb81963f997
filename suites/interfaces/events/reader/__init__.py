"""What the suites of the family know of CloudEvents: their text, their attributes and the grammar of their values."""
