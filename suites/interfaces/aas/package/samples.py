"""Samples of packages: one with its data and a manual, and copies with one thing changed."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from io import BytesIO

CONTENT_TYPES, RELATIONSHIPS, ORIGIN = "[Content_Types].xml", "_rels/.rels", "aasx/aasx-origin"
OF_ORIGIN, DATA, MANUAL = "aasx/_rels/aasx-origin.rels", "aasx/data.json", "aasx/files/manual.pdf"
CURRENT = "http://admin-shell.io/aasx/relationships/"
EARLIER = "http://www.admin-shell.io/aasx/relationships/"
SPACE = "http://schemas.openxmlformats.org/package/2006/"
EPOCH = (2025, 11, 24, 0, 0, 0)
Parts = dict[str, bytes]


def relationships(*given: tuple[str, str], extra: str = "") -> bytes:
    """A part with relationships, each of a type to a target."""
    listed = "".join(
        f'<Relationship Id="R{at}" Type="{kind}" Target="{target}"/>' for at, (kind, target) in enumerate(given)
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{SPACE}relationships">{listed}{extra}</Relationships>'.encode()


def content_types(*extensions: str, extra: str = "") -> bytes:
    listed = "".join(f'<Default Extension="{each}" ContentType="application/{each}"/>' for each in extensions)
    origin = f'<Override PartName="/{ORIGIN}" ContentType="text/plain"/>'
    return f'<?xml version="1.0"?><Types xmlns="{SPACE}content-types">{listed}{origin}{extra}</Types>'.encode()


def environment(manual: str = f"/{MANUAL}") -> bytes:
    """A pump with a manual."""
    meaning = {"type": "ExternalReference", "keys": [{"type": "GlobalReference", "value": "urn:example:documents"}]}
    file = {"modelType": "File", "idShort": "manual", "value": manual, "contentType": "application/pdf"}
    elsewhere = {**file, "idShort": "latest", "value": "https://pump.example/manual.pdf"}
    flow = {"modelType": "Property", "idShort": "flow", "valueType": "xs:double", "value": "2.5"}
    submodel = {
        "modelType": "Submodel",
        "id": "urn:example:pump:documents",
        "semanticId": meaning,
        "submodelElements": [file, elsewhere, flow],
    }
    asset = {
        "assetKind": "Instance",
        "globalAssetId": "urn:example:asset:pump",
        "defaultThumbnail": {"path": "/aasx/files/pump.png", "contentType": "image/png"},
    }
    shell = {
        "modelType": "AssetAdministrationShell",
        "id": "urn:example:pump",
        "assetInformation": asset,
        "submodels": [{"type": "ModelReference", "keys": [{"type": "Submodel", "value": submodel["id"]}]}],
    }
    return json.dumps({"assetAdministrationShells": [shell], "submodels": [submodel]}).encode()


def parts() -> Parts:
    """A package with its data and two files."""
    return {
        CONTENT_TYPES: content_types("rels", "json", "pdf", "png", extra=f'<Override PartName="/{DATA}"/>'),
        RELATIONSHIPS: relationships((f"{CURRENT}aasx-origin", f"/{ORIGIN}")),
        ORIGIN: b"Intentionally empty.",
        OF_ORIGIN: relationships((f"{CURRENT}aas-spec", "data.json")),
        DATA: environment(),
        "aasx/_rels/data.json.rels": relationships(
            (f"{CURRENT}aas-suppl", f"/{MANUAL}"),
            ("http://example.com/more", "https://pump.example/"),
            extra='<Relationship Id="X" Type="urn:x" Target="elsewhere.txt" TargetMode="External"/>',
        ),
        MANUAL: b"%PDF-1.7",
        "aasx/files/pump.png": b"\x89PNG",
    }


def package(given: Mapping[str, bytes], *more: tuple[str, bytes]) -> bytes:
    """The bytes of a package of these parts."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (*given.items(), *more):
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content)
    return data.getvalue()


def with_changes(**changes: bytes | None) -> bytes:
    """A package with parts replaced, or left out where None; the names are those of the constants here."""
    made: dict[str, bytes | None] = dict(parts())
    made |= {globals()[name]: content for name, content in changes.items()}
    return package({name: content for name, content in made.items() if content is not None})


def damaged(name: str) -> bytes:
    """A package in which a part cannot be unpacked."""
    data = bytearray(package(parts()))
    at = data.find(name.encode()) + len(name)
    data[at : at + 8] = bytes(each ^ 0xFF for each in data[at : at + 8])
    return bytes(data)


XML = b"""<?xml version="1.0" encoding="UTF-8"?>
<environment xmlns="https://admin-shell.io/aas/3/0"><submodels><submodel><id>urn:example:pump:documents</id>
<semanticId><type>ExternalReference</type><keys><key><type>GlobalReference</type><value>urn:example:documents</value></key>
</keys></semanticId><submodelElements><submodelElementList><idShort>flows</idShort><orderRelevant>true</orderRelevant>
<typeValueListElement>Property</typeValueListElement><valueTypeListElement>xs:double</valueTypeListElement>
<value><property><valueType>xs:double</valueType><value>2.5</value></property></value></submodelElementList>
<operation><idShort>start</idShort><inputVariables><operationVariable><value><property><idShort>speed</idShort>
<valueType>xs:int</valueType></property></value></operationVariable></inputVariables></operation>
</submodelElements></submodel></submodels></environment>"""


