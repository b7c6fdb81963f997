"""EARL: read by an RDF library, it is a graph of assertions as the W3C Note wants them."""

from __future__ import annotations

import io
from collections import Counter
from typing import Any

import pytest
from doubles.journals import blocked, end, failed, finding, opening, requirement, subject, unjudged

from conformance.model.journal.records import Event
from conformance.model.outcome import EARL
from conformance.reporting.earl import write_earl

rdflib = pytest.importorskip("rdflib")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
VOCABULARY = rdflib.Namespace("http://www.w3.org/ns/earl#")
POINTERS = rdflib.Namespace("http://www.w3.org/2009/pointers#")
BASE = "https://example.org/report"
ROWS = [requirement(f"T-{number}") for number in range(1, 7)]
PRODUCT = {"name": "世界", "version": "2.1", "producer": "Vendor"}


def graph(*events: Event) -> Any:
    out = io.StringIO()
    write_earl(iter(events), out, "en")
    return rdflib.Graph().parse(data=out.getvalue(), format="json-ld", base=BASE)


@pytest.fixture(scope="module")
def told() -> Any:
    """A run over two files, with each outcome once, and a third file that nobody judged."""
    spoken = [
        failed("T-2", finding("/a"), finding("/b", "worse", "更差")),
        *(blocked(f"T-{n}", outcome) for n, outcome in ((3, "inconclusive"), (4, "error"), (5, "not_run"))),
    ]
    return graph(
        opening(*ROWS, product=PRODUCT),
        subject("PFIEN-", *spoken, name="模型 a.json"),
        subject("PPPPPP", name="b.json"),
        unjudged("unreadable", named=True),
        end(),
    )


def test_every_case_is_one_assertion_with_one_of_each_part(told: Any) -> None:
    assertions = list(told.subjects(rdflib.RDF.type, VOCABULARY.Assertion))
    assert len(assertions) == 12
    for each in assertions:
        for part in ("assertedBy", "subject", "test", "mode", "result"):
            assert len(list(told.objects(each, VOCABULARY[part]))) == 1, part
    outcomes = Counter(told.objects(None, VOCABULARY.outcome))
    assert outcomes == Counter(
        VOCABULARY[EARL[outcome]] for outcome in EARL for _ in range(7 if EARL[outcome] == "passed" else 1)
    )


def test_what_an_assertion_names_is_described(told: Any) -> None:
    for part, kind in (("assertedBy", "Assertor"), ("subject", "TestSubject"), ("test", "TestRequirement")):
        for named in set(told.objects(None, VOCABULARY[part])):
            assert (named, rdflib.RDF.type, VOCABULARY[kind]) in told
            assert str(named).startswith(BASE)


def test_a_failure_has_its_places_and_its_sentences_in_both_languages(told: Any) -> None:
    (failed,) = told.subjects(VOCABULARY.outcome, VOCABULARY.failed)
    places = {str(told.value(each, POINTERS.expression)) for each in told.objects(failed, VOCABULARY.pointer)}
    assert places == {"/a", "/b"}
    sentences = {(each.language, str(each)) for each in told.objects(failed, rdflib.DCTERMS.description)}
    assert sentences == {("en", "wrong"), ("en", "worse"), ("zh", "不对"), ("zh", "更差")}


def test_the_file_and_the_product_are_named(told: Any) -> None:
    titles = {str(title) for title in told.objects(None, rdflib.DCTERMS.title)}
    assert {"模型 a.json", "b.json", "a.txt", "世界", "h"} <= titles
    (product,) = told.subjects(rdflib.DCTERMS.publisher, rdflib.Literal("Vendor"))
    assert len(list(told.subjects(rdflib.DCTERMS.isPartOf, product))) == 3
