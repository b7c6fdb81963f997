"""Hostile assets through the command line: each ends soon, in little memory, and says why."""

from __future__ import annotations

import base64
import gzip
import json
import os
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from conformance_suites.assets.gltf.writer.asset import VERTICES, Asset, data_uri, packed_numbers
from conformance_suites.assets.vrm.demo.mannequin import mannequin

SECONDS, MEGABYTES = 60, 800  # of CPU time, which a busy machine does not stretch
# On Linux a process counts what its parent held when it was made as its own most; its own memory knows better.
MEASURED = """
import sys, time
from pathlib import Path
from conformance.cli.main import main
status = main(sys.argv[1:])
try:
    import resource
    held = Path("/proc/self/status")
    lines = held.read_text().splitlines() if held.is_file() else []
    most = [int(line.split()[1]) for line in lines if line.startswith("VmHWM:")]
    most = most or [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1 << 10 if sys.platform == "darwin" else 1)]
    most = most[0] >> 10
except ImportError:
    most = 0
print(most, time.process_time(), file=sys.stderr)
sys.exit(status)
"""
Files = dict[str, bytes]
MANY = 100_000
HUGE = 2**53


def checked(folder: Path, files: Files) -> tuple[int, str]:
    """Exit status and output of `check` on the first of these files, which are together in the folder."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    command = [sys.executable, "-c", MEASURED, "check", str(folder / next(iter(files))), "--workers", "1"]
    command += ["--lang", "en", "--journal", str(folder.parent / "run.jsonl")]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, capture_output=True, check=False, env=environment)
    told, errors = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    *before, measured = errors.splitlines()
    most, took = measured.split()
    assert before == []
    assert float(took) < SECONDS
    assert int(most) < MEGABYTES
    assert len(told) < 20_000
    return done.returncode, told


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(side: int, *chunks: bytes, pixels: bytes = b"") -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def zeros(count: int) -> bytes:
    packer, piece = zlib.compressobj(9), bytes(1 << 20)
    return b"".join(packer.compress(piece) for _ in range(count >> 20)) + packer.flush()


def triangle() -> Asset:
    asset = Asset()
    asset.accessor("VEC3", "f", [0, 0, 0, 1, 0, 0, 0, 1, 0], VERTICES, bounds=True)
    asset.add("nodes", mesh=asset.add("meshes", primitives=[{"attributes": {"POSITION": 0}}]))
    return asset


def textured(uri: str) -> bytes:
    asset = triangle()
    asset.add("textures", source=asset.add("images", uri=uri))
    return asset.gltf()


def ktx2(levels: int) -> bytes:
    """A texture of 2^32 - 1 pixels each way, whose levels of 2^62 bytes are packed by Zstandard and lie nowhere."""
    most, zstandard = 2**32 - 1, 2
    head = struct.pack("<9I", 0, 1, most, most, 0, 0, 1, levels, zstandard)
    index = struct.pack("<4I2Q", 104, most, 104, most, 104, 2**62)
    return b"\xabKTX 20\xbb\r\n\x1a\n" + head + index + struct.pack("<3Q", 104, 64, 2**62) * min(levels, 1000)


def compressed(image: bytes) -> bytes:
    """A model whose texture is that image, by KHR_texture_basisu."""
    asset = triangle()
    uri = data_uri("image/ktx2", image)
    asset.add("textures", extensions={"KHR_texture_basisu": {"source": asset.add("images", uri=uri)}})
    asset.document["extensionsUsed"] = asset.document["extensionsRequired"] = ["KHR_texture_basisu"]
    return asset.gltf()


def sparse() -> bytes:
    asset = triangle()
    indices = {"bufferView": asset.view(packed_numbers("H", [0, 0, 9])), "componentType": 5123, "byteOffset": HUGE}
    values = {"bufferView": asset.view(packed_numbers("f", [0] * 3)), "byteOffset": 2**63}
    asset.document["accessors"][0]["sparse"] = {"count": HUGE, "indices": indices, "values": values}
    return asset.gltf()


def document(**members: Any) -> bytes:
    return json.dumps({"asset": {"version": "2.0"}, **members}).encode()


def chain(count: int, first: int = 0) -> list[dict[str, Any]]:
    return [{"children": [first + at + 1]} for at in range(count - 1)] + [{}]


def avatar(change: Callable[[dict[str, Any], dict[str, int]], None]) -> bytes:
    asset = mannequin()
    change(asset.document, {node["name"]: index for index, node in enumerate(asset.document["nodes"])})
    return asset.glb()


def below_itself(gltf: dict[str, Any], named: dict[str, int]) -> None:
    gltf["nodes"][named["head"]]["children"].append(named["hips"])


def springs(gltf: dict[str, Any], first: int, nodes: Iterable[int]) -> None:
    chained = {"joints": [{"node": node} for node in nodes], "center": first, "colliderGroups": [0]}
    spring = {"specVersion": "1.0", "springs": [chained] * 100, "colliderGroups": [{"colliders": [0]}]}
    gltf["extensions"]["VRMC_springBone"] = {**spring, "colliders": [{"node": first, "shape": {"sphere": {}}}]}
    gltf["extensionsUsed"].append("VRMC_springBone")


def springs_in_a_ring(gltf: dict[str, Any], _: dict[str, int]) -> None:
    first = len(gltf["nodes"])
    gltf["nodes"] += [{"children": [first + (at + 1) % 4]} for at in range(4)]
    springs(gltf, first, [first + at % 4 for at in range(20)])


def a_long_tail(gltf: dict[str, Any], named: dict[str, int]) -> None:
    first = len(gltf["nodes"])
    gltf["nodes"][named["head"]]["children"].append(first)
    gltf["nodes"] += chain(MANY, first)
    springs(gltf, first, [first + MANY - 1])


def tiles(references: Iterable[str]) -> bytes:
    volume = {"sphere": [0, 0, 0, 1]}
    children = [{"geometricError": 1, "boundingVolume": volume, "content": {"uri": each}} for each in references]
    root = {"refine": "ADD", "geometricError": 9, "boundingVolume": volume, "children": children}
    return json.dumps({"asset": {"version": "1.1"}, "geometricError": 99, "root": root}).encode()


def deep_tiles() -> bytes:
    """Tiles in tiles that all miss members, with a long text in the last."""
    tile: dict[str, Any] = {"extras": "x" * (10 << 20)}
    for _ in range(95):
        tile = {"children": [tile]}
    return json.dumps({"asset": {"version": "1.1"}, "geometricError": 1, "root": tile}).encode()


def entities() -> bytes:
    """Entities without a value, as their class lets them be, and one whose value has no property."""
    properties = {f"p{at}": {"type": "STRING"} for at in range(30_000)}
    document = json.loads(tiles(["a.glb"] * 30_000))
    for tile in document["root"]["children"]:
        tile |= {"content": {"uri": "data:,x", "metadata": {"class": "c"}}}
    document |= {"schema": {"id": "s", "classes": {"c": {"properties": properties}}}}
    return json.dumps({**document, "metadata": {"class": "c", "properties": {"q": "x"}}}).encode()


def woven() -> Files:
    """A tileset and 60 behind it, each of which refers to all that come after it."""
    files = {"tileset.json": tiles(["0.json"] * 3_000)}
    return files | {f"{at}.json": tiles(f"{after}.json" for after in range(at + 1, 60)) for at in range(60)}


def token(image: bytes, kind: str) -> bytes:
    uri = f"data:{kind};base64,{base64.b64encode(image).decode()}"
    return json.dumps({"name": "a", "description": "b", "image": uri}).encode()


def nested_token() -> bytes:
    inner = b"{}"
    for _ in range(12):
        inner = token(inner, "application/json")
    return inner


def box(kind: bytes, *parts: bytes, length: int | None = None) -> bytes:
    data = b"".join(parts)
    return struct.pack(">I4s", 8 + len(data) if length is None else length, kind) + data


FTYP = box(b"ftyp", b"isom\0\0\0\0isom")
KEYS = box(b"keys", struct.pack(">II", 0, 2**32 - 1), box(b"mdta", b"AIGC") * 50_000)
META = box(b"meta", bytes(4), box(b"hdlr", bytes(24)), KEYS, box(b"ilst"))


def nested_boxes() -> bytes:
    inner = b""
    for at in range(10_000):
        inner = box((b"moov", b"udta", b"meta", b"ilst")[at % 4], inner)
    return FTYP + inner


ENTITIES = b"".join(b'<!ENTITY %c "%s">' % (98 + at, b"&%c;" % (97 + at) * 100) for at in range(8))
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "' + b"a" * 1000 + b'">' + ENTITIES + b"]>"
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:t="http://x/" t:AIGC="&i;"/></rdf:RDF></x:xmpmeta>'
)
SVG = b'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">' + ENTITIES + b'] ><svg xmlns="http://www.w3.org/2000/svg">&i;</svg>'
JPEG_XMP = b"http://ns.adobe.com/xap/1.0/\0" + LAUGHS


def pdf(stream: bytes, filters: bytes) -> bytes:
    """A PDF file whose metadata stream is packed so."""
    return (
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Metadata 2 0 R >>\nendobj\n2 0 obj\n"
        + b"<< /Length %d /Filter %s >>\nstream\n" % (len(stream), filters)
        + stream
        + b"\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n"
    )


# What is made, the exit status, and what the output says.
CASES: dict[str, tuple[Callable[[], Files], int, str]] = {
    "an image of 60000 by 60000": (lambda: {"a.gltf": textured(data_uri("image/png", png(60_000)))}, 0, "NO VIOLATION"),
    "an image of 144 MB in 140 kB": (
        lambda: {"a.json": token(png(12_000, pixels=zeros(144 << 20)), "image/png")},
        3,
        "more pixels than the limit",
    ),
    "a KTX2 texture of 2^64 pixels": (lambda: {"a.gltf": compressed(ktx2(1))}, 1, "AST-GLZ-015"),
    "a KTX2 texture of 2^32 levels": (lambda: {"a.gltf": compressed(ktx2(2**32 - 1))}, 1, "AST-GLZ-015"),
    "a text of 400 MB in a PNG file": (
        lambda: {"a.png": png(1, chunk(b"zTXt", b"AIGC\0\0" + zeros(400 << 20)))},
        1,
        "AST-AIG-002",
    ),
    "1000 texts of 8 MB in a PNG file": (
        lambda: {"a.png": png(1, chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zeros(8 << 20)) * 1000)},
        3,
        "the unpacked metadata of the file is larger than the limit",
    ),
    "fill bytes without end in a JPEG file": (
        lambda: {"a.jpg": b"\xff\xd8" + b"\xff" * (32 << 20)},
        3,
        "the container ends before",
    ),
    "escapes by the million in a data: URI": (
        lambda: {"a.gltf": textured("data:," + "%41" * 10_000_000)},
        1,
        "AST-GLA-001",
    ),
    "a sparse accessor of 2^53 elements": (lambda: {"a.gltf": sparse()}, 1, "AST-GLB"),
    "100,000 nodes in a ring": (
        lambda: {"a.gltf": document(nodes=[{"children": [(at + 1) % MANY]} for at in range(MANY)])},
        1,
        "AST-GLD-014",
    ),
    "bones below themselves": (lambda: {"a.vrm": avatar(below_itself)}, 1, "AST-GLD-014"),
    "springs in a ring": (lambda: {"a.vrm": avatar(springs_in_a_ring)}, 1, "AST-VRS-005"),
    "a tail of 100,000 nodes": (lambda: {"a.vrm": avatar(a_long_tail)}, 1, "AST-VRS-006"),
    "20,000 tiles": (
        lambda: {"tileset.json": tiles(f"{at}.json" for at in range(20_000))},
        1,
        "AST-TIL-014",
    ),
    "30,000 entities of a class of 30,000 properties": (lambda: {"tileset.json": entities()}, 1, "AST-TIL-024"),
    "3,000 references to tilesets that refer on in 2^60 ways": (woven, 0, "NO VIOLATION"),
    "paths of 1,500 and of 2,000,000 steps": (
        lambda: {"tileset.json": tiles([*(f"{at}/{'a/' * 1500}b.glb" for at in range(1_000)), "a/" * 2_000_000])},
        1,
        "AST-TIL-014",
    ),
    "a long text deep in tiles that miss members": (lambda: {"tileset.json": deep_tiles()}, 1, "AST-TIL-002"),
    "metadata in metadata": (lambda: {"a.json": nested_token()}, 1, "AST-TOK"),
    "entities in an SVG image": (lambda: {"a.json": token(SVG, "image/svg+xml")}, 0, "NO VIOLATION"),
    "an MP4 box that never ends": (lambda: {"a.mp4": FTYP + box(b"moov", length=0) + box(b"udta", length=0)}, 3, ""),
    "an MP4 box of 2^63 bytes": (
        lambda: {"a.mp4": FTYP + box(b"moov", struct.pack(">Q", 2**63), length=1)},
        3,
        "the container ends before",
    ),
    "MP4 boxes 10,000 deep": (lambda: {"a.mp4": nested_boxes()}, 3, ""),
    "MP4 names by the million": (lambda: {"a.mp4": FTYP + box(b"moov", META * 20)}, 3, "the container ends before"),
    "a WebP file that lies about its length": (
        lambda: {"a.webp": b"RIFF\0\0\0\0WEBPXMP \xff\xff\xff\xff" + bytes(30)},
        3,
        "the container ends before",
    ),
    "entities in a PNG file": (
        lambda: {"a.png": png(1, chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + LAUGHS))},
        3,
        "declares entities",
    ),
    "entities in a JPEG file": (
        lambda: {"a.jpg": b"\xff\xd8\xff\xe1" + struct.pack(">H", 2 + len(JPEG_XMP)) + JPEG_XMP + b"\xff\xd9"},
        3,
        "declares entities",
    ),
    "another format under the name of a model": (
        lambda: {"a.gltf": gzip.compress(bytes(100 << 20))},
        1,
        "AST-GL",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_file_ends_soon_and_says_why(name: str, tmp_path: Path) -> None:
    make, status, reason = CASES[name]
    found, told = checked(tmp_path / "files", make())
    assert (found, reason in told) == (status, True), told


PACKED: dict[str, tuple[Callable[[], bytes], bytes]] = {
    "packed": (lambda: zeros(1 << 30), b"/FlateDecode"),
    "packed twice": (lambda: zlib.compress(zeros(1 << 30), 9), b"[/FlateDecode /FlateDecode]"),
    "a letter for 4 bytes": (lambda: b"zzzzz" * 2_000_000 + b"~>", b"/ASCII85Decode"),
}


@pytest.mark.parametrize("name", PACKED)
def test_a_pdf_file_that_unpacks_to_gigabytes_costs_itself_only(name: str, tmp_path: Path) -> None:
    pytest.importorskip("pypdf", reason="the extra labels is not installed")
    pytest.importorskip("resource", reason="this system bounds no memory")
    stream, filters = PACKED[name]
    status, told = checked(tmp_path / "files", {"a.pdf": pdf(stream(), filters)})
    assert status == 3
    assert "Traceback" not in told


def test_references_lead_nowhere_but_into_the_folder(tmp_path: Path) -> None:
    secret = tmp_path / "files" / "secret.json"
    secret.parent.mkdir()
    secret.write_bytes(tiles(["inside-the-secret.glb"]))
    out = ["..", "../secret.json", "file:///etc/passwd", "C:\\x.json", "%2e%2e%2fsecret.json", "..%5csecret.json"]
    out += ["//host/a.json", "\\\\host\\a.json", "sub%2F..%2F..%2Fsecret.json", "/dev/zero"]
    missing = ["%00", "link.json", "x" * 5000, "%", "...", "sub"]
    again = ["tileset.json", "sub/tileset.json"]
    folder = secret.parent / "in"
    folder.mkdir()
    try:
        (folder / "link.json").symlink_to(secret)
    except OSError:
        missing.remove("link.json")
    files = {"tileset.json": tiles([*out, *missing, *again]), "sub/tileset.json": tiles(["../tileset.json"])}
    status, told = checked(folder, files)
    assert status == 1
    record = json.loads((tmp_path / "files" / "report.json").read_text(encoding="utf-8"))
    counts = {each["requirement"]: len(each["findings"]) for each in record["results"] if each["outcome"] == "fail"}
    assert counts == {"AST-TCN-007": 3, "AST-TIL-013": len(out), "AST-TIL-014": len(missing), "AST-TIL-015": len(again)}
    assert "inside-the-secret" not in json.dumps(record)
    assert "leads outside the folder" in told


def test_a_link_to_itself_is_not_judged_and_says_why(tmp_path: Path) -> None:
    loop = tmp_path / "files" / "loop"
    loop.parent.mkdir()
    try:
        loop.symlink_to("loop")
    except OSError:
        pytest.skip("no links here")
    status, told = checked(loop.parent, {"a.gltf": document()})
    assert status == 0
    command = [sys.executable, "-m", "conformance", "check", str(loop), "--lang", "en"]
    command += ["--journal", str(tmp_path / "run.jsonl")]
    told = subprocess.run(command, capture_output=True, check=False).stdout.decode("utf-8", "replace")
    assert "the file cannot be read" in told
    assert "{reason}" not in told