def with_xml(data: bytes) -> bytes:
    """A package with the same data in both formats."""
    made = {**parts(), "aasx/data.xml": data}
    made[CONTENT_TYPES] = content_types("rels", "json", "pdf", "png", "xml")
    made[OF_ORIGIN] = relationships((f"{CURRENT}aas-spec", "/aasx/data.json"), (f"{CURRENT}aas-spec", "/aasx/data.xml"))
    return package(made)


def good() -> dict[str, bytes]:
    return {"pump.aasx": package(parts()), "both_formats.aasx": with_xml(XML)}


def bad() -> dict[str, bytes]:
    other = f"{CURRENT}aas-spec"
    second = environment().replace(b"urn:example:pump", b"urn:example:valve")
    return {
        "IFC-AAX-001_no_archive.aasx": b"PK\3\4" + b"\0" * 40,
        "IFC-AAX-001_data.aasx": damaged(DATA),
        "IFC-AAX-001_relationships.aasx": damaged(RELATIONSHIPS),
        "IFC-AAX-002_slip.aasx": package(parts(), ("../../etc/pump.png", b"")),
        "IFC-AAX-002_absolute.aasx": package(parts(), ("/etc/pump.png", b"")),
        "IFC-AAX-002_dot.aasx": package(parts(), ("aasx/files./pump.png", b"")),
        "IFC-AAX-002_blanks.aasx": package(parts(), ("aasx/my files/pump 8.png", b"")),
        "IFC-AAX-002_blank.aasx": package(parts(), ("aasx/files/pump 7.png", b"")),
        "IFC-AAX-003_case.aasx": package(parts(), ("aasx/Data.json", b"{}")),
        "IFC-AAX-004_no_types.aasx": with_changes(CONTENT_TYPES=None),
        "IFC-AAX-004_no_xml.aasx": with_changes(CONTENT_TYPES=b"application/json"),
        "IFC-AAX-004_other_space.aasx": with_changes(CONTENT_TYPES=b'<Types xmlns="urn:x"/>'),
        "IFC-AAX-004_twice.aasx": with_changes(CONTENT_TYPES=content_types("rels", "json", "pdf", "png", "PDF")),
        "IFC-AAX-004_origin_twice.aasx": with_changes(
            CONTENT_TYPES=content_types("rels", "json", "pdf", "png", extra=f'<Override PartName="/{ORIGIN}"/>')
        ),
        "IFC-AAX-004_no_type.aasx": with_changes(CONTENT_TYPES=content_types("rels", "json", "pdf")),
        "IFC-AAX-005_no_xml.aasx": with_changes(OF_ORIGIN=b"data.json"),
        "IFC-AAX-005_no_target.aasx": with_changes(
            OF_ORIGIN=relationships((other, "data.json"), extra='<Relationship Id="X" Type="urn:x"/>')
        ),
        "IFC-AAX-006_no_manual.aasx": package(
            {**parts(), "aasx/_rels/data.json.rels": relationships((f"{CURRENT}aas-suppl", "/aasx/manual.pdf"))}
        ),
        "IFC-AAX-006_no_origin.aasx": with_changes(
            RELATIONSHIPS=relationships((f"{CURRENT}aasx-origin", "/aasx/origin"))
        ),
        "IFC-AAX-007_no_relationships.aasx": with_changes(RELATIONSHIPS=None),
        "IFC-AAX-007_other_type.aasx": with_changes(RELATIONSHIPS=relationships(("urn:x", f"/{ORIGIN}"))),
        "IFC-AAX-007_two.aasx": with_changes(
            RELATIONSHIPS=relationships(*[(f"{CURRENT}aasx-origin", f"/{each}") for each in (ORIGIN, DATA)])
        ),
        "IFC-AAX-008_no_data.aasx": with_changes(OF_ORIGIN=relationships((f"{CURRENT}aas-suppl", "data.json"))),
        "IFC-AAX-008_no_relationships.aasx": with_changes(OF_ORIGIN=None),
        "IFC-AAX-009_two_files.aasx": package(
            {
                **parts(),
                OF_ORIGIN: relationships((other, "data.json"), (other, "valve.json")),
                "aasx/valve.json": second,
            }
        ),
        "IFC-AAX-009_split.aasx": package(
            {**parts(), "aasx/_rels/data.json.rels": relationships((f"{CURRENT}aas-spec-split", f"/{DATA}"))}
        ),
        "IFC-AAX-012_cut_off.aasx": with_xml(XML[:-20]),
        "IFC-AAX-012_entity.aasx": with_xml(
            XML.replace(b"<environment", b'<!DOCTYPE e [<!ENTITY x "x">]><environment', 1)
        ),
        "IFC-AAX-012_second_version.aasx": with_xml(b'<aasenv xmlns="http://www.admin-shell.io/aas/2/0"/>'),
        "IFC-AAX-012_other_encoding.aasx": with_xml(XML.replace(b"UTF-8", b"x-none", 1)),
        "IFC-AAX-010_earlier.aasx": with_changes(RELATIONSHIPS=relationships((f"{EARLIER}aasx-origin", f"/{ORIGIN}"))),
        "IFC-AAX-011_no_manual.aasx": with_changes(DATA=environment("/aasx/files/handbook.pdf")),
        "IFC-AAX-011_no_thumbnail.aasx": with_changes(DATA=environment().replace(b"pump.png", b"thumbnail.png")),
    }
