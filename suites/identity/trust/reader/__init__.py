"""What the suites of trust read: entity statements, and the policies of a chain of them."""
