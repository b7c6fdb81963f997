"""What the plan of the reference broker says, and its faults."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conformance.reference.serving import Fault

STATEMENT: Mapping[str, Any] = {}
INFORMATION: Mapping[str, Any] = {"topic_prefix": "conformance/"}
FAULTS = (
    "IFC-MQT-001_pingresp_first",
    "IFC-MQT-002_keeps_the_session",
    "IFC-MQT-003_forgets_the_session",
    "IFC-MQT-004_keeps_it_for_ever",
    "IFC-MQT-005_not_told",
    "IFC-MQT-006_the_same_for_all",
    "IFC-MQT-007_short_identifiers",
    "IFC-MQT-008_no_pingresp",
    "IFC-MQT-009_one_for_all",
    "IFC-MQT-010_counts_itself",
    "IFC-MQT-010_unsuback_counts_itself",
    "IFC-MQT-011_success",
    "IFC-MQT-012_second_connect",
    "IFC-MQT-013_any_flags",
    "IFC-MQT-014_qos_3",
    "IFC-MQT-015_wildcard",
    "IFC-MQT-016_null_character",
    "IFC-MQT-017_surrogate",
    "IFC-MQT-018_both_stay",
    "IFC-MQT-019_not_told",
    "IFC-MQT-019_other_reason",
    "IFC-MQT-020_stays_open",
    "IFC-MQT-021_no_will",
    "IFC-MQT-022_will_after_disconnect",
    "IFC-MQT-023_will_at_once",
    "IFC-MQT-024_trailing_byte",
    "IFC-MQT-025_waits_for_all",
)


def endpoints(base: str) -> dict[str, str]:
    """The endpoints that speak HTTP: none."""
    return {}


def routes(base: str, fault: Fault) -> list[Any]:
    """The Starlette routes: none."""
    return []
