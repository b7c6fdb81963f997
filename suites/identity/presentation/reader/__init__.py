"""Reading requests for credentials, and what answers them."""
