"""What samples of logs are built from."""
