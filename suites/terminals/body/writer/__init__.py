"""The reference tracker of bodies."""
