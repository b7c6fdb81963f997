"""Files and the formats in them. Readers have limits and never trust a length that the data declares."""
