"""The limits of reading tokens, far beyond those of credentials that wallets hold, of some kilobytes."""

TOKEN_BYTES = 16 << 20
"""A file that is read as one token, or as a token with its disclosures."""

MODULUS_BITS = 16_384
"""An RSA key with which signatures are verified: the time grows with the square of its length."""

CERTIFICATE_CHARACTERS = 100_000
"""A certificate in base64 that is read."""
