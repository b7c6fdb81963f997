"""The limits of reading what is beside a credential."""

FILES_BESIDE = 1_000
"""Files of a folder that are looked at."""

IDENTITIES = 50
"""DID documents and logs beside a credential that are read; an export has some for its issuers and its holder."""

DOCUMENT_BYTES = 1 << 20
"""A DID document that is read."""
