"""Reading protected resources: the tokens that are presented to them, and their answers."""
