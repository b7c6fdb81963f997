"""A device that records itself: faultless, or with one known fault."""
