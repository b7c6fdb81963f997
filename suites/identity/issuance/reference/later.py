"""What the reference issuer puts off: a transaction gets its credentials at the second request for them."""

from __future__ import annotations

from typing import Any

from conformance.reference.serving import Fault

LATER = "Later"
INTERVAL = 0.01
_POLLS = 2
Keys = list[dict[str, Any]]


class Later:
    """The transactions, by their identifiers."""

    def __init__(self, fault: Fault) -> None:
        self._fault = fault
        self._waiting: dict[str, tuple[int, Keys]] = {}

    def put_off(self, identifier: str, keys: Keys) -> tuple[dict[str, Any], int]:
        """What the credential endpoint says, and its status."""
        fault = self._fault
        self._waiting[identifier] = (_POLLS, keys)
        told: dict[str, Any] = {"transaction_id": identifier, "interval": INTERVAL}
        if fault.is_("ID-VID-001_no_identifier"):
            told["transaction_id"] = ""
        if fault.is_("ID-VID-001_no_interval"):
            del told["interval"]
        if fault.is_("ID-VID-001_no_time"):
            told["interval"] = 0
        if fault.is_("ID-VID-002_both"):
            told["credentials"] = []
        return told, 200 if fault.is_("ID-VID-001_ok") else 202

    def keys(self, identifier: Any) -> Keys:
        """The keys of a transaction whose credentials are issued now; none for another one."""
        if identifier not in self._waiting:
            return []
        left, keys = self._waiting[identifier]
        self._waiting[identifier] = (left - 1, keys)
        if left > 1:
            return []
        if not self._fault.is_("ID-VID-007_again"):
            del self._waiting[identifier]
        return keys

    def answer(self, identifier: Any) -> tuple[dict[str, Any], int]:
        """What is said where none are, and the status."""
        fault = self._fault
        if identifier not in self._waiting:
            if fault.is_("ID-VID-006_any_identifier") and str(identifier).startswith("conformance"):
                return {"transaction_id": identifier, "interval": INTERVAL}, 202
            missing = fault.is_("ID-VID-006_not_found") and str(identifier).startswith("conformance")
            other = fault.is_("ID-VID-008_other_error")
            return {"error": "invalid_request" if other else "invalid_transaction_id"}, 404 if missing else 400
        told = {"transaction_id": identifier, "interval": INTERVAL}
        if fault.is_("ID-VID-004_no_interval"):
            del told["interval"]
        if fault.is_("ID-VID-005_other_identifier"):
            told["transaction_id"] = f"{identifier}x"
        return told, 200 if fault.is_("ID-VID-004_ok") else 202
