"""Reading what a server of TLS negotiates."""
