"""The limits of reading bound assets."""

RESOURCES = 50
"""Related resources of a credential whose files are read; an avatar has one, a collection some."""

DIGEST_LETTERS = 400
"""Letters of a digest: a SHA-512 in any encoding has fewer than 160."""
