"""A glTF asset in either form: how the form is recognised, and what there is to judge."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.document import Gltf, is_glb, read_gltf

TEXT = b'{"asset":{"version":"2.0"}}'
DOCUMENT = {"asset": {"version": "2.0"}}


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack("<I4s", len(data), kind) + data


def container(*chunks: bytes, version: int = 2) -> bytes:
    body = b"".join(chunks)
    return b"glTF" + struct.pack("<II", version, 12 + len(body)) + body


def read(data: bytes, name: str = "a.glb") -> Gltf:
    return read_gltf(Source(name, data))


JSON, BIN = chunk(b"JSON", TEXT + b" "), chunk(b"BIN\0", b"\1\2\3\4")


@pytest.mark.parametrize("name", ["a.gltf", "a.glb", "a"])
def test_json_text_is_read_as_such_whatever_its_name(name: str) -> None:
    asset = read(b"\n" + TEXT, name)
    assert (asset.glb, asset.document, asset.text_start, asset.bin) == (None, DOCUMENT, 0, None)
    assert asset.text_bytes == b"\n" + TEXT


@pytest.mark.parametrize("name", ["a.gltf", "a.glb", "a"])
def test_a_container_is_read_as_such_whatever_its_name(name: str) -> None:
    asset = read(container(JSON, BIN), name)
    assert asset.glb is not None
    assert (asset.document, asset.text_start) == (DOCUMENT, 20)


@pytest.mark.parametrize(
    ("name", "data", "as_container"),
    [
        ("a.glb", b"", True),
        ("A.GLB", bytes(20), True),
        ("a.glb", b"This is not a model.", True),
        ("a.glb", b"\xef\xbb\xbf {}", False),
        ("a.gltf", bytes(20), False),
        ("a.gltf", b"glTF", True),
        ("a", bytes(20), False),
    ],
)
def test_the_name_is_heard_only_for_bytes_that_say_nothing(name: str, data: bytes, as_container: bool) -> None:
    assert is_glb(Source(name, data)) is as_container


def test_the_stored_buffer_is_the_bin_chunk_that_comes_second() -> None:
    data = container(JSON, BIN)
    assert read(data).bin == (len(data) - 4, 4)
    assert read(container(JSON, chunk(b"XTRA", b""), BIN)).bin is None


def test_padding_by_nul_is_no_part_of_the_text() -> None:
    asset = read(container(chunk(b"JSON", TEXT + b"\0")))
    assert (asset.text_bytes, asset.document) == (TEXT, DOCUMENT)


@pytest.mark.parametrize(
    "data",
    [
        container(),
        container(BIN),
        container(chunk(b"JSON", b"")),
        container(JSON)[:-1],
        container(JSON, version=1),
        b"glTF",
    ],
)
def test_a_container_without_a_whole_json_chunk_has_no_document(data: bytes) -> None:
    asset = read(data)
    assert (asset.text.usable, asset.document) == (False, None)


starts = st.sampled_from([b"", b"glTF", b"{", TEXT[:9], container(JSON, BIN)[:20], container(JSON, BIN)[:48]])


@given(st.sampled_from(["a.gltf", "a.glb", "a"]), st.builds(bytes.__add__, starts, st.binary(max_size=60)))
def test_arbitrary_bytes_never_raise(name: str, data: bytes) -> None:
    asset = read(data, name)
    assert asset.text.usable or asset.document is None
    assert asset.text_start + len(asset.text_bytes) <= len(data)
