"""The core names only the standards that it is built on: families contain what else knows a format."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

import conformance

PACKAGE = Path(conformance.__file__).parent

# What the core may know: JSON, XML, URI, JSON Schema, headers of images, HTTP, WebSocket, MQTT, JSON-RPC, SARIF, JUnit,
# EARL, HAR, DSSE, in-toto, VC. These are names of families that are here, that are planned, or that might come.
FORMATS = """
    3mf 3tz aas aasx automationml b3dm bmff bson bvh c3d cbor cityjson citygml cmpt collada draco e57 exr fbx fhir flv
    glb gltf gml gpx heif i3dm i3s id3 ifc indoorgml ktx ktx2 laz matroska mcap meshopt mjcf mkv mp4 mtlx openusd
    pnts potree protobuf rosbag smpl subtree tileset tilesets urdf usd usda usdc usdz vdb vrm vrma wkt x3d xacro xdf
    xodr xosc
"""
PROTOCOLS = """
    activitypub amqp arcore arkit caip cid coap cwt dcql dds did didcomm dids dpop dtdl echonet eip eip55 eip155 eip712
    eip1155 erc erc20 erc55 erc721 erc1155 fido grpc hla ipfs ipld jarm jose jwe jwk jwks jws jwt lsl mdoc modbus
    modelica ngsi ngsild oauth oidc oid4vci oid4vp onvif opcua openid openxr opendrive openscenario pkce rtp saml scim
    sdjwt sdp siop sparql stix ucan webauthn webrtc webtransport webxr wot xapi xmpp zigbee
"""
VOCABULARIES = """
    aigc c2pa dcat dublin exif gb45438 iptc iso23247 khr khronos odrl omi openbadges qudt saref sensorthings shacl skos
    sm2 sm4 sosa ssn tc260 vrmc xmp
"""
NAMES = frozenset(f"{FORMATS} {PROTOCOLS} {VOCABULARIES}".split())

# Names that were looked at and kept, with the reason.
EXPLAINED = {
    "exif": "an option of the library that reads headers of images: it is not to turn them",
    "sm2": "an algorithm of the programme's signatures, beside Ed25519 and ECDSA",
}


def identifiers(path: Path) -> Iterator[str]:
    """The names in a file: its own, what it imports, defines, takes and asks for. No comment, no text."""
    yield from path.relative_to(PACKAGE).with_suffix("").parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        for field in ("id", "attr", "arg", "name", "asname", "module"):
            if isinstance(name := getattr(node, field, None), str):
                yield from name.split(".")
        if isinstance(node, ast.Global | ast.Nonlocal):
            yield from node.names


def words(identifier: str) -> set[str]:
    """The words of an identifier in lower case, with and without the digits behind them."""
    cut = [word for part in identifier.split("_") for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", part)]
    pairs = [f"{one}{other}" for one, other in pairwise(cut)]
    return {each.lower() for each in (*cut, *pairs, *identifier.split("_"), identifier)}


def test_no_module_of_the_core_names_a_standard() -> None:
    found = {
        (path.relative_to(PACKAGE).as_posix(), name)
        for path in PACKAGE.rglob("*.py")
        for each in identifiers(path)
        for name in words(each) & NAMES - EXPLAINED.keys()
    }
    assert found == set()


def test_every_explained_name_still_stands_somewhere() -> None:
    said = {word for path in PACKAGE.rglob("*.py") for each in identifiers(path) for word in words(each)}
    assert EXPLAINED.keys() <= said


@pytest.mark.parametrize(
    ("identifier", "name"),
    [("_ktx2", "ktx2"), ("Ktx2Header", "ktx2"), ("read_glTF", "gltf"), ("readVRM", "vrm"), ("DidDocument", "did")],
)
def test_a_name_is_found_in_the_words_of_an_identifier(identifier: str, name: str) -> None:
    assert name in words(identifier)
