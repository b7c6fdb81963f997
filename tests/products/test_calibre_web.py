"""Live against Calibre-Web, which limits what minors get by tags: what is reported of it is true, as tried by hand.

CONFORMANCE_SITE_PACKAGES names the folder that it is installed in.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from http_products import ALLOWED, asked, named, running

from conformance.drafting.proof_service import judged_once
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome

PACKAGES = Path(os.environ.get("CONFORMANCE_SITE_PACKAGES", "nowhere"))
PEOPLE = {"GROWN_UP": "grown-up", "CHILD": "child-aged-9"}
INFORMATION = {
    "adult_token": {"env": "GROWN_UP"},
    "minor_token": {"env": "CHILD"},
    "credential_header": "X-Person: {token}",
    "catalogue": "ajax/listbooks",
    "catalogue_items": "/rows",
    "item": "ajax/book/{id}",
    "item_id": "/uuid",
    "item_class": "/tags",
    "page_class": "/tags/0",
    "content_classes": ["all", "12+", "18+"],
    "minor_classes": ["all", "12+"],
}

if not (PACKAGES / "calibreweb").is_dir():
    pytest.skip("CONFORMANCE_SITE_PACKAGES names no folder with calibreweb in it", allow_module_level=True)


def test_it_hides_a_book_from_a_child_and_gives_its_record_all_the_same(tmp_path: Path) -> None:
    script = str(Path(__file__).with_name("calibre_library.py"))
    command = [sys.executable, script, str(tmp_path), "{port}"]
    with running(command, "ajax/listbooks", PYTHONPATH=str(PACKAGES)) as url:
        listed = asked("GET", f"{url}ajax/listbooks", X_Person="child-aged-9")[2]
        books = asked("GET", f"{url}ajax/listbooks", X_Person="grown-up")[2]
        hidden = {book["uuid"] for book in json.loads(books)["rows"] if book["tags"] == "18+"}
        assert hidden
        assert not hidden & {book["uuid"] for book in json.loads(listed)["rows"]}
        for book in hidden:
            status, _, record = asked("GET", f"{url}ajax/book/{book}", X_Person="child-aged-9")
            assert (status, json.loads(record)["tags"]) == (200, ["18+"])
        found = judged_once(
            Plan(Selection(suites=("interfaces/governance/conduct",))),
            {
                "product": {"name": "Calibre-Web", "version": "0.6.27"},
                "profile": "governed-platform",
                "endpoints": {"governance": url},
                "statement": {
                    "lists_content": True,
                    "admits_minors": True,
                    "sells": False,
                    "idempotent_purchases": False,
                },
                "information": INFORMATION,
                "authorisation": ALLOWED,
            },
            PEOPLE,
        )
    assert named(found, Outcome.FAIL) == {"IFC-GOV-005"}
    assert named(found, Outcome.PASS) == {f"IFC-GOV-00{number}" for number in (1, 2, 3, 4, 6)}
    # It makes no declaration, and has no sessions that could be limited.
    assert named(found, Outcome.NOT_RUN) == {f"IFC-GOV-0{number:02}" for number in range(7, 13)}
    assert len(named(found, Outcome.NOT_APPLICABLE)) == len(found) - 12
