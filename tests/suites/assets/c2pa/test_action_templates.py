"""What an action takes from templates (C2PA 2.4, 18.15.6.1)."""

from __future__ import annotations

from typing import Any

import pytest

from conformance_suites.assets.c2pa.reader.manifest import ManifestStore

ALL, OWN, LATER = (
    {"action": name, "digitalSourceType": f"http://cv.iptc.org/newscodes/digitalsourcetype/{term}"}
    for name, term in (("*", "humanEdits"), ("c2pa.created", "print"), ("c2pa.created", "digitalCapture"))
)


@pytest.mark.parametrize(
    ("templates", "term"),
    [
        ([ALL], "humanEdits"),
        ([OWN], "print"),
        ([OWN, ALL], "print"),  # that of all actions comes first, wherever it is
        ([OWN, LATER], "digitalCapture"),
        ([{**OWN, "action": "c2pa.edited"}], ""),
    ],
)
def test_templates_are_merged_in_their_order(templates: list[dict[str, Any]], term: str) -> None:
    data = {"actions": [{"action": "c2pa.created"}], "templates": templates}
    manifest = {"assertions": [{"label": "c2pa.actions.v2", "data": data}]}
    store = ManifestStore(0, {"active_manifest": "urn:x", "manifests": {"urn:x": manifest}}, "", False, None)
    (action,) = store.actions
    assert action["action"] == "c2pa.created"
    assert str(action.get("digitalSourceType", "")).rpartition("/")[2] == term
