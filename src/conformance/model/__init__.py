"""What the harness talks about: frozen records and pure rules, no input or output."""
