"""Reading labels, and the media files that carry them."""
