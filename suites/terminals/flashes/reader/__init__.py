"""Reads moving pictures, as a grid of cells of which each has a luminance and a colour over time."""
