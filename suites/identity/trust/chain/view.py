"""A chain of entity statements as the rows see it."""

from __future__ import annotations

from conformance_suites.identity.trust.reader.chain import TrustChain
from conformance_suites.identity.trust.reader.chain import read_chain as view

__all__ = ["TrustChain", "view"]
