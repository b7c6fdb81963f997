"""The reference tracker of faces and eyes."""
