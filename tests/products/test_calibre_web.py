"""Live against Calibre-Web, which has pages, and limits what minors get by tags: what is reported of it is true.

CONFORMANCE_SITE_PACKAGES names the folder that it is installed in.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from doubles.browser import missing
from http_products import ALLOWED, asked, running
from listening import named
from packages import installed

from conformance.drafting.proof_service import judged_once
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome

PACKAGES = installed("calibreweb")
PEOPLE = {"GROWN_UP": "grown-up", "CHILD": "child-aged-9"}
STATEMENT = {"lists_content": True, "admits_minors": True, "sells": False, "idempotent_purchases": False}
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

if not PACKAGES.is_dir():
    pytest.skip("CONFORMANCE_SITE_PACKAGES names no folder with calibreweb in it", allow_module_level=True)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The product with a library."""
    script = str(Path(__file__).with_name("calibre_library.py"))
    command = [sys.executable, script, str(tmp_path_factory.mktemp("library")), "{port}"]
    with running(command, "login", PYTHONPATH=str(PACKAGES)) as url:
        yield url


def test_it_hides_a_book_from_a_child_and_gives_its_record_all_the_same(url: str) -> None:
    listed = asked("GET", f"{url}ajax/listbooks", X_Person="child-aged-9")[2]
    books = asked("GET", f"{url}ajax/listbooks", X_Person="grown-up")[2]
    (hidden,) = {book["uuid"] for book in json.loads(books)["rows"] if book["tags"] == "18+"}
    assert hidden not in {book["uuid"] for book in json.loads(listed)["rows"]}
    status, _, record = asked("GET", f"{url}ajax/book/{hidden}", X_Person="child-aged-9")
    assert (status, json.loads(record)["tags"]) == (200, ["18+"])
    found = judged_once(
        Plan(Selection(suites=("interfaces/governance/conduct",))),
        {
            "product": {"name": "Calibre-Web", "version": "0.6.27"},
            "profile": "governed-platform",
            "endpoints": {"governance": url},
            "statement": STATEMENT,
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


def test_its_page_to_sign_in_lacks_contrast(url: str) -> None:
    pytest.importorskip("playwright")
    pytest.importorskip("axe_playwright_python")
    if reason := missing():
        pytest.skip(reason)
    found = judged_once(
        Plan(Selection(suites=("interfaces/accessibility/web_client",))),
        {
            "product": {"name": "Calibre-Web", "version": "0.6.27"},
            "profile": "web-client",
            "endpoints": {"client": f"{url}login"},
            "statement": {},
        },
    )
    assert named(found, Outcome.FAIL) == {"IFC-ACC-006"}  # its large name, #45B29D on #F8F8F8: 2.43 to 1, not 3
    assert {"IFC-ACC-001", "IFC-ACC-017"} <= named(found, Outcome.PASS)
