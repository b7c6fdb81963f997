"""The walks through GIF, TIFF, WAV, MP3, Matroska and Office files: what writers do, and what hostile files try.

Files of further containers are in test_label_carriers.py.
"""

from __future__ import annotations

import importlib
import io
import struct
import warnings
import zipfile
import zlib

import pytest
from doubles.lying_bytes import lying
from doubles.ours import PLAN
from hypothesis import given
from hypothesis import strategies as st

from conformance.authoring import Blocked
from conformance.readers.source import Source
from conformance_suites.assets.labels.reader.bounds import METADATA_BYTES, OOXML_BYTES
from conformance_suites.assets.labels.reader.metadata.media_file import MediaFile, media_file
from conformance_suites.assets.labels.reader.metadata.package import OFFICE
from conformance_suites.assets.labels.reader.metadata.sites import Site
from conformance_suites.assets.labels.writer import chunks, videos

made = importlib.import_module("conformance_suites.assets.labels.aigc.samples")
GOOD: dict[str, bytes] = made.good()
FILES = {name: data for name, data in GOOD.items() if name.endswith((".gif", ".tif", ".wav", ".mp3", ".mkv", "x"))}
LABEL: bytes = made.text(made.PLAIN).encode()


def read(data: bytes) -> MediaFile:
    found = media_file(Source("x", data))
    assert found
    return found


def labels(data: bytes) -> list[Site]:
    file = read(data)
    assert file.whole
    return [site for site in file.sites if "AIGC" in site.name]


def kinds(name: str, data: bytes) -> tuple[list[str], str]:
    return PLAN.recognise(Source(name, data))


