"""What is judged as part of a digital collectible: hostile inputs, missing libraries, real models without rights."""

from __future__ import annotations

import importlib
import json
import random
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from doubles.judging import judge
from doubles.ours import PLAN

from conformance.catalogue.samples import samples
from conformance.engine.suite_code import load_suite_code
from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source, open_source

SUITES = ("tokens/metadata", "tokens/identifier", "xmp/rights", "c2pa/provenance", "labels/aigc", "odrl/usage_policy")


def outcomes(source: Source, kind: str) -> dict[str, Outcome]:
    found = {}
    for loaded, letters, _ in PLAN.judge(source, kind).verdicts:
        found |= {row.id: BY_LETTER[letter] for row, letter in zip(loaded.suite.requirements, letters, strict=True)}
    return found


@pytest.mark.parametrize("name", SUITES)
def test_damage_to_good_samples_never_crashes_a_check(name: str) -> None:
    suite, chance = PLAN.catalogue.suite(name), random.Random(7)
    for sample in samples(suite):
        if sample.requirement is None:
            for _ in range(20):
                data = bytearray(sample.data)
                for _ in range(chance.randrange(1, 4)):
                    data[chance.randrange(len(data))] = chance.choice(b'\0\xff{}[]",:0n')
                found = outcomes(Source(sample.name, bytes(data), sample.folder), suite.kind)
                assert Outcome.ERROR not in found.values()


@pytest.mark.parametrize(
    "document",
    [
        {"name": 1, "image": None},
        {"name": {}, "image": [], "localization": 7, "decimals": "x", "properties": 1},
        {"name": "", "image": "", "localization": {"uri": 1, "default": [], "locales": [1, None, "en"]}},
        {"name": "a", "image": "data:", "description": "ipfs://", "properties": {"a": "data:image/png;base64,AAAA"}},
        {"assetIdentifiers": {}},
        {
            "assetIdentifiers": [
                1,
                None,
                {"asset": 1, "content": {}},
                {"asset": "eip155:" + "9" * 200, "content": [1, {}]},
            ]
        },
        {"assetIdentifiers": [{"asset": "a/" * 50_000, "owner": ":" * 50_000, "chain": "-:" * 50_000}]},
    ],
)
def test_members_of_other_types_never_crash_a_check(document: dict[str, object]) -> None:
    source = Source("x.json", json.dumps(document).encode())
    (kind,), _ = PLAN.recognise(source)
    assert Outcome.ERROR not in outcomes(source, kind).values()


ILLUSTRATOR = """<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd" [
<!ENTITY ns_svg "http://www.w3.org/2000/svg">]><svg xmlns="&ns_svg;"/>"""


@pytest.mark.parametrize(
    "members",
    [
        {"description": "Data: collected by hand, 12 times", "properties": {"note": "data:,", "source": "Data:12"}},
        {"image": "data:image/svg+xml," + quote(ILLUSTRATOR)},
        {"image": "data:image/svg+xml," + quote('<svg xmlns="x"/>'.encode("utf-16"))},
        {"image": "data:image/svg+xml," + quote('<?xml version="1.0" encoding="gbk"?><svg>鹤</svg>'.encode("gbk"))},
        {"image": "https://example.org/{uuid}/{cid}.png".replace("{", "%7B").replace("}", "%7D")},
        {"image": "ipfs://bafkqaaa"},
        {"localization": {"uri": "ar://a/{locale}", "default": "zh_cn", "locales": ["zh-CN", "en-US-u-va-posix"]}},
    ],
)
def test_what_real_metadata_hold_is_not_blamed(members: dict[str, object]) -> None:
    document = {"name": "Crane", "description": "A crane.", "image": "ar://crane", **members}
    found = outcomes(Source("x.json", json.dumps(document).encode()), "token_metadata")
    assert {row for row, outcome in found.items() if outcome is Outcome.FAIL} <= {"AST-TOK-020"}


@pytest.mark.parametrize(
    ("asset", "outcome"),
    [
        ("hedera:mainnet/nft:0.0.55492/12", Outcome.PASS),
        ("hedera:mainnet/nft:0.0.55492", Outcome.FAIL),
        ("solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp/nft:Fz6LxeUg5qjesYX3BdmtTwyyzBtMxk644XiTqU5W3w9w", None),
        ("canton:mainnet/cip-0056:usdc%3A%3A1220/USDCx", None),
    ],
)
def test_a_token_id_is_asked_for_where_a_token_holds_items(asset: str, outcome: Outcome | None) -> None:
    source = Source("x.json", json.dumps({"assetIdentifiers": [{"asset": asset}]}).encode())
    found = outcomes(source, "asset_identifiers")
    assert found["AST-CID-007"] is (outcome or Outcome.NOT_APPLICABLE)
    assert found["AST-CID-006"] is Outcome.PASS


