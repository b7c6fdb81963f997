"""Records what devices say over Lab Streaming Layer."""
