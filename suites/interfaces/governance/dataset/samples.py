"""Samples of data records: a catalog with nested and flat descriptions, and small departures from it."""

from __future__ import annotations

import json
from typing import Any

BASE = "https://data.platform.example"
CONTEXT: dict[str, Any] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "prov": "http://www.w3.org/ns/prov#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
CSV = "https://www.iana.org/assignments/media-types/text/csv"
CC_BY = "https://creativecommons.org/licenses/by/4.0/"
PUBLIC = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
ALGORITHM = "http://spdx.org/rdf/terms#checksumAlgorithm_"


def _at(path: str) -> dict[str, str]:
    return {"@id": path if ":" in path else f"{BASE}{path}"}


def _date(text: str, datatype: str = "date") -> dict[str, str]:
    return {"@value": text, "@type": f"xsd:{datatype}"}


def dataset() -> dict[str, Any]:
    """A dataset with one distribution, complete."""
    return {
        "@context": CONTEXT,
        "@id": f"{BASE}/footfall",
        "@type": "dcat:Dataset",
        "dcterms:title": [
            {"@value": "People in the digital twin of a mall", "@language": "en"},
            {"@value": "商场数字孪生中的人流", "@language": "zh"},
        ],
        "dcterms:description": "Hourly counts, without any personal data.",
        "dcterms:identifier": "footfall-2026",
        "dcterms:publisher": {"@type": "foaf:Organization", "foaf:name": "Example Platform"},
        "dcterms:issued": _date("2026-03-01"),
        "dcterms:modified": _date("2026-03-02T08:00:00+08:00", "dateTime"),
        "dcterms:accessRights": _at(PUBLIC),
        "dcterms:language": _at("http://id.loc.gov/vocabulary/iso639-1/zh"),
        "dcterms:temporal": {
            "@type": "dcterms:PeriodOfTime",
            "dcat:startDate": _date("2025-01-01"),
            "dcat:endDate": _date("2025-12-31"),
        },
        "dcat:contactPoint": {"@type": "vcard:Organization", "vcard:hasEmail": _at("mailto:data@platform.example")},
        "dcat:keyword": ["people", "twin"],
        "dcat:landingPage": _at("/footfall.html"),
        "dcat:version": "2",
        "dcat:previousVersion": _at("/footfall/1"),
        "prov:wasGeneratedBy": {"@id": "_:count", "@type": "prov:Activity", "dcterms:title": "Counting in 2025"},
        "dcat:distribution": {
            "@id": f"{BASE}/footfall#csv",
            "@type": "dcat:Distribution",
            "dcat:downloadURL": _at("/footfall.csv"),
            "dcat:mediaType": _at(CSV),
            "dcat:byteSize": {"@value": "5120", "@type": "xsd:nonNegativeInteger"},
            "dcterms:license": _at(CC_BY),
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": _at(f"{ALGORITHM}sha256"),
                "spdx:checksumValue": {"@value": "0f" * 32, "@type": "xsd:hexBinary"},
            },
        },
    }


