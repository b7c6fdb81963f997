"""The graph that JSON-LD means, as another implementation reads it, and what is not read at all."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, XSD
from rdflib.term import Node

from conformance.authoring import Blocked
from conformance_suites.interfaces.governance.dataset.samples import dataset, expanded, flat
from conformance_suites.interfaces.governance.reader import graph as own
from conformance_suites.interfaces.governance.reader.bounds import CONTEXT_TERMS, RECORD_VALUES

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
BASE = "https://base.example/a/b"


def plain(value: Literal) -> Literal:
    """The text and its datatype alone: this reader keeps no languages, and the number of digits of a double differs."""
    datatype = None if value.language or value.datatype == XSD.string else value.datatype
    text = str(float(value)) if datatype == XSD.double else str(value)
    return Literal(text, datatype=datatype)


def theirs(document: Any) -> Graph:
    """What rdflib makes of the document, without its lists."""
    found, kept = Graph(), Graph()
    found.parse(data=json.dumps(document), format="json-ld", base=BASE)
    for subject, name, value in found:
        if name not in (RDF.first, RDF.rest):
            kept.add((subject, name, plain(value) if isinstance(value, Literal) else value))
    return kept


def term(key: str) -> Node:
    return BNode(key.removeprefix("_:").strip() or "root") if key.startswith(("_:", " ")) else URIRef(key)


def ours(document: Any) -> Graph:
    """What the reader makes of it. It knows no address of the file, so that the context names one."""
    read, kept = own.Graph(document), Graph()
    for node in read.nodes.values():
        for name in node.types:
            kept.add((term(node.key), RDF.type, term(name)))
        for name, values in node.properties.items():
            for each in values:
                if isinstance(each, own.Link):
                    kept.add((term(node.key), URIRef(name), term(each.key)))
                elif each.datatype != "@json":
                    datatype = URIRef(each.datatype) if each.datatype else None
                    kept.add((term(node.key), URIRef(name), plain(Literal(each.text, datatype=datatype))))
    return kept


def of(context: Any, **members: Any) -> dict[str, Any]:
    return {"@context": context, "@id": "https://x.example/1", **members}


EX = "https://x.example/terms#"
DOCUMENTS: dict[str, Any] = {
    "nested": dataset(),
    "flat": {**flat(), "@context": [{key: each for key, each in flat()["@context"][0].items() if key != "note"}]},
    "expanded": expanded(),
    "term after its use": of({"b": "a:b", "a": EX}, b=1),
    "term of a term": of({"c": "b", "b": "a", "a": f"{EX}a"}, c="x"),
    "prefix of a prefix": of({"b": "a:b/", "a": EX}, **{"b:c": True}),
    "datatype by a prefix": of({"x": EX, "a": {"@id": "x:a", "@type": "x:t"}}, a=["1", 2]),
    "compact name defined": of({"x": EX, "x:a": {"@type": "@id"}}, **{"x:a": "https://x.example/2"}),
    "vocabulary": of({"@vocab": EX}, a="1", b={"@type": "c"}),
    "no vocabulary": of({"@vocab": EX}, a={"@context": {"@vocab": None}, "b": 1, f"{EX}c": 2}),
    "reference to a word": of({"@vocab": EX, "a": {"@type": "@vocab"}, "b": f"{EX}other"}, a=["b", "c", f"{EX}d"]),
    "not an alias": of({"@vocab": EX, "id": "@id"}, a={"id": "https://x.example/2", "b": 1}),
    "relative": of({"@base": "https://x.example/a/", "a": {"@id": f"{EX}a", "@type": "@id"}}, a=["../b", "c?d", "#e"]),
    "context inside": of({"a": f"{EX}a"}, a={"@context": {"a": f"{EX}b"}, "a": {"a": "deep"}}),
    "context gone": of({"a": f"{EX}a"}, a={"@context": None, "a": 1, f"{EX}c": 2}),
    "name without meaning": of({"@vocab": EX, "a": None}, a=1, b=2),
    "numbers": of({"@vocab": EX}, a=[1, -1, 0.5, 1e21, True, False, None]),
    "typed numbers": of(
        {"@vocab": EX, "a": {"@id": f"{EX}a", "@type": "http://www.w3.org/2001/XMLSchema#integer"}}, a=[5, "7"]
    ),
    "values": of(
        {"@vocab": EX}, a=[{"@value": "x", "@language": "en"}, {"@value": "y", "@type": f"{EX}t"}, {"@value": None}]
    ),
    "languages": of({"a": {"@id": f"{EX}a", "@container": "@language"}}, a={"en": "x", "zh": ["y", "z"], "de": None}),
    "sets": of({"@vocab": EX}, a={"@set": [1, [2, 3]]}),
    "described twice": {
        "@context": {"@vocab": EX},
        "@graph": [{"@id": "_:x", "a": 1}, {"@id": "_:x", "@type": "c", "b": {"@id": "_:x"}}],
    },
    "included": of({"@vocab": EX}, a=1, **{"@included": [{"@id": "https://x.example/2", "b": 1}]}),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_graph_is_that_of_another_implementation(name: str) -> None:
    found = ours(DOCUMENTS[name])
    assert len(found) > 0
    assert isomorphic(found, theirs(DOCUMENTS[name]))


TERM = f"{EX}a"
UNREAD: dict[str, Any] = {
    "another context": of("https://www.w3.org/ns/odrl.jsonld", a=1),
    "another context in a list": of([{"a": TERM}, "https://x.example/context"], a=1),
    "another context inside": of({"a": TERM}, a={"@context": "context.jsonld", "b": 1}),
    "imported": of({"@import": "https://x.example/context"}, a=1),
    "reverse": of({"a": TERM}, **{"@reverse": {"a": {"@id": "https://x.example/2"}}}),
    "reverse term": of({"a": {"@reverse": TERM}}, a={"@id": "https://x.example/2"}),
    "nest": of({"a": TERM}, **{"@nest": {"a": 1}}),
    "nest alias": of({"a": TERM, "details": "@nest"}, details={"a": 1}),
    "index": of({"a": {"@id": TERM, "@container": "@index"}}, a={"x": 1}),
    "by identifier": of({"a": {"@id": TERM, "@container": ["@id", "@set"]}}, a={"https://x.example/2": {"a": 1}}),
    "context of a term": of({"a": {"@id": TERM, "@context": {"b": f"{EX}b"}}}, a={"b": 1}),
    "context of a class": of({"c": {"@id": f"{EX}c", "@context": {"b": f"{EX}b"}}}, **{"@type": "c", "b": 1}),
    "not propagated": of({"@propagate": False, "a": TERM}, a=1),
    "ring of terms": of({"a": "b", "b": "a"}, a=1),
    "chain of terms": of({**{f"t{at}": f"t{at + 1}" for at in range(100)}, "t100": TERM}, t0=1),
    "longer and longer names": of(
        {f"p{at}": f"p{at + 1}:{'x' * 500}" for at in range(25)} | {"p25": EX}, **{"p0:a": 1}
    ),
    "too many terms": of({f"t{at}": TERM for at in range(CONTEXT_TERMS + 1)}, t0=1),
    "too many values": of({"a": TERM}, a=[1] * (RECORD_VALUES + 1)),
}


@pytest.mark.parametrize("name", UNREAD)
def test_what_is_not_read_is_not_judged(name: str) -> None:
    with pytest.raises(Blocked):
        own.Graph(UNREAD[name])


def test_a_number_without_a_fraction_is_an_integer() -> None:
    """As in the algorithms of JSON-LD 1.1; rdflib makes it a double."""
    (node,) = own.Graph(of({"a": TERM}, a=[5120.0, 1e20, 1e21])).nodes.values()
    assert [each.datatype.rpartition("#")[2] for each in node.literals(TERM)] == ["integer", "integer", "double"]


def test_the_place_of_a_node_is_where_it_is_described_and_that_of_a_value_where_it_is_written() -> None:
    document = {
        "@context": {"@vocab": EX, "a": {"@type": "@id"}},
        "@graph": [
            {"@id": "https://x.example/1", "a": "https://x.example/2"},
            {"@id": "https://x.example/2", "b/c": [1]},
        ],
    }
    found = own.Graph(document).nodes["https://x.example/2"]
    assert found.pointer == "/@graph/1"
    assert [each.pointer for each in found.values(f"{EX}b/c")] == ["/@graph/1/b~1c/0"]


def test_what_json_ld_does_not_allow_is_found_where_it_is() -> None:
    document = of({"a": TERM, "b": 7, "@vocab": True}, a=[{"@id": 7}, {"@type": [7]}, {"@value": [7]}, {"@type": None}])
    places = {("/@context", "b"), ("/@context", "@vocab"), ("/a/0/@id", "@id"), ("/a/1/@type/0", "@type")}
    assert set(own.Graph(document).malformed) == {*places, ("/a/2/@value", "@value")}
