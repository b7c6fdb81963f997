"""Changes to answers of the VC API that `conformance mutate` tries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from conformance_suites.identity.vc_api.reader.messages import ELSEWHERE


def _issued_elsewhere(value: Any) -> Any:
    """Instead of the refusal of the reference product, a credential in the name of another issuer."""
    if value != {"title": "another issuer"}:
        return None
    return {"verifiableCredential": {"issuer": ELSEWHERE, "proof": {"type": "DataIntegrityProof"}}}


OPERATORS: Mapping[str, Callable[[Any], Any]] = {"vc_api.issued_elsewhere": _issued_elsewhere}
"""By name: another value, or None where it does not apply."""
