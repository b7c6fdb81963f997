"""The bounds of reading C2PA manifests."""

C2PA_BYTES = 256 << 20
"""A larger file is not passed to the library that validates C2PA manifests, which needs it in memory."""

FILES_BESIDE = 1000
"""Entries of the folder of a detached manifest that are searched for the file it belongs to."""
