"""The walks through media files of every container, on whole and on hostile ones."""

from __future__ import annotations

import importlib
import struct
import sys
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.authoring import Blocked, NotRun
from conformance.readers.bounds import XML_DEPTH
from conformance.readers.source import Source
from conformance_suites.assets.labels.reader.bounds import METADATA_BYTES, PDF_BYTES
from conformance_suites.assets.labels.reader.metadata.media_file import MediaFile, media_file
from conformance_suites.assets.labels.reader.xmp import xmp_properties

pytest.importorskip("pypdf", reason="the extra labels is not installed")
made = importlib.import_module("conformance_suites.assets.labels.aigc.samples")
FILES: dict[str, bytes] = made.good()


def read(data: bytes, name: str = "x") -> MediaFile:
    found = media_file(Source(name, data))
    assert found
    return found


@pytest.mark.parametrize("name", [name for name in FILES if not name.startswith("nothing")])
def test_the_label_is_found_where_it_was_written(name: str) -> None:
    file = read(FILES[name], name)
    assert file.whole
    held = [site for site in file.sites if b"ContentProducer" in site.data]
    assert len(held) == 1
    assert held[0].form in ("xmp", "text")
    head = FILES[name][held[0].offset : held[0].offset + 40]
    assert (
        not name.endswith((".png", ".jpg")) or b"iTXt" in head or b"tEXt" in head or b"zTXt" in head or head[0] == 0xFF
    )


@pytest.mark.parametrize("name", FILES)
def test_no_cut_makes_a_walk_raise(name: str) -> None:
    data = FILES[name]
    cuts = 20 if name.endswith(".pdf") else 200  # each PDF file is read in a separate process
    for cut in range(0, len(data), max(1, len(data) // cuts)):
        media_file(Source(name, data[:cut]))


@given(st.sampled_from(sorted(FILES)), st.integers(0, 4000), st.binary(min_size=1, max_size=4))
def test_no_damage_makes_a_walk_raise(name: str, at: int, damage: bytes) -> None:
    data = bytearray(FILES[name])
    at %= len(data)
    data[at : at + len(damage)] = damage
    media_file(Source(name, bytes(data)))


def test_other_bytes_are_no_media_file() -> None:
    assert media_file(Source("x.png", b"")) is None
    assert media_file(Source("x.png", b"<html>")) is None


def test_a_bomb_in_a_text_chunk_is_cut_at_the_bound() -> None:
    bomb = zlib.compress(bytes(METADATA_BYTES * 4))
    (site,) = read(made.png(made.chunk(b"zTXt", b"AIGC\0\0" + bomb))).sites
    assert len(site.data) == METADATA_BYTES


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + b"\xff\xff\xff\xffIDAT",
        b"\xff\xd8\xff\xe1\0\1",
        b"\xff\xd8" + b"\xff" * 50,
        b"RIFF\xff\xff\xff\xffWEBPXMP \xff\xff\xff\x7f",
        b"\0\0\0\x10ftypisom\0\0\0\0" + struct.pack(">I4sQ", 1, b"moov", 1 << 62),
        b"\0\0\0\x10ftypisom\0\0\0\0" + struct.pack(">I4s", 4, b"moov"),
        b"%PDF-1.7\n" + bytes(200),
    ],
)
def test_lying_lengths_end_the_walk(data: bytes) -> None:
    assert not read(data).whole


def test_boxes_in_boxes_end_at_the_bound_of_their_number() -> None:
    inner = struct.pack(">I4s", 8, b"free") * 200_000
    file = read(b"\0\0\0\x10ftypisom\0\0\0\0" + struct.pack(">I4s", 8 + len(inner), b"moov") + inner)
    assert not file.whole


def test_user_data_may_end_in_four_zero_bytes() -> None:
    udta = made.box(b"udta", bytes(4))
    file = read(made.mp4()[:20] + made.box(b"moov", udta) + made.box(b"free"))
    assert file.whole


def test_a_large_pdf_file_is_not_read() -> None:
    with pytest.raises(Blocked):
        media_file(Source("x.pdf", b"%PDF-1.7" + bytes(PDF_BYTES)))


def test_a_pdf_file_that_takes_its_time_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("conformance_suites.assets.labels.reader.metadata.pdf.PDF_SECONDS", 0.5)
    objects = [b"<< /Type /Catalog >>", b"<< /AIGC <" + b"7b" * 5_000_000 + b"> >>"]  # two digits are read at a time
    file, table = b"%PDF-1.7\n", b"0000000000 65535 f \n"
    for number, each in enumerate(objects, 1):
        table += b"%010d 00000 n \n" % len(file)
        file += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    end = b"xref\n0 3\n%strailer\n<< /Size 3 /Root 1 0 R /Info 2 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (table, len(file))
    with pytest.raises(Blocked, match="pdf_seconds"):
        media_file(Source("x.pdf", file + end))


def test_all_metadata_together_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("conformance_suites.assets.labels.reader.metadata.media_file.METADATA_FILE_BYTES", 10)
    with pytest.raises(Blocked, match="metadata_bound"):
        media_file(Source("x.png", FILES["text.png"]))


@pytest.mark.parametrize("fill", [0, 1, 5, 70_000])
def test_any_number_of_fill_bytes_stands_before_a_jpeg_marker(fill: int) -> None:
    comment = b"\xff\xfe\0\5abc"
    (site,) = read(b"\xff\xd8" + b"\xff" * fill + comment + b"\xff\xd9").sites
    assert (site.name, site.data, site.offset) == ("COM", b"abc", 2 + fill)


def test_without_the_library_a_pdf_file_is_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(NotRun):
        media_file(Source("x.pdf", made.pdf()))


def test_properties_are_read_in_both_forms() -> None:
    packet = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description xmlns:a="urn:a" a:one="1"><a:two>2 &amp; 3</a:two></rdf:Description></rdf:RDF></x:xmpmeta>'
    )
    found = xmp_properties(packet + bytes(9))
    assert found
    assert [(each.namespace, each.name, each.text) for each in found if each.namespace == "urn:a"] == [
        ("urn:a", "one", "1"),
        ("urn:a", "two", "2 & 3"),
    ]


@pytest.mark.parametrize(
    "packet",
    [
        b"",
        b"<a>",
        b"no xml",
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b"<a>" * (XML_DEPTH + 1) + b"</a>" * (XML_DEPTH + 1),
        b"<a>" + b" " * METADATA_BYTES + b"</a>",
    ],
)
def test_a_packet_that_asks_for_too_much_is_none(packet: bytes) -> None:
    assert xmp_properties(packet) is None


@pytest.mark.parametrize("encoding", ["klingon", "hex", "idna", "punycode", "utf-7", "big5", "undefined"])
def test_a_packet_in_an_encoding_that_cannot_be_read_has_no_properties(encoding: str) -> None:
    assert xmp_properties(f'<?xml version="1.0" encoding="{encoding}"?><x:xmpmeta xmlns:x="x"/>'.encode()) is None
