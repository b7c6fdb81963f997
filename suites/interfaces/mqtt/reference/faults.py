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
    "IFC-MQT-009_one_for_all_that_go",
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
    "IFC-MQD-001_not_sent",
    "IFC-MQD-002_not_marked",
    "IFC-MQD-003_stays",
    "IFC-MQD-004_keeps_both",
    "IFC-MQD-005_removes",
    "IFC-MQD-005_replaces",
    "IFC-MQD-006_sends_again",
    "IFC-MQD-007_sends",
    "IFC-MQD-008_clears",
    "IFC-MQD-009_keeps",
    "IFC-MQD-010_twice",
    "IFC-MQD-011_closes",
    "IFC-MQD-011_sorts",
    "IFC-MQD-012_closes",
    "IFC-MQD-012_drops",
    "IFC-MQD-013_closes",
    "IFC-MQD-013_drops",
    "IFC-MQD-014_closes",
    "IFC-MQD-014_drops",
    "IFC-MQD-015_keeps_nothing",
    "IFC-MQD-016_delivers",
    "IFC-MQD-017_drops",
    "IFC-MQD-017_keeps",
    "IFC-MQD-017_nothing_left",
    "IFC-MQD-018_sends_all",
    "IFC-MQD-019_any_size",
    "IFC-MQD-020_sends_back",
    "IFC-MQD-021_another",
    "IFC-MQD-021_not_returned",
    "IFC-MQD-022_matches",
    "IFC-MQD-023_as_published",
    "IFC-MQD-023_as_granted",
    "IFC-MQD-024_swaps",
    "IFC-MQD-025_goes_on",
    "IFC-MQP-001_granted_3",
    "IFC-MQP-001_reserved",
    "IFC-MQP-002_upper_case",
    "IFC-MQP-003_text_alone",
    "IFC-MQP-004_always_dup",
    "IFC-MQP-005_always_one",
    "IFC-MQP-005_zero",
    "IFC-MQP-006_alias",
    "IFC-MQP-007_explains",
    "IFC-MQP-008_informs",
    "IFC-MQP-009_method",
    "IFC-MQP-010_again",
    "IFC-MQP-011_counts_itself",
    "IFC-MQP-011_pubcomp_counts_itself",
    "IFC-MQP-012_reversed",
    "IFC-MQP-013_ignores",
)


def endpoints(base: str) -> dict[str, str]:
    """The endpoints that speak HTTP: none."""
    return {}


def routes(base: str, fault: Fault) -> list[Any]:
    """The Starlette routes: none."""
    return []
