"""The GLB reader: parts as far as the bytes reach, never an exception, never a byte that is not there."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader import glb as reader
from conformance_suites.assets.gltf.reader.glb import BIN_CHUNK, HEADER_BYTES, JSON_CHUNK, Glb, read_glb


def chunk(kind: int, data: bytes, length: int | None = None) -> bytes:
    return struct.pack("<II", len(data) if length is None else length, kind) + data


def container(*chunks: bytes, length: int | None = None) -> bytes:
    body = b"".join(chunks)
    return b"glTF" + struct.pack("<II", 2, HEADER_BYTES + len(body) if length is None else length) + body


def read(data: bytes) -> Glb:
    return read_glb(Source("a.glb", data))


WHOLE = container(chunk(JSON_CHUNK, b"{}  "), chunk(BIN_CHUNK, bytes(8)), chunk(0x41525458, b"1234"))
starts = st.sampled_from([b"", b"glTF", WHOLE[:12], WHOLE[:20], container(length=2**32 - 1)])


def test_a_whole_container_is_read_in_its_parts() -> None:
    glb = read(WHOLE)
    assert (glb.magic, glb.version, glb.length, glb.size) == (b"glTF", 2, len(WHOLE), len(WHOLE))
    assert [(c.index, c.offset, c.start, c.end, c.complete) for c in glb.chunks] == [
        (0, 12, 20, 24, True),
        (1, 24, 32, 40, True),
        (2, 40, 48, 52, True),
    ]
    assert (glb.json, glb.bin) == glb.chunks[:2]
    assert (glb.torn, glb.end) == (None, len(WHOLE))


@given(st.builds(bytes.__add__, starts, st.binary(max_size=80)))
def test_arbitrary_bytes_never_raise_and_no_part_reaches_beyond_them(data: bytes) -> None:
    glb = read(data)
    assert all(0 <= c.present <= c.length and HEADER_BYTES <= c.offset <= c.end <= len(data) for c in glb.chunks)
    assert all(one.end == other.offset for one, other in zip(glb.chunks, glb.chunks[1:], strict=False))


@pytest.mark.parametrize("size", range(HEADER_BYTES))
def test_a_cut_header_has_no_version_no_length_and_no_chunks(size: int) -> None:
    glb = read(WHOLE[:size])
    assert (glb.version, glb.length, glb.chunks, glb.magic) == (None, None, (), WHOLE[: min(size, 4)])


@pytest.mark.parametrize("size", range(HEADER_BYTES, len(WHOLE)))
def test_a_cut_file_has_the_chunks_whose_heads_are_there(size: int) -> None:
    glb = read(WHOLE[:size])
    assert [c.offset for c in glb.chunks] == [offset for offset in (12, 24, 40) if offset + 8 <= size]
    assert [c.complete for c in glb.chunks] == [end <= size for end in (24, 40, 52)][: len(glb.chunks)]
    assert glb.torn == next((offset for offset in (12, 24, 40) if offset < size < offset + 8), None)


def test_four_gigabytes_declared_in_20_bytes_cost_nothing() -> None:
    glb = read(container(chunk(JSON_CHUNK, b"", length=2**32 - 21), length=2**32 - 1))
    assert [(c.present, c.complete) for c in glb.chunks] == [(0, False)]


def test_chunks_that_begin_behind_the_declared_length_are_not_read() -> None:
    glb = read(container(chunk(JSON_CHUNK, b"{}  "), chunk(BIN_CHUNK, bytes(8)), length=24))
    assert [c.type for c in glb.chunks] == [JSON_CHUNK]


def test_the_json_chunk_is_the_first_and_the_bin_chunk_the_second_or_none() -> None:
    swapped = read(container(chunk(BIN_CHUNK, bytes(4)), chunk(JSON_CHUNK, b"{}  ")))
    assert (swapped.json, swapped.bin) == (None, None)


def test_chunks_are_looked_at_up_to_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "GLB_CHUNKS", 3)
    assert len(read(container(*[chunk(JSON_CHUNK, b"")] * 5)).chunks) == 3
