"""Headers of Draco bitstreams, sizes of meshopt streams, headers of KTX 2.0 textures: as encoders write them."""

from __future__ import annotations

import struct
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conformance_suites.assets.gltf.reader.bounds import KTX2_CHANNELS, KTX2_METADATA_BYTES, KTX2_PAIRS
from conformance_suites.assets.gltf.reader.draco import EDGEBREAKER, SEQUENTIAL, Draco, read_draco
from conformance_suites.assets.gltf.reader.ktx2 import ETC1S, UASTC, Ktx2, basis_texture, ktx2_bytes, read_ktx2
from conformance_suites.assets.gltf.reader.meshopt import HEADERS, least_bytes

# A grid of 3 by 3 vertices and 8 triangles, as the encoders of the authors write it: Draco 1.5, meshoptimizer 1.3.
SEQUENTIAL_GRID = bytes.fromhex(
    "445241434f0202010000000809010001030104030102040205040304060407060405070508070101000903000002000101010180024d2803"
    "bd04ffffffeb7d097d0907cd9d778d5e4b6800000000ff0000000000000000000000000000000000004008"
)
EDGEBREAKER_GRID = bytes.fromhex(
    "445241434f0202010100000009080008010003efd31aff011101ff000001000903000002010101000903ad2a175515032a624cffff00fffe"
    "0000fd0002000000000000ff0000000000000000000000000000000000004008"
)
POINTS = bytes.fromhex("445241434f0203000100000900000001")
STREAMS = [
    (12, 9, "a00000013cf3c000ffffffffffff013bef80007e7f7e7f7e000001030c0000ffff01030800007e" + "00" * 36),
    (12, 9, "a1da6aaa004800ffff007f017f7f017f7f010048007f01" + "00" * 20 + "010100"),
    (2, 24, "e1fe1e100e4e1e120e0f06007687566778a9866589689801690000"),
    (2, 24, "d1000408060c02060408060c02020408060c02060408060c0200000000"),
]
# The bytes of streams of zeros by that encoder: stride, count, version 0, version 1.
ZEROS = [
    (4, 1, 37, 26),
    (4, 17, 37, 26),
    (4, 5000, 349, 45),
    (12, 300, 93, 31),
    (100, 1, 201, 151),
    (100, 5000, 12601, 1701),
    (256, 17, 513, 385),
    (256, 5000, 40449, 10369),
]
# An image of 8 by 4 pixels by basisu 1.16: ETC1S in sRGB, and the start of UASTC in linear colours.
ETC1S_TEXTURE = bytes.fromhex(
    "ab4b5458203230bb0d0a1a0a000000000100000008000000040000000000000000000000010000000100000001000000680000002c000000"
    "9400000024000000b80000000000000083000000000000003b01000000000000010000000000000000000000000000002c00000000000000"
    "02002800a301020003030000000000000000000000003f000000000000000000ffffffff1f0000004b545877726974657200426173697320"
    "556e6976657273616c20312e31360000"
)
UASTC_TEXTURE = bytes.fromhex(
    "ab4b5458203230bb0d0a1a0a000000000100000008000000040000000000000000000000010000000100000002000000680000002c000000"
    "940000002400000000000000000000000000000000000000b800000000000000190000000000000020000000000000002c00000000000000"
    "02002800a601010003030000000000000000000000007f000000000000000000ffffffff1f0000004b545877726974657200426173697320"
    "556e6976657273616c20312e31360000"
)
WRITER = {"KTXwriter": b"Basis Universal 1.16\0"}
BYTES, LONGS = st.integers(0, 255), st.integers(0, 2**32 - 1)
TEXTURES = st.builds(
    Ktx2,
    **dict.fromkeys(("vk_format", "width", "height", "depth", "layers", "faces", "scheme"), LONGS),
    levels=st.integers(0, 30),
    **dict.fromkeys(("model", "primaries", "transfer", "flags"), BYTES),
    channels=st.lists(st.integers(0, 15), max_size=8).map(tuple),
    metadata=st.dictionaries(st.text(st.characters(codec="utf-8", exclude_characters="\0")), st.binary(), max_size=4),
)


def test_a_header_tells_how_much_a_draco_mesh_holds() -> None:
    assert read_draco(SEQUENTIAL_GRID) == Draco((2, 2), 1, SEQUENTIAL, faces=8, points=9)
    assert read_draco(EDGEBREAKER_GRID) == Draco((2, 2), 1, EDGEBREAKER, faces=8)
    assert read_draco(POINTS) == Draco((2, 3), 0, 1)


