"""The limits of reading tokens with disclosures, far beyond those that wallets hold, of some 30 disclosures."""

DISCLOSURES = 20_000
"""Disclosures of one token: each is decoded, parsed and hashed, which takes some 20 microseconds."""

NESTED = 50
"""Disclosures inside each other, from the payload on: the issuers' examples nest two."""

VALUES = 1_000_000
"""Values of the payload and of all disclosures together, which are walked through."""
