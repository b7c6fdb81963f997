"""The reference device, which records itself: faultless, or with one known fault."""
