"""What samples are made with."""
