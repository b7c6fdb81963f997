"""Reading the bones of a VRM humanoid."""
