"""Web pages, as people get them."""
