"""What writes XDF files: samples and demos are built with it."""
