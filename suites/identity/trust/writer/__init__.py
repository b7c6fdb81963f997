"""What samples of federations are built from."""
