"""The header Strict-Transport-Security: what is read, what is refused, and a plan with the wrong addresses."""

from __future__ import annotations

from pathlib import Path

import pytest
from doubles.live_runs import run_live
from doubles.null_products import null_product

from conformance_suites.interfaces.transport.reader.policy import directives_of


@pytest.mark.parametrize(
    ("field", "found"),
    [
        ("max-age=1", [("max-age", "1")]),
        (' max-age = "1" ; includeSubDomains ', [("max-age", "1"), ("includesubdomains", None)]),
        (";;max-age=1;", [("max-age", "1")]),
        ("", []),
        ('a="x;y\\"z";b', [("a", 'x;y"z'), ("b", None)]),
        ("max-age=1, includeSubDomains", None),
        ("max-age=", None),
        ("=1", None),
        ("a b", None),
        ('a="b', None),
        ("a=b=c", None),
        ("max-age=１", None),
    ],
)
def test_directives(field: str, found: list[tuple[str, str | None]] | None) -> None:
    read = directives_of(field)
    assert found == (None if read is None else [tuple(each) for each in read])


@pytest.mark.parametrize("field", [";" * 60_000, "a=" + '"' + "\\" * 60_000, "a" * 60_000 + "(", " " * 60_000 + "("])
def test_long_fields_are_read_at_once(field: str) -> None:
    assert directives_of(field) in (None, [])


def test_a_plain_address_is_not_judged_as_a_protected_one(tmp_path: Path) -> None:
    with null_product("nothing") as product:
        values = {
            "profile": "secure-site",
            "level": "mutual_recognition",
            "product": {"name": "Plain", "version": "1"},
            "endpoints": {"site": product.url, "plain_site": product.url},
            "statement": {},
        }
        run = run_live(tmp_path, values, suites="")
    assert {row.conclusion for row in run.summary.requirements.values()} == {"unproven"}
    assert run.outcome("IFC-STS-001") == ("inconclusive", "not_secure")
