"""Signing in at the pages of a product, as a person does in a browser without scripts."""
