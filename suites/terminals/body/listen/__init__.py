"""Records what motion capture and other devices send by Open Sound Control."""