def flat() -> dict[str, Any]:
    """A catalog in which all is said in one list, by terms that its context defines, and twice by inverses."""
    context = {
        **CONTEXT,
        "id": "@id",
        "type": "@type",
        "@vocab": "http://www.w3.org/ns/dcat#",
        "@base": f"{BASE}/",
        "title": {"@id": "dcterms:title", "@container": "@language"},
        "description": {"@id": "dcterms:description", "@language": "en"},
        "publisher": {"@id": "dcterms:publisher", "@type": "@id"},
        "issued": {"@id": "dcterms:issued", "@type": "xsd:gYear"},
        "access": {"@id": "dcterms:accessRights", "@type": "@id"},
        "rights": {"@id": "dcterms:rights"},
        "note": {"@id": "https://platform.example/terms#note", "@type": "@json"},
        "dropped": None,
        **{
            name: {"@type": "@id"}
            for name in ("dataset", "distribution", "accessURL", "contactPoint", "inCatalog", "isDistributionOf")
        },
    }
    return {
        "@context": [context],
        "@graph": [
            {"id": "catalog", "type": "Catalog", "dataset": ["rooms", "rooms/old"], "title": {"en": "Catalog"}},
            {
                "id": "rooms",
                "type": ["Dataset"],
                "title": {"en": "Rooms", "zh": ["房间", "场所"]},
                "description": "Rooms of the platform.",
                "publisher": "_:publisher",
                "issued": "2026",
                "access": "_:registered",
                "rights": "© 2026 Example Platform",
                "contactPoint": "_:desk",
                "dcterms:source": {"@id": "rooms/old"},
                "dcterms:replaces": {"id": "rooms/old"},
                "inCatalog": "catalog",
                "distribution": {"@set": ["rooms/api", "https://elsewhere.example/rooms/copy"]},
                "note": {"type": "any", "value": [1]},
                "dropped": {"dcat:nothing": 1},
                "unknown": None,
            },
            {
                "id": "rooms/old",
                "type": "Dataset",
                "title": {"en": "Rooms before 2026"},
                "description": "The first version.",
                "publisher": "_:publisher",
                "issued": "2025",
                "access": "_:registered",
                "contactPoint": "_:desk",
                "dcterms:provenance": {"dcterms:description": "Written by hand."},
                "dcterms:isReplacedBy": {"id": "rooms"},
                "odrl:hasPolicy": {"@id": "https://platform.example/policy/7"},
            },
            {
                "id": "rooms/api",
                "type": "Distribution",
                "accessURL": "api",
                "rights": "see the dataset",
                "byteSize": 5120,
                "isDistributionOf": "rooms",
                "compressFormat": {"id": "http://www.iana.org/assignments/media-types/application/gzip"},
            },
            {"id": "_:publisher", "type": "foaf:Organization", "foaf:name": "Example Platform"},
            {"id": "_:registered", "type": "dcterms:RightsStatement", "title": {"en": "registered users"}},
            {"id": "_:desk", "type": "vcard:Kind", "vcard:fn": "Desk"},
        ],
    }


def expanded() -> list[dict[str, Any]]:
    """A dataset without a context, whose distribution is described outside the file and is licensed there."""
    dcat, terms = CONTEXT["dcat"], CONTEXT["dcterms"]
    return [
        {
            "@id": f"{BASE}/weather",
            "@type": [f"{dcat}Dataset"],
            f"{terms}title": [{"@value": "Weather"}],
            f"{terms}description": [{"@value": "Weather in the virtual city."}],
            f"{terms}publisher": [{"@id": "https://platform.example/"}],
            f"{terms}issued": [{"@value": "2026-03", "@type": "http://www.w3.org/2001/XMLSchema#gYearMonth"}],
            f"{terms}accessRights": [{"@id": PUBLIC}],
            f"{terms}license": [{"@id": CC_BY}],
            f"{terms}source": [{"@id": "https://weather.example/"}],
            f"{dcat}contactPoint": [{"@id": "https://platform.example/desk#card"}],
        }
    ]


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _with(**members: Any) -> bytes:
    """The dataset with these members, whose prefix is before two underscores; None omits one."""
    named = {name.replace("__", ":"): value for name, value in members.items()}
    return _json({name: each for name, each in {**dataset(), **named}.items() if each is not None})


def _distribution(**members: Any) -> bytes:
    """The dataset whose distribution has these members."""
    named = {name.replace("__", ":"): value for name, value in members.items()}
    own = {**dataset()["dcat:distribution"], **named}
    return _with(dcat__distribution={name: each for name, each in own.items() if each is not None})


def _checksum(algorithm: str, digest: str) -> bytes:
    return _distribution(spdx__checksum={"spdx:algorithm": _at(ALGORITHM + algorithm), "spdx:checksumValue": digest})


def _period(start: dict[str, str], end: dict[str, str]) -> bytes:
    return _with(dcterms__temporal={"dcat:startDate": start, "dcat:endDate": end})


def good() -> dict[str, bytes]:
    return {
        "dataset.jsonld": _json(dataset()),
        "flat.jsonld": _json(flat()),
        "expanded.json": _json(expanded()),
        "in_an_array.json": _json(
            [*expanded(), {"@context": CONTEXT, "@id": f"{BASE}/other", "@type": "dcat:Dataset"}]
        ),
        "last_day_and_midnight.json": _period(
            _date("2024-02-29T00:00:00Z", "dateTime"), _date("2024-02-29T24:00:00Z", "dateTime")
        ),
        "number_of_bytes.json": _distribution(dcat__byteSize=5120.0),
        "zones.json": _period(_date("2025-01-01Z"), _date("2024-12-31-10:00")),
    }


