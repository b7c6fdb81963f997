"""Checks of data records: DCAT 3 in JSON-LD 1.1, and the members that a record shall have by this specification."""

from __future__ import annotations

import re
from graphlib import CycleError, TopologicalSorter

from conformance.authoring import Blocked, Finding, Findings, Where, check
from conformance.readers.uri import IRI, reference_error
from conformance_suites.interfaces.governance.reader.dates import DATATYPES, is_after
from conformance_suites.interfaces.governance.reader.graph import Link, Literal, Node

from .view import DataRecord
from .vocabulary import (
    ACCESS,
    DATES,
    DIGITS,
    INVERSES,
    LANGUAGES,
    MEDIA_TYPES,
    PERIOD,
    PROVENANCE,
    RIGHTS,
    TERMS,
    iri,
    short,
)

_NO_DIGIT = re.compile("[^0-9a-f]")
_TYPE = re.compile(r"[A-Za-z0-9][\w!#$&^.+-]*/[A-Za-z0-9][\w!#$&^.+-]*", re.ASCII)
CUTS = {
    iri("dcat:dataset"): ("datasets", "distributions"),
    iri("dcat:distribution"): ("distributions",),
    iri("dcat:mediaType"): ("media_types",),
    **dict.fromkeys(DATES, ("dates",)),
    **dict.fromkeys(PERIOD, ("dates", "periods")),
}
"""By property: the parts of the view that are incomplete where its value has the wrong type."""


@check("IFC-DCT-001")
def text_is_json_ld(record: DataRecord) -> Findings:
    for text in record.json_text:
        for problem in text.of_kind("bom", "utf8", "utf16", "syntax", "empty", "duplicate"):
            place = Where(pointer=problem.pointer or "", byte=problem.byte, line=problem.line)
            yield Finding(place, problem.kind, received=problem.detail)
        if text.usable and not isinstance(text.document, dict | list):
            yield Finding("", "other")


@check("IFC-DCT-002")
def terms_of_the_namespace_exist(record: DataRecord) -> Findings:
    for pointer, name in record.used:
        if name not in TERMS:
            yield Finding(pointer, received=short(name))


@check("IFC-DCT-003")
def addresses_are_not_text(record: DataRecord) -> Findings:
    for _, name, value in record.addresses:
        if isinstance(value, Literal):
            yield Finding(value.pointer, name=short(name), received=value.text)


@check("IFC-DCT-004")
def related_things_are_nodes(record: DataRecord) -> Findings:
    for _, name, value in record.resources:
        if isinstance(value, Literal):
            yield Finding(value.pointer, name=short(name), received=value.text).cutting(*CUTS.get(name, ()))


@check("IFC-DCT-005")
def texts_are_literals(record: DataRecord) -> Findings:
    for _, name, value in record.texts:
        if isinstance(value, Link):
            yield Finding(value.pointer, name=short(name)).cutting(*CUTS.get(name, ()))


@check("IFC-DCT-006")
def dates_are_typed(record: DataRecord) -> Findings:
    for each in record.dates:
        if not each.datatype:
            yield Finding(each.pointer, "type", received=each.text, expected=[f"xsd:{name}" for name in DATATYPES])
        elif each.moment is None:
            yield Finding(each.pointer, "form", received=each.text, expected=f"xsd:{each.datatype}")


@check("IFC-DCT-007")
def periods_end_after_they_start(record: DataRecord) -> Findings:
    for start, end in record.periods:
        if start.moment and end.moment and is_after(start.moment, end.moment):
            yield Finding(end.pointer, received=end.text, start=start.text)


@check("IFC-DCT-008")
def json_ld_is_well_formed(record: DataRecord) -> Findings:
    for graph in record.graphs:
        for pointer, name in graph.malformed:
            yield Finding(pointer, name=name)


@check("IFC-DCT-009")
def digests_fit_their_algorithm(record: DataRecord) -> Findings:
    for digest, algorithm in record.digests:
        if found := _NO_DIGIT.search(digest.text):
            yield Finding(digest.pointer, "digit", received=found[0], position=found.start() + 1)
        elif (digits := DIGITS.get(algorithm)) is not None and len(digest.text) != digits:
            yield Finding(digest.pointer, "length", received=len(digest.text), expected=digits, algorithm=algorithm)