def test_metadata_in_front_of_the_numbers_are_not_read() -> None:
    flagged = bytearray(SEQUENTIAL_GRID)
    flagged[10] = 0x80
    assert read_draco(flagged) == Draco((2, 2), 1, SEQUENTIAL)


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1))
def test_numbers_of_any_length_are_read(faces: int, points: int) -> None:
    def varint(number: int) -> bytes:
        more = b""
        while number > 0x7F:
            more, number = more + bytes((number & 0x7F | 0x80,)), number >> 7
        return more + bytes((number,))

    found = read_draco(SEQUENTIAL_GRID[:11] + varint(faces) + varint(points))
    assert found
    assert (found.faces, found.points) == (faces, points)
    found = read_draco(EDGEBREAKER_GRID[:12] + varint(points) + varint(faces))
    assert found
    assert (found.faces, found.points) == (faces, None)


def test_a_number_ends_after_five_bytes_or_is_none() -> None:
    long = read_draco(SEQUENTIAL_GRID[:11] + b"\xff\xff\xff\xff\x8f\x00\x07")
    assert long
    assert (long.faces, long.points) == (None, 0)


@given(st.binary(max_size=80) | st.binary(max_size=40).map(SEQUENTIAL_GRID[:9].__add__))
@example(SEQUENTIAL_GRID[:11])
@example(EDGEBREAKER_GRID[:11] + b"\xff" * 30)
def test_any_bytes_are_a_draco_header_or_none(data: bytes) -> None:
    found = read_draco(data)
    assert (found is None) == (len(data) < 11 or not data.startswith(b"DRACO"))


@pytest.mark.parametrize(("stride", "count", "stream"), STREAMS)
def test_the_streams_of_the_encoder_are_long_enough(stride: int, count: int, stream: str) -> None:
    data = bytes.fromhex(stream)
    assert any(data[0] in headers for headers in HEADERS["KHR_meshopt_compression"].values())
    assert least_bytes(data[0], stride, count) <= len(data)


@pytest.mark.parametrize(("stride", "count", "first", "second"), ZEROS)
def test_zeros_take_the_least_bytes_there_are(stride: int, count: int, first: int, second: int) -> None:
    assert (least_bytes(0xA0, stride, count), least_bytes(0xA1, stride, count)) == (first, second)


@given(st.sampled_from([0xA0, 0xA1, 0xE1, 0xD1]), st.integers(1, 64), st.integers(0, 2**53), st.integers(0, 2**53))
def test_more_elements_need_no_fewer_bytes(header: int, quarters: int, some: int, others: int) -> None:
    few, many = sorted((some, others))
    assert 0 < least_bytes(header, 4 * quarters, few) <= least_bytes(header, 4 * quarters, many)


def test_the_textures_of_an_encoder_are_read() -> None:
    etc1s = Ktx2(0, 8, 4, 0, 0, 1, 1, 1, ETC1S, 1, 2, 0, (0,), WRITER)
    assert read_ktx2(ETC1S_TEXTURE) == etc1s
    assert read_ktx2(UASTC_TEXTURE) == replace(etc1s, scheme=2, model=UASTC, transfer=1)


@given(TEXTURES)
def test_a_texture_is_read_as_it_was_written(texture: Ktx2) -> None:
    assert read_ktx2(ktx2_bytes(texture)) == texture
    behind = b"\x06\0\0\0key\0ab\0\0"  # as a pair, but behind the metadata, where the levels are
    assert read_ktx2(ktx2_bytes(texture) + behind) == texture


@given(TEXTURES, st.data())
def test_a_cut_texture_says_the_same_or_nothing(texture: Ktx2, data: st.DataObject) -> None:
    whole = ktx2_bytes(texture)
    found = read_ktx2(whole[: data.draw(st.integers(0, len(whole)))])
    assert found is None or replace(found, metadata=texture.metadata) == texture


@given(st.lists(LONGS, min_size=13, max_size=17), st.binary(max_size=200))
def test_any_numbers_in_a_header_are_borne(numbers: list[int], rest: bytes) -> None:
    read_ktx2(ETC1S_TEXTURE[:12] + struct.pack(f"<{len(numbers)}I", *numbers) + rest)


def test_a_descriptor_of_another_vendor_is_none() -> None:
    data = bytearray(basis_texture(4, 4))
    data[108] = 1  # behind the header of 80 bytes, one level of 24 and the size of the descriptor
    assert read_ktx2(data) is None


def test_no_more_is_read_of_a_texture_than_the_bounds_say() -> None:
    many = {str(number): b"" for number in range(KTX2_PAIRS + 10)}
    found = read_ktx2(basis_texture(4, 4, channels=(3,) * (KTX2_CHANNELS + 1), metadata=many))
    assert found
    assert len(found.metadata) == KTX2_PAIRS
    assert len(found.channels) == KTX2_CHANNELS
    found = read_ktx2(basis_texture(4, 4, metadata={"long": bytes(KTX2_METADATA_BYTES), "KTXorientation": b"ru"}))
    assert found
    assert found.metadata == {}