@pytest.mark.parametrize(
    "extension",
    [
        7,
        {"packets": 7},
        {"packets": {"0": {}}},
        {
            "packets": [
                7,
                None,
                {"@context": 7},
                {"@context": {"a": 7, "b/~": "x"}, "b/~:c": {"@list": 1, "@value": []}},
            ]
        },
        {
            "packets": [
                {"@context": {"rdf": "x"}, "rdf:a": {"@type": "rdf:Alt", "rdf:_1": 7, "": {}}, "": 1, ":": [[[]]]}
            ]
        },
    ],
)
def test_packets_of_other_types_never_crash_a_check(extension: object) -> None:
    name = "KHR_xmp_json_ld"
    owner = {"extensions": {name: {"packet": 0}}}
    document = {"asset": {"version": "2.0", **owner}, "nodes": [owner, 7, {"extensions": {name: 7}}]}
    source = Source(
        "x.gltf", json.dumps(document | {"extensionsUsed": [name], "extensions": {name: extension}}).encode()
    )
    assert Outcome.ERROR not in outcomes(source, "gltf").values()


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"RIFF\0\0\0\0WEBP",
        b"GIF87a",
        b"GIF89a" + bytes(99),
        b"II*\0",
        b"MM\0*\0\0\0\x08\0\0",
        b"RIFF\0\0\0\0WAVE",
        b"ID3\2",
        b"\x1aE\xdf\xa3",
        b"ID3\3" + bytes(99),
        b"ID3\4\0\0\x7f\x7f\x7f\x7f",
        b"II+\0\x08\0\0\0",
        b"RIFF\0\0\0\0AVI ",
        b"FLV\1",
        b"fLaC",
        b"OggS",
        b"\0\0\0\x08ftyp",
        b"%PDF-",
        b"\0\0\0\x08jumb",
        b"\x89PNG" + bytes(99),
    ],
)
def test_an_empty_media_file_satisfies_nothing(data: bytes) -> None:
    source = Source("x", data)
    assert PLAN.recognise(source)[0] == ["media_file"]
    found = set(outcomes(source, "media_file").values())
    assert not found & {Outcome.PASS, Outcome.ERROR}


def test_without_the_libraries_their_rows_are_not_run_and_others_are_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("c2pa", "gmalg", "multibase", "Cryptodome.Hash", "pypdf"):
        monkeypatch.setitem(sys.modules, module, None)
    signed = next(s for s in samples(PLAN.catalogue.suite("assets/c2pa/provenance")) if s.name == "signed.png")
    found = outcomes(Source(signed.name, signed.data), "media_file")
    rows = [row.id for row in PLAN.catalogue.suite("assets/c2pa/provenance").requirements if row.untestable is None]
    assert {found[row] for row in rows} == {Outcome.NOT_RUN}
    assert {found[row.id] for row in PLAN.catalogue.suite("assets/labels/aigc").requirements} == {
        Outcome.NOT_APPLICABLE
    }
    token = next(s for s in samples(PLAN.catalogue.suite("assets/tokens/metadata")) if s.name == "referenced.json")
    found = outcomes(Source(token.name, token.data), "token_metadata")
    assert found["AST-TOK-019"] is Outcome.NOT_RUN
    assert found["AST-TOK-006"] is Outcome.PASS


def test_real_models_without_metadata_break_no_row_on_rights(corpora: Path) -> None:
    rights = [load_suite_code(PLAN.catalogue.suite("assets/xmp/rights"), "documents")]
    judged = 0
    for path in sorted((corpora / "assets").rglob("*.gl*")):
        if path.suffix in (".gltf", ".glb") and "gltf-validator" not in path.parts:
            judged += 1
            for loaded, letters, _ in judge(open_source(str(path), path.name), rights):
                if loaded.suite.id == "assets/xmp/rights":
                    assert {BY_LETTER[letter] for letter in letters} == {Outcome.NOT_APPLICABLE}, path.name
    assert judged


def test_a_flood_of_signatures_is_not_verified_to_the_end() -> None:
    module = importlib.import_module("conformance_suites.assets.labels.aigc.samples")
    entry = json.loads(module.secured(module.OVER_TEXT))["SecurityData"]["PubSD"]
    flood = module.text({"SecurityData": {"Type": "TC260PG", "PubSD": entry + entry[:1] * 10_000}})
    found = outcomes(Source("x.png", module.labelled(ReservedCode1=flood)), "media_file")
    assert found["AST-AIG-014"] is Outcome.INCONCLUSIVE
