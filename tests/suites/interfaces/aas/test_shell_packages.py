"""Packages of Asset Administration Shells: their data in both formats, and hostile archives."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from doubles.ours import PLAN

from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source
from conformance_suites.interfaces.aas.package.samples import (
    CURRENT,
    DATA,
    OF_ORIGIN,
    XML,
    environment,
    package,
    parts,
    relationships,
    with_xml,
)
from conformance_suites.interfaces.aas.reader.bounds import PART_BYTES
from conformance_suites.interfaces.aas.reader.xml_data import Problem, environment_of

KIND = "aasx"


def judged(data: bytes) -> dict[str, Outcome]:
    """The outcomes of all rows on a package and on its data."""
    return {
        row.id: BY_LETTER[each]
        for loaded, letters, _ in PLAN.judge(Source("a.aasx", data), KIND).verdicts
        for row, each in zip(loaded.suite.requirements, letters, strict=True)
    }


def with_outcome(found: dict[str, Outcome], outcome: Outcome) -> set[str]:
    return {name for name, each in found.items() if each is outcome}


def test_the_data_inside_is_judged_in_both_formats() -> None:
    wrong = environment().replace(b"urn:example:asset:pump", b"")
    assert with_outcome(judged(package({**parts(), DATA: wrong})), Outcome.FAIL) == {"IFC-AAS-007"}
    assert with_outcome(judged(with_xml(XML.replace(b">2.5<", b">fast<"))), Outcome.FAIL) == {"IFC-AAS-018"}


def test_xml_is_read_as_the_json_that_says_the_same() -> None:
    read = environment_of(XML)
    assert not isinstance(read, Problem)
    (submodel,) = json.loads(read)["submodels"]
    flows, start = submodel["submodelElements"]
    assert (submodel["modelType"], flows["orderRelevant"]) == ("Submodel", True)
    assert flows["value"] == [{"modelType": "Property", "valueType": "xs:double", "value": "2.5"}]
    assert start["inputVariables"][0]["value"]["modelType"] == "Property"


@pytest.mark.parametrize(
    ("there", "instead", "row"),
    [
        (b"<orderRelevant>true<", b"<orderRelevant>yes<", "IFC-AAS-003"),
        (b"<type>ExternalReference</type>", b"", "IFC-AAS-002"),
        (b"<property><valueType>xs:double</valueType><value>2.5</value></property>", b"", "IFC-AAS-005"),
        (b"<property><valueType>", b"<skill><valueType>", "IFC-AAS-004"),
        (b"<idShort>flows</idShort>", b"<idShort>flows</idShort><idShort>flows</idShort>", "IFC-AAS-003"),
    ],
)
def test_what_is_wrong_in_xml_is_found_as_in_json(there: bytes, instead: bytes, row: str) -> None:
    data = XML.replace(there, instead, 1)
    if b"<skill>" in data:
        data = data.replace(b"</property></value></submodelElementList>", b"</skill></value></submodelElementList>")
    found = with_outcome(judged(with_xml(data)), Outcome.FAIL)
    assert row in found
    assert found <= {row, "IFC-AAS-022"}


def bomb() -> bytes:
    """A part of a few kB that unpacks to more than is read."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts().items():
            archive.writestr(name, content if name != DATA else b"[" + b" " * PART_BYTES + b"]")
    return data.getvalue()


def encrypted() -> bytes:
    """A part that says it is encrypted."""
    data = bytearray(package(parts()))
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = data.find(DATA.encode(), data.find(mark))
        data[data.rfind(mark, 0, at) + offset] |= 1
    return bytes(data)


HOSTILE: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "no parts": lambda: package({}),
    "a bomb": bomb,
    "encrypted": encrypted,
    "cut off": lambda: package(parts())[:-30],
    "many parts": lambda: package({**parts(), **{f"aasx/files/{at}.png": b"" for at in range(2_000)}}),
    "relationships in a circle": lambda: package(
        {**parts(), OF_ORIGIN: relationships((f"{CURRENT}aas-spec", "aasx-origin"), (f"{CURRENT}aasx-origin", "/"))}
    ),
    "targets outside": lambda: package(
        {**parts(), OF_ORIGIN: relationships((f"{CURRENT}aas-spec", "../../../etc/passwd"), (CURRENT, "//host/a"))}
    ),
    "deep XML": lambda: with_xml(b"<a>" * 100_000 + b"</a>" * 100_000),
    "nested elements": lambda: with_xml(XML.replace(b"<keys>", b"<referredSemanticId>" * 60 + b"<keys>", 1)),
    "data of all types": lambda: package(
        {**parts(), DATA: b'{"submodels": [{"submodelElements": [{"modelType": []}]}]}'}
    ),
    "names of all kinds": lambda: package({**parts(), "a\\b.png": b"", "aasx//x.png": b"", "\u00e9/%2e.png": b""}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_package_is_no_error_of_ours(name: str) -> None:
    assert with_outcome(judged(HOSTILE[name]()), Outcome.ERROR) == set()


def test_a_bomb_is_not_unpacked() -> None:
    found = judged(bomb())
    assert found["IFC-AAX-001"] is Outcome.INCONCLUSIVE
    assert with_outcome(found, Outcome.FAIL) == set()


def test_other_archives_are_none() -> None:
    other = package({"[Content_Types].xml": b"", "_rels/.rels": b"<Relationships/>"})
    assert PLAN.recognise(Source("a.zip", other))[0] == []
    assert PLAN.recognise(Source("a.bin", package(parts())))[0] == [KIND]
