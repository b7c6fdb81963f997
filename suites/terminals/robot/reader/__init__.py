"""Reads recordings of the states of a robot: JSON Lines, CSV with a header, and MCAP."""
