"""Checksums in the letter case of EVM addresses (ERC-55, formerly EIP-55; on some chains ERC-1191)."""

from __future__ import annotations

import re

from conformance.readers.extra import missing

OWN_CHECKSUM = frozenset({"30", "31"})
"""The chains that adopted ERC-1191, where the checksum depends on the chain."""
ADDRESS = re.compile(r"0x[0-9a-fA-F]{40}")


def checksummed(address: str, chain: str) -> str:
    """The address of 40 hexadecimal digits with its letters in the case of the checksum of the chain.

    Raises NotRun where the library for Keccak-256 is not installed.
    """
    try:
        from Cryptodome.Hash import keccak
    except ImportError:
        raise missing("identifiers") from None
    digits = address[2:].lower()
    hashed = f"{chain}0x{digits}" if chain in OWN_CHECKSUM else digits
    nibbles = keccak.new(digest_bits=256, data=hashed.encode("ascii")).hexdigest()
    return "0x" + "".join(
        digit.upper() if int(nibble, 16) >= 8 else digit for digit, nibble in zip(digits, nibbles, strict=False)
    )


def letter_case_decides(address: str) -> bool:
    """Whether the address claims a checksum: letters of both cases. All lower or all upper case claims none."""
    letters = re.sub("[^a-fA-F]", "", address[2:])
    return letters != letters.lower() and letters != letters.upper()