@check("IFC-DCT-010")
def nodes_can_be_identified(record: DataRecord) -> Findings:
    for each in record.identifiers:
        if each.key.startswith("_:"):
            if not record.graph.nodes[each.key].described:
                yield Finding(each.pointer, "blank", received=each.key)
        elif (at := reference_error(each.key, IRI)) is not None:
            yield Finding(each.pointer, "character", received=each.key[at : at + 1], position=at + 1)


@check("IFC-DCT-011")
def inverses_only_accompany(record: DataRecord) -> Findings:
    for link, name, source, target in record.inverses:
        proper = INVERSES[name]
        if not any(each.key == source.key for each in target.links(*proper)):
            yield Finding(link.pointer, received=short(name), expected=short(proper[0]))


@check("IFC-DCT-012")
def versions_form_no_ring(record: DataRecord) -> Findings:
    places: dict[tuple[str, str], str] = {}
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for node, link in record.older:
        sorter.add(node.key, link.key)
        places.setdefault((node.key, link.key), link.pointer)
    try:
        sorter.prepare()
    except CycleError as error:
        ring = error.args[1]  # each of them is a predecessor of the next
        yield Finding(places[ring[1], ring[0]], received=len(ring) - 1)


@check("IFC-DCT-013")
def distributions_lead_to_the_data(record: DataRecord) -> Findings:
    yield from _lacking(record.distributions, *ACCESS)


@check("IFC-DCT-014")
def distributions_state_their_rights(record: DataRecord) -> Findings:
    yield from _lacking(record.distributions, *RIGHTS)


@check("IFC-DCT-015")
def media_types_are_those_of_iana(record: DataRecord) -> Findings:
    for each in record.media_types:
        start = next((start for start in MEDIA_TYPES if each.iri.startswith(start)), None)
        if start is None:
            yield Finding(each.pointer, "place", received=each.iri)
        elif not _TYPE.fullmatch(each.iri[len(start) :]):
            yield Finding(each.pointer, "form", received=each.iri[len(start) :])


@check("IFC-DCT-016")
def languages_are_identified(record: DataRecord) -> Findings:
    for _, _, value in record.languages:
        if isinstance(value, Literal):
            yield Finding(value.pointer, "text", received=value.text)
        elif value.iri and not value.iri.startswith(LANGUAGES):
            yield Finding(value.pointer, "place", received=value.iri)


@check("IFC-DCT-017")
def datasets_have_an_identifier(record: DataRecord) -> Findings:
    for node in record.datasets:
        if not node.iri:
            yield Finding(node.pointer)


@check("IFC-DCT-018")
def datasets_have_a_title(record: DataRecord) -> Findings:
    yield from _lacking(record.datasets, iri("dcterms:title"))


@check("IFC-DCT-019")
def datasets_have_a_description(record: DataRecord) -> Findings:
    yield from _lacking(record.datasets, iri("dcterms:description"))


@check("IFC-DCT-020")
def datasets_have_a_publisher(record: DataRecord) -> Findings:
    yield from _lacking(record.datasets, iri("dcterms:publisher"))


@check("IFC-DCT-021")
def datasets_have_a_release_date(record: DataRecord) -> Findings:
    yield from _lacking(record.datasets, iri("dcterms:issued"))


@check("IFC-DCT-022")
def datasets_are_licensed(record: DataRecord) -> Findings:
    elsewhere = False
    for node in record.datasets:
        if node.has(*RIGHTS):
            continue
        given = list(node.values(iri("dcat:distribution")))
        linked = [record.graph.nodes[each.key] for each in given if isinstance(each, Link)]
        here = [each for each in linked if each.properties or not each.iri]
        without = [each for each in here if not each.has(*RIGHTS)]
        if without or not given:
            yield Finding(node.pointer, "some" if given else "none", count=len(without))
        elsewhere = elsewhere or len(here) < len(given)
    if elsewhere:
        raise Blocked("distribution_elsewhere")


@check("IFC-DCT-023")
def datasets_say_who_may_access_them(record: DataRecord) -> Findings:
    yield from _lacking(record.datasets, iri("dcterms:accessRights"))


@check("IFC-DCT-024")
def datasets_name_a_contact(record: DataRecord) -> Findings:
    yield from _lacking(record.datasets, iri("dcat:contactPoint"))


@check("IFC-DCT-025")
def datasets_say_where_they_come_from(record: DataRecord) -> Findings:
    yield from _lacking(record.datasets, *PROVENANCE)


def _lacking(nodes: list[Node], *properties: str) -> Findings:
    for node in nodes:
        if not node.has(*properties):
            yield Finding(node.pointer)