def archive(parts: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", method) as out:
        warnings.simplefilter("ignore")  # a duplicate name
        for name, data in parts:
            out.writestr(name, data)
    return stream.getvalue()


TYPES, RELATIONS = ("[Content_Types].xml", b"<Types/>"), ("_rels/.rels", OFFICE[0])


def office(custom: bytes, method: int = zipfile.ZIP_DEFLATED, times: int = 1) -> bytes:
    return archive([TYPES, RELATIONS, *[("docProps/custom.xml", custom)] * times], method)


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_known_by_its_content_whatever_it_is_called(name: str) -> None:
    assert kinds("x", FILES[name]) == (["media_file"], "content")


@pytest.mark.parametrize("name", ["a/b.class", "mimetype", "model.obj", "Content_Types.xml", "[Content_Types].xm"])
def test_other_zip_archives_are_no_media_files(name: str) -> None:
    data = archive([(name, b"[Content]")], zipfile.ZIP_STORED)
    assert kinds("x.zip", data) == ([], "")
    assert media_file(Source("x.zip", data)) is None


def test_an_office_file_whose_content_types_stand_last_is_known_by_its_name() -> None:
    data = archive([("docProps/app.xml", b"<a/>"), RELATIONS, TYPES])
    assert kinds("x.xlsx", data) == (["media_file"], "name")
    assert [site.name for site in read(data).sites] == ["docProps/app.xml"]


@pytest.mark.parametrize("name", [name for name in FILES if not name.startswith("nothing")])
def test_the_offset_is_where_the_part_begins(name: str) -> None:
    (site,) = [site for site in read(FILES[name]).sites if b"ContentProducer" in site.data]
    starts = {
        "gif": b"!\xff\x0bXMP DataXMP",
        "tif": struct.pack("<H", 700),
        "wav": b"AIGC",
        "mp3": b"TXXX",
        "mkv": b"\x67\xc8",
    }
    assert FILES[name].startswith(starts.get(name.rpartition(".")[2], b"PK\3\4"), site.offset)


@given(lying(FILES))
def test_no_lying_size_makes_a_walk_raise_anything_but_blocked(file: tuple[str, bytes]) -> None:
    media_file(Source(*file))


@given(
    st.sampled_from([b"GIF89a", b"II*\0", b"MM\0*", b"RIFF\0\0\0\0WAVE", b"ID3\3", b"\x1aE\xdf\xa3", b"PK\3\4"]),
    st.binary(),
)
def test_no_bytes_behind_a_magic_make_a_walk_raise(magic: bytes, data: bytes) -> None:
    media_file(Source("x", magic + data))
    media_file(Source("x", magic + b"[Content_Types].xml" + data + b"PK\5\6" + bytes(18)))


# GIF


def test_a_gif_packet_in_sub_blocks_is_put_together() -> None:
    packet = made.xmp()
    pieces = b"".join(bytes([len(packet[at : at + 200])]) + packet[at : at + 200] for at in range(0, len(packet), 200))
    (site,) = read(made.gif(b"!\xff\x0bXMP DataXMP" + pieces + b"\0")).sites[-1:]
    assert (site.form, site.data) == ("xmp", packet)


def test_what_follows_the_trailer_of_a_gif_file_is_told() -> None:
    assert read(made.gif() + LABEL).sites[-1].data == LABEL


@pytest.mark.parametrize(
    "data", [b"GIF89a", b"GIF89a" + bytes(7) + b"?", made.gif()[:-1], made.gif()[:-1] + b"!\xfe\5a"]
)
def test_a_gif_file_that_breaks_off_is_not_whole(data: bytes) -> None:
    assert not read(data).whole


def test_the_sub_blocks_of_a_gif_file_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    comment = b"!\xfe" + b"\1a" * 50 + b"\0"
    assert read(made.gif(comment, comment)).whole
    monkeypatch.setattr("conformance_suites.assets.labels.reader.metadata.gif.GIF_BLOCKS", 80)
    assert not read(made.gif(comment, comment)).whole


# TIFF


def ifd(order: str, *fields: tuple[int, int, int, int], following: int = 0) -> bytes:
    entries = b"".join(struct.pack(order + "HHII", *field) for field in fields)
    return struct.pack(order + "H", len(fields)) + entries + struct.pack(order + "I", following)


@pytest.mark.parametrize(("order", "magic"), [("<", b"II*\0"), (">", b"MM\0*")])
def test_a_tiff_packet_is_found_in_both_byte_orders_and_in_later_images(order: str, magic: bytes) -> None:
    packet = made.xmp()
    first = ifd(order, (256, 4, 1, 1), following=26)
    second = ifd(order, (700, 1, len(packet), 44))
    (site,) = read(magic + struct.pack(order + "I", 8) + first + second + packet).sites
    assert (site.form, site.data, site.offset) == ("xmp", packet, 28)


def test_exif_fields_of_a_tiff_file_are_read_and_a_circle_ends() -> None:
    first = ifd("<", (0x8769, 4, 1, 26), following=8)
    file = read(b"II*\0" + struct.pack("<I", 8) + first + ifd("<", (0x9286, 7, 3, 0x636261)))
    assert file.whole
    assert [(site.name, site.data) for site in file.sites] == [("UserComment", b"abc")]


@pytest.mark.parametrize(
    "data",
    [
        bytes(4),
        struct.pack("<I", 9000),
        struct.pack("<IH", 8, 9),
        struct.pack("<I", 8) + ifd("<", (700, 1, 1 << 31, 8)),
    ],
)
def test_a_tiff_file_that_lies_about_its_fields_is_not_whole(data: bytes) -> None:
    assert not read(b"II*\0" + data).whole


# WAV


def test_other_forms_of_riff_are_read() -> None:
    large = b"ds64" + struct.pack("<I", 24) + struct.pack("<QQQ", 0, 4, 0)
    sound = b"data" + struct.pack("<I", 0xFFFFFFFF) + bytes(4)
    assert labels(b"RF64\xff\xff\xff\xffWAVE" + large + sound + made.riff(b"AIGC", LABEL))
    assert read(b"RIFF\xff\xff\xff\xffWAVE" + sound).whole
    assert labels(b"RIFX\0\0\0\0WAVEAIGC" + struct.pack(">I", len(LABEL)) + LABEL)


def test_an_id3_tag_and_a_list_in_a_wav_file_are_read() -> None:
    tag = made.mp3(made.txxx())[:-104]
    assert [site.data for site in labels(made.wav(made.riff(b"id3 ", tag)))] == [LABEL]
    assert [site.data for site in labels(made.wav(made.riff(b"LIST", b"INFO" + made.riff(b"AIGC", LABEL))))] == [LABEL]


def test_a_size_that_leaves_out_the_last_chunk_hides_nothing() -> None:
    data = made.wav(made.riff(b"AIGC", LABEL))
    for stated in (0, len(data) - 20, 0xFFFFFFFF):
        assert labels(data[:4] + struct.pack("<I", stated) + data[8:])


def test_what_follows_the_chunks_of_a_riff_file_is_told() -> None:
    for data in (made.wav(), made.webp(made.xmp())):
        site = read(data + LABEL).sites[-1]
        assert (site.form, site.data) == ("other", LABEL)


def test_the_pixels_of_a_webp_file_are_no_place_for_a_label() -> None:
    assert [site.form for site in read(made.webp(made.xmp())).sites] == ["xmp"]


# MP3


def tag(version: int, flags: int, frames: bytes) -> bytes:
    size: bytes = chunks.synchsafe(len(frames))
    return b"ID3" + bytes([version, 0, flags]) + size + frames


TXXX = b"\3AIGC\0" + LABEL


@pytest.mark.parametrize(
    "data",
    [
        tag(2, 0, b"TXX" + len(TXXX).to_bytes(3, "big") + TXXX),
        tag(3, 0, b"TXXX" + struct.pack(">IH", len(TXXX), 0) + TXXX),
        tag(3, 0x40, struct.pack(">IHI", 6, 0, 0) + b"TXXX" + struct.pack(">IH", len(TXXX), 0) + TXXX),
        tag(3, 0, b"TXXX" + struct.pack(">IH", len(TXXX) + 1, 0x20) + b"\7" + TXXX),
        tag(4, 0x40, chunks.synchsafe(6) + b"\1\0" + made.txxx()),
        tag(4, 0x10, made.txxx()) + b"3DI\4\0\x10" + chunks.synchsafe(0) + made.mp3(),
        tag(4, 0, b"TIT2" + chunks.synchsafe(2) + bytes(2) + b"\0a") + made.mp3(made.txxx()),
        tag(4, 0, b"TXXX" + chunks.synchsafe(len(TXXX) + 4) + b"\0\1" + chunks.synchsafe(len(TXXX)) + TXXX),
    ],
)
def test_the_label_is_found_in_every_version_of_the_tag(data: bytes) -> None:
    assert [site.data for site in labels(data + b"\xff\xfb\x90\0")] == [LABEL]


@pytest.mark.parametrize("code", range(4))
def test_the_label_is_found_in_every_encoding(code: int) -> None:
    mark = "\ufeff" if code == 1 else ""
    text = f"{mark}AIGC\0{mark}{LABEL.decode()}\0".encode(("latin-1", "utf-16-le", "utf-16-be", "utf-8")[code])
    (site,) = labels(made.mp3(made.frame(b"TXXX", bytes([code]) + text)))
    assert (site.name, site.data) == ("AIGC", LABEL)


@pytest.mark.parametrize("version", [3, 4])
def test_the_zeros_of_unsynchronisation_are_taken_out(version: int) -> None:
    text = b"\1" + ("\ufeffAIGC\0\ufeff" + LABEL.decode()).encode("utf-16-le")
    safe = text.replace(b"\xff", b"\xff\0")
    size = chunks.synchsafe(len(safe)) if version == 4 else struct.pack(">I", len(text))
    (site,) = labels(tag(version, 0x80, b"TXXX" + size + (b"\0\2" if version == 4 else b"\0\0") + safe))
    assert (site.data, site.offset) == (LABEL, 10 if version == 4 else 0)


@pytest.mark.parametrize("version", [3, 4])
def test_a_compressed_frame_is_unpacked_and_a_bomb_in_it_is_cut(version: int) -> None:
    for content in (TXXX, TXXX + bytes(METADATA_BYTES * 2)):
        data = bytes(4) + zlib.compress(content)
        size = chunks.synchsafe(len(data)) if version == 4 else struct.pack(">I", len(data))
        flags = b"\0\x09" if version == 4 else b"\0\x80"
        assert [site.data for site in labels(tag(version, 0, b"TXXX" + size + flags + data))] == [LABEL]


def test_a_packet_in_a_private_frame_is_found_and_pictures_are_left_out() -> None:
    file = read(made.mp3(made.frame(b"APIC", bytes(9)), made.frame(b"PRIV", b"XMP\0" + made.xmp())))
    assert [(site.form, site.data) for site in file.sites] == [("xmp", made.xmp())]


@pytest.mark.parametrize(
    "data",
    [
        b"ID3\4",
        b"ID3\4\0\0\x7f\x7f\x7f\x7f",
        b"ID3\4\0\0\xff\0\0\0",
        b"ID3\5\0\0\0\0\0\0",
        tag(3, 0x40, struct.pack(">I", 99)),
        tag(4, 0, b"TXXX" + chunks.synchsafe(99) + bytes(3)),
        tag(4, 0, b"text" + chunks.synchsafe(1) + bytes(3)),
        # a size as in version 2.3, which ends amid the label if read as in 2.4
        tag(4, 0, b"TXXX" + struct.pack(">IH", len(TXXX) + 256, 0) + TXXX + b" " * 256),
    ],
)
def test_a_tag_that_lies_about_its_sizes_is_not_whole_and_shows_no_part_of_a_frame(data: bytes) -> None:
    file = read(data)
    assert not file.whole
    assert not file.sites


# Matroska


def test_tags_behind_a_segment_and_a_cluster_of_unknown_size_are_found() -> None:
    unknown = b"\x01" + b"\xff" * 7
    cluster = b"\x1f\x43\xb6\x75" + unknown + videos.element(0xA3, bytes(20))
    head, _, content = made.mkv(made.simple_tag()).partition(b"\x18\x53\x80\x67")
    data = head + b"\x18\x53\x80\x67" + unknown + cluster + content[4:]
    assert [site.data for site in labels(data)] == [LABEL]


def test_a_tag_may_hold_further_ones_and_its_text_before_its_name() -> None:
    inner = videos.element(0x67C8, videos.element(0x4487, LABEL), videos.element(0x45A3, b"AIGC"))
    outer = videos.element(0x67C8, videos.element(0x45A3, b"A"), videos.element(0x4487, b"b"), inner)
    file = read(made.mkv(outer, videos.element(0x67C8, videos.element(0x45A3, b"no text"))))
    assert [(site.name, site.data) for site in file.sites] == [("A", b"b"), ("AIGC", LABEL)]


def test_a_matroska_file_that_breaks_off_or_has_too_many_elements_is_not_whole() -> None:
    data = made.mkv(made.simple_tag(), made.simple_tag())
    assert not read(data[: data.rindex(b"\x67\xc8")]).whole
    assert not read(data[:-1]).whole
    assert not read(data + b"\0").whole
    assert not read(data + b"\xec\x80" * 200_000).whole


# Office


def test_every_custom_property_of_an_office_file_is_read_in_both_namespaces() -> None:
    for namespace in (
        "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
        "http://purl.oclc.org/ooxml/officeDocument/customProperties",
    ):
        two = '<property name="AIGC">\n<v>1 &amp; </v></property><property name="B"><v>2</v></property>'
        file = read(office(f'<Properties xmlns="{namespace}">{two}</Properties>'.encode()))
        assert [(site.name, site.data.strip()) for site in file.sites] == [("AIGC", b"1 &"), ("B", b"2")]


@pytest.mark.parametrize(
    "custom",
    [
        b"",
        b"<a>",
        b'<?xml version="1.0" encoding="klingon"?><a/>',
        b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>',
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        b"<a>" * 200 + b"</a>" * 200,
        b"<a>" + b"<b/>" * 200_000 + b"</a>",
        b"<a>" + b" " * (METADATA_BYTES * 4) + b"</a>",
    ],
)
def test_properties_that_ask_for_too_much_are_not_read(custom: bytes) -> None:
    file = read(office(custom))
    assert not file.whole
    assert not file.sites


def test_packages_that_no_reader_of_packages_opens_are_not_whole() -> None:
    assert not read(office(b"<a/>", zipfile.ZIP_BZIP2)).whole
    entry = GOOD["property.docx"].rindex(b"PK\1\2")
    assert not read(GOOD["property.docx"][:entry]).whole
    encrypted = bytearray(office(b"<a/>"))
    for at in (encrypted.rindex(b"PK\1\2") + 8, encrypted.rindex(b"PK\3\4") + 6):
        encrypted[at] |= 1
    assert not read(bytes(encrypted)).whole


def test_parts_that_unpack_to_more_than_the_bound_together_are_blocked() -> None:
    padded = b"<a>" + b" " * (METADATA_BYTES - 8) + b"</a>"
    with pytest.raises(Blocked, match="metadata_bound"):
        media_file(Source("x", office(padded, times=9)))


def test_a_large_directory_of_an_archive_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = GOOD["property.docx"]
    stated = struct.unpack_from("<I", data, len(data) - 10)[0]
    monkeypatch.setattr("conformance_suites.assets.labels.reader.metadata.package.OOXML_DIRECTORY_BYTES", stated)
    assert read(data).whole
    monkeypatch.setattr("conformance_suites.assets.labels.reader.metadata.package.OOXML_DIRECTORY_BYTES", stated - 1)
    assert not read(data).whole
    large = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, 1 << 40, 0)
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, 0, 1)
    assert not read(data[:-22] + large + locator + data[-22:-10] + bytes(4) + data[-6:]).whole


def test_a_large_office_file_is_not_read() -> None:
    with pytest.raises(Blocked, match="ooxml_bound"):
        media_file(Source("x", GOOD["property.docx"] + bytes(OOXML_BYTES)))
