"""Null products: files with nothing in them satisfy nothing that lies behind the cut and never conclude conformant."""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator

import pytest
from doubles.ours import PLAN

from conformance.catalogue.samples import samples
from conformance.model.outcome import BY_LETTER, Conclusion, Outcome, Verdict, conclude, verdict
from conformance.readers.source import Source

GOOD = next(s for s in samples(PLAN.catalogue.suite("gltf/container")) if s.name.endswith(".glb") and not s.requirement)


def null_files() -> Iterator[tuple[str, bytes]]:
    yield "empty.glb", b""
    yield "empty.gltf", b""
    yield "zeros.glb", bytes(4096)
    yield "zeros.gltf", bytes(4096)
    yield "random.glb", random.Random(7).randbytes(4096)
    yield "random.gltf", random.Random(8).randbytes(4096)
    yield "text.glb", b"This is not a model.\n"
    yield "text.gltf", "这不是模型。\n".encode()
    yield "html.gltf", b"<!doctype html><title>404</title>"
    yield "magic_only.glb", b"glTF"
    yield "four_gigabytes_in_20_bytes.glb", struct.pack("<4sIIII", b"glTF", 2, 0xFFFFFFFF, 0xFFFFFFEC, 0x4E4F534A)
    yield "null.gltf", b"null"
    yield "array.gltf", b"[]"
    yield "object.gltf", b"{}"
    yield "string.gltf", b'"glTF"'
    for cut in range(1, 20):
        yield f"cut_at_{cut}.glb", GOOD.data[:cut]


def outcomes(name: str, data: bytes) -> dict[str, Outcome]:
    found = {}
    for loaded, letters, _ in PLAN.judge(Source(name, data), "gltf").verdicts:
        found |= {row.id: BY_LETTER[letter] for row, letter in zip(loaded.suite.requirements, letters, strict=True)}
    return found


NULL_FILES = dict(null_files())


@pytest.mark.parametrize("name", NULL_FILES)
def test_a_null_file_never_concludes_conformant(name: str) -> None:
    conclusions = dict.fromkeys(Conclusion, 0)
    found = outcomes(name, NULL_FILES[name])
    for row, outcome in found.items():
        if PLAN.catalogue.requirements[row].obligation == "shall":
            conclusions[conclude(outcome)] += 1
    errors = Outcome.ERROR in found.values()
    assert not errors
    assert verdict(conclusions, errors=errors) is Verdict.NONCONFORMANT


@pytest.mark.parametrize("name", [name for name in NULL_FILES if not name.startswith("object")])
def test_a_null_file_satisfies_no_row_about_the_document(name: str) -> None:
    found = outcomes(name, NULL_FILES[name])
    document_rows = [row.id for row in PLAN.catalogue.suite("gltf/document").requirements]
    assert [row for row in document_rows if found[row] is Outcome.PASS] == []


@pytest.mark.parametrize("cut", range(1, 12))
def test_a_cut_header_satisfies_no_row_behind_the_cut(cut: int) -> None:
    found = outcomes("cut.glb", GOOD.data[:cut])
    suite = PLAN.catalogue.suite("gltf/container")
    passed = {row.id: row.at for row in suite.requirements if found[row.id] is Outcome.PASS}
    assert all(not {"chunks", "json_chunk", "bin_chunk", "json_text", "length"} & set(at) for at in passed.values())