def bad() -> dict[str, bytes]:
    text = _json(dataset())
    return {
        "IFC-DCT-001_bom.json": b"\xef\xbb\xbf" + text,
        "IFC-DCT-001_latin_1.dcat.json": text.replace("商场".encode(), b"\xe9"),
        "IFC-DCT-001_utf_16.dcat.json": text.decode().encode("utf-16"),
        "IFC-DCT-001_cut_off.dcat.json": text[:-20],
        "IFC-DCT-001_empty.dcat.json": b"",
        "IFC-DCT-001_twice.json": text.replace(b'"dcat:version"', b'"dcat:keyword": "again",\n "dcat:version"'),
        "IFC-DCT-001_text.dcat.json": b'"a dataset"',
        "IFC-DCT-002_letter_case.json": _distribution(dcat__downloadUrl=_at("/footfall.csv")),
        "IFC-DCT-002_class.json": _with(**{"@type": ["dcat:Dataset", "dcat:DataSet"]}),
        "IFC-DCT-003_text.json": _with(dcat__landingPage="https://data.platform.example/footfall.html"),
        "IFC-DCT-004_media_type.json": _distribution(dcat__mediaType="text/csv"),
        "IFC-DCT-004_distribution.json": _with(dcat__distribution=f"{BASE}/footfall.csv", dcterms__license=_at(CC_BY)),
        "IFC-DCT-004_dataset.json": _json(
            {"@context": CONTEXT, "@type": "dcat:Catalog", "dcat:dataset": f"{BASE}/footfall"}
        ),
        "IFC-DCT-004_number.json": _with(dcat__theme=7),
        "IFC-DCT-005_languages.json": _with(dcterms__title={"en": "People", "zh": "人流"}),
        "IFC-DCT-005_reference.json": _with(dcat__keyword=_at("/people")),
        "IFC-DCT-005_date.json": _with(dcterms__issued=_at("/2026-03-01")),
        "IFC-DCT-005_size.json": _distribution(dcat__byteSize=_at("/5120")),
        "IFC-DCT-006_plain.json": _with(dcterms__issued="2026-03-01"),
        "IFC-DCT-006_number.json": _with(dcterms__issued=2026),
        "IFC-DCT-006_time.json": _with(dcterms__issued=_date("08:00:00", "time")),
        "IFC-DCT-006_30_february.json": _with(dcterms__issued=_date("2026-02-30")),
        "IFC-DCT-006_month_13.json": _with(dcterms__issued=_date("2026-13", "gYearMonth")),
        "IFC-DCT-006_slashes.json": _with(dcterms__modified=_date("2026/03/01")),
        "IFC-DCT-006_hour_25.json": _with(dcterms__modified=_date("2026-03-02T25:00:00", "dateTime")),
        "IFC-DCT-006_date_for_a_time.json": _with(dcterms__modified=_date("2026-03-02", "dateTime")),
        "IFC-DCT-007_day.json": _period(_date("2025-03-02"), _date("2025-03-01")),
        "IFC-DCT-007_second.json": _period(
            _date("2025-03-01T08:00:01Z", "dateTime"), _date("2025-03-01T08:00:00.5Z", "dateTime")
        ),
        "IFC-DCT-007_year_and_day.json": _period(_date("2025", "gYear"), _date("2024-12-31")),
        "IFC-DCT-007_zones.json": _period(_date("2025-06-01Z"), _date("2023-06-01+08:00")),
        "IFC-DCT-008_number_alone.json": _json({"@context": CONTEXT, "@graph": 7}),
        "IFC-DCT-008_text_in_a_list.json": _json([*expanded(), f"{BASE}/rooms"]),
        "IFC-DCT-008_identifier.json": _with(dcterms__source={"@id": 7}),
        "IFC-DCT-008_class.json": _with(**{"@type": ["dcat:Dataset", {"@id": "foaf:Document"}]}),
        "IFC-DCT-008_one_class.json": _with(dcterms__source={"@type": 7}),
        "IFC-DCT-008_value.json": _with(dcterms__rights={"@value": {"en": "ours"}}, dcat__version={"@value": "2"}),
        "IFC-DCT-008_prefix.json": _with(**{"@context": {**CONTEXT, "vcard": 7}}),
        "IFC-DCT-008_base.json": _with(**{"@context": {**CONTEXT, "@base": True}}),
        "IFC-DCT-009_upper_case.json": _checksum("sha256", "0F" * 32),
        "IFC-DCT-009_base64.json": _checksum("sha1", "2jmj7l5rSw0yVb/vlWAYkK/YBwk="),
        "IFC-DCT-009_sha_1.json": _checksum("sha256", "0f" * 20),
        "IFC-DCT-009_md5.json": _checksum("md5", "0f" * 32),
        "IFC-DCT-010_space.json": _distribution(dcat__accessURL=_at("/foot fall.csv")),
        "IFC-DCT-010_dataset.json": _with(**{"@id": "<https://data.platform.example/footfall>"}),
        "IFC-DCT-010_by_a_term.json": _json(
            {
                **flat(),
                "@graph": [
                    {**each, **({"accessURL": "a\\b"} if "accessURL" in each else {})} for each in flat()["@graph"]
                ],
            }
        ),
        "IFC-DCT-010_publisher.json": _with(dcterms__publisher=_at("_:nobody")),
        "IFC-DCT-010_in_a_list.json": _with(dcat__contactPoint={"@list": [_at("_:count"), _at("_:desk")]}),
        "IFC-DCT-011_distribution.json": _json(
            [
                {
                    name: each
                    for name, each in {**dataset(), "dcterms:license": _at(CC_BY)}.items()
                    if name != "dcat:distribution"
                },
                {
                    "@context": CONTEXT,
                    **dataset()["dcat:distribution"],
                    "dcat:isDistributionOf": _at("/footfall"),
                },
            ]
        ),
        "IFC-DCT-011_part.json": _with(
            dcterms__isPartOf={"@id": f"{BASE}/catalog", "@type": "dcat:Catalog", "dcat:dataset": _at("/weather")}
        ),
        "IFC-DCT-012_itself.json": _with(dcat__previousVersion=_at("/footfall")),
        "IFC-DCT-012_ring.json": _with(
            dcat__previousVersion={
                "@id": f"{BASE}/footfall/1",
                "dcterms:replaces": {"@id": f"{BASE}/footfall/0", "dcat:previousVersion": _at("/footfall")},
            }
        ),
        "IFC-DCT-013_nowhere.json": _distribution(dcat__downloadURL=None),
        "IFC-DCT-014_dataset_alone.json": _json(
            {**json.loads(_distribution(dcterms__license=None)), "dcterms:license": _at(CC_BY)}
        ),
        "IFC-DCT-015_another_register.json": _distribution(
            dcat__mediaType=_at("http://publications.europa.eu/resource/authority/file-type/CSV")
        ),
        "IFC-DCT-015_no_subtype.json": _distribution(
            dcat__packageFormat=_at("https://www.iana.org/assignments/media-types/csv")
        ),
        "IFC-DCT-016_text.json": _with(dcterms__language="zh"),
        "IFC-DCT-016_another_register.json": _with(
            dcterms__language=_at("http://publications.europa.eu/resource/authority/language/ZHO")
        ),
        "IFC-DCT-017_blank.json": _with(**{"@id": "_:footfall"}),
        "IFC-DCT-017_none.json": _with(**{"@id": None}),
        "IFC-DCT-018_none.json": _with(dcterms__title=None),
        "IFC-DCT-018_null.json": _with(dcterms__title=[None]),
        "IFC-DCT-019_none.json": _with(dcterms__description=None),
        "IFC-DCT-020_none.json": _with(dcterms__publisher=None),
        "IFC-DCT-021_none.json": _with(dcterms__issued=None),
        "IFC-DCT-022_no_distribution.json": _with(dcat__distribution=None),
        "IFC-DCT-022_one_without.json": _json(
            {
                **dataset(),
                "dcat:distribution": [
                    dataset()["dcat:distribution"],
                    {"@id": f"{BASE}/footfall#api", "dcat:accessURL": _at("/api")},
                ],
            }
        ),
        "IFC-DCT-022_one_elsewhere.json": _with(
            dcat__distribution=[_at("/elsewhere"), {"@id": f"{BASE}/footfall#api", "dcat:accessURL": _at("/api")}]
        ),
        "IFC-DCT-022_unnamed.json": _with(dcat__distribution={"@type": "dcat:Distribution"}),
        "IFC-DCT-023_none.json": _with(dcterms__accessRights=None),
        "IFC-DCT-024_none.json": _with(dcat__contactPoint=None),
        "IFC-DCT-025_none.json": _with(prov__wasGeneratedBy=None),
    }
