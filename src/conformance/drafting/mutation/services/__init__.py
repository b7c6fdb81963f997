"""Mutation of live products: a reference product whose answer to one request has one change."""
