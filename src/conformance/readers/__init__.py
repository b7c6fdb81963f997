"""What can be judged: files and the formats in them. Readers are bounded and never trust a length they were told."""
