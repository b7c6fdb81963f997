"""Documents on paper: what they consist of, and how they are written for Word and as PDF."""
