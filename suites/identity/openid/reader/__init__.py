"""Reading an OpenID provider: its metadata and its keys."""
