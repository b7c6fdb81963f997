"""What reads XDF files beside the library for them."""
