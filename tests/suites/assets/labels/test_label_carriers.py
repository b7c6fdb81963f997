"""The walks through AVI, FLV, FLAC, Ogg, OFD, Markdown, HEIF files and Exif blocks, and files that are not media."""

from __future__ import annotations

import importlib
import io
import json
import struct
import time
import tracemalloc
import zipfile

import pytest
from doubles.lying_bytes import lying
from doubles.ours import PLAN
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, features

from conformance.readers.source import Source
from conformance_suites.assets.labels.reader.bounds import AMF_DEPTH, FRONT_MATTER_BYTES, METADATA_BYTES, OGG_STREAMS
from conformance_suites.assets.labels.reader.metadata.media_file import MediaFile, media_file
from conformance_suites.assets.labels.reader.metadata.package import OFFICE
from conformance_suites.assets.labels.reader.metadata.sites import Site
from conformance_suites.assets.labels.writer import sounds, videos

made = importlib.import_module("conformance_suites.assets.labels.aigc.samples")
GOOD: dict[str, bytes] = made.good()
KINDS = (".avi", ".flv", ".flac", ".ogg", ".ofd", ".avif", ".m4a", ".md")
FILES = {name: data for name, data in GOOD.items() if name.endswith((*KINDS, "big.tif", "comment.jpg", "comment.webp"))}
LABEL: bytes = made.text(made.PLAIN).encode()


def read(data: bytes, name: str = "x") -> MediaFile:
    found = media_file(Source(name, data))
    assert found
    return found


def labels(data: bytes, name: str = "x") -> list[Site]:
    file = read(data, name)
    assert file.whole
    return [site for site in file.sites if "AIGC" in site.name]


def kinds(name: str, data: bytes) -> tuple[list[str], str]:
    return PLAN.recognise(Source(name, data))


def archive(*parts: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as out:
        for name, data in parts:
            out.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize("name", [name for name in FILES if not name.endswith(".md")])
def test_a_file_is_known_by_its_content_whatever_it_is_called(name: str) -> None:
    assert kinds("x", FILES[name]) == (["media_file"], "content")


@pytest.mark.parametrize("name", FILES)
def test_no_cut_makes_a_walk_raise(name: str) -> None:
    for cut in range(0, len(FILES[name]), max(1, len(FILES[name]) // 150)):
        media_file(Source(name, FILES[name][:cut]))


@given(lying(FILES))
def test_no_lying_size_makes_a_walk_raise(file: tuple[str, bytes]) -> None:
    media_file(Source(*file))


@given(
    st.sampled_from([b"RIFF\0\0\0\0AVI ", b"FLV\1\5\0\0\0\x09\0\0\0\0\x12", b"fLaC", b"OggS\0\2", b"II+\0\10\0\0\0"]),
    st.binary(),
)
def test_no_bytes_behind_a_magic_make_a_walk_raise(magic: bytes, data: bytes) -> None:
    media_file(Source("x", magic + data))


# Files that are not media


def test_packages_of_other_families_are_no_media_files() -> None:
    types = ("[Content_Types].xml", b"<Types/>")
    for kind in (
        b"http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel",
        b"http://schemas.openxps.org/oxps/v1.0",
    ):
        data = archive(types, ("_rels/.rels", b'<Relationship Type="%s"/>' % kind), ("docProps/core.xml", b"<a/>"))
        for name in ("crane.3mf", "x", "crane.docx"):
            assert kinds(name, data) == ([], "")
        assert media_file(Source("x", data)) is None
    assert kinds("x", archive(types, ("_rels/.rels", OFFICE[1]))) == (["media_file"], "content")
    assert kinds("x", archive(("OFD.xml", b"<OFD/>"))) == ([], "")


def test_an_archive_that_cannot_be_read_is_a_media_file_by_its_name_alone() -> None:
    cut = GOOD["property.docx"][:-30]
    assert kinds("crane.docx", cut)[0] == ["media_file"]
    assert kinds("crane.zip", cut) == ([], "")
    assert not read(cut).whole


NO_LABEL = {
    "no front matter": "# AIGC: Label\n",
    "front matter without the name": "---\ntitle: AIGC\n---\nAIGC:\n  Label: '1'\n",
    "a separate name": "---\nAIGC: true\ndraft: false\n---\nLabel\n",
    "the name within another one": "---\nparams:\n  AIGC:\n    Label: '1'\n---\n",
    "front matter behind a title": "# Crane\n---\nAIGC:\n  Label: '1'\n---\n",
    "front matter that does not end": "---\nAIGC:\n  Label: '1'\n",
    "front matter that ends too late": "---\nAIGC:\n  Label: '1'\n" + "a: b\n" * FRONT_MATTER_BYTES + "---\n",
    "nothing": "",
}


@pytest.mark.parametrize("text", NO_LABEL.values(), ids=NO_LABEL)
def test_markdown_without_a_label_is_no_media_file(text: str) -> None:
    assert kinds("README.md", text.encode()) == ([], "")
    assert media_file(Source("README.md", text.encode())) is None


def test_front_matter_with_a_label_makes_a_media_file_of_markdown_only() -> None:
    data = GOOD["mapping.md"]
    assert kinds("a/CRANE.MD", data) == (["media_file"], "name")
    assert kinds("crane.markdown", data) == (["media_file"], "name")
    for name in ("crane.yaml", "crane.txt", "md"):
        assert kinds(name, data) == ([], "")


# Markdown

EXPECTED = {"Label": "1", "ContentProducer": "crane", "ProduceID": "7"}


@pytest.mark.parametrize(
    "value",
    [
        "\n  Label: '1'\n  ContentProducer: 'crane'\n  ProduceID: '7'",
        '\n    Label: "1"\n    ContentProducer: crane # who\n\n# a line between\n    ProduceID: 7',
        ' {"Label": "1", "ContentProducer": "crane", "ProduceID": "7"}',
        " {\n  Label: 1,\n  ContentProducer: crane, ProduceID: 7\n}",
        """ '{"Label":"1","ContentProducer":"crane","ProduceID":"7"}'""",
        ' |\n  {"Label":"1",\n  "ContentProducer":"crane","ProduceID":"7"}',
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_a_label_is_read_in_every_form_of_yaml(value: str, ends: str, start: str) -> None:
    text = f"{start}---\ntitle: 'AIGC: Label'\nAIGC:{value}\ntags: [a, b]\n---\nAIGC:\n  Label: '3'\n"
    data = text.replace("\n", ends).encode()
    (site,) = labels(data, "a.md")
    assert json.loads(site.data) == EXPECTED
    assert data.startswith(b"AIGC:", site.offset)


def test_names_that_stand_twice_stay_so_and_values_keep_their_kind() -> None:
    data = made.markdown("\n  Label: '1'\n  Label: '2'\n  ProduceID: [a, {b: c}]\n  x:")
    assert labels(data, "a.md")[0].data == b'{"Label":"1","Label":"2","ProduceID":["a",{"b":"c"}],"x":""}'


@pytest.mark.parametrize(
    "value",
    [
        ' "Label": 1, x',
        "\n  Label: '1',\n  ProduceID: '2'",
        "\n  Label: &a [*a]",
        "\n  Label: &a b\n  ProduceID: *a",
        "\n  ? [Label]\n  : b",
        "\n  Label: \x07",
        "\n\tLabel: 1",
        " " + "[" * 5000 + "Label",
        " Label",
        "\n  - Label",
    ],
)
def test_what_is_no_mapping_of_texts_is_handed_on_as_no_object(value: str) -> None:
    (site,) = labels(made.markdown(value), "a.md")
    assert not site.data.strip().startswith(b"{")


def test_aliases_and_nesting_in_front_matter_cost_little() -> None:
    heart = "".join(f"\n  a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9) if n else 'Label'}]" for n in range(40))
    started = time.process_time()
    for value in (heart, "\n  Label: " + "{a: " * 10_000, "\n  Label: " + "[" * 60_000, "\n  Label: 'b'" * 4000):
        (site,) = labels(made.markdown(value), "a.md")
        assert len(site.data) <= 4 * FRONT_MATTER_BYTES
    assert time.process_time() - started < 20


# AVI


def test_the_parts_of_a_long_avi_file_are_walked_through() -> None:
    information = made.riff(b"LIST", b"INFO" + made.riff(b"AIGC", LABEL))
    further = made.riff(b"RIFF", b"AVIX" + made.riff(b"LIST", b"movi") + information)
    (site,) = labels(made.avi() + further)
    assert site.data == LABEL
    assert [site.data for site in labels(made.avi() + further * 3)] == [LABEL] * 3
    assert read(made.avi() + LABEL).sites[-1].form == "other"
    assert not read(made.avi() + further[:-1]).whole


def test_an_xmp_packet_in_an_avi_file_is_found() -> None:
    data = made.riff(b"RIFF", b"AVI " + made.riff(b"_PMX", made.xmp()))
    assert [(site.form, site.data) for site in read(data).sites] == [("xmp", made.xmp())]


# FLV


def named(name: bytes, value: bytes) -> bytes:
    return struct.pack(">H", len(name)) + name + value


def script(value: bytes, name: bytes = b"onMetaData") -> bytes:
    return b"FLV\1\1" + struct.pack(">II", 9, 0) + videos.tag(18, b"\2" + named(name, value))


END = b"\0\0\t"


@pytest.mark.parametrize("opening", [b"\3", b"\x08\0\0\0\0", b"\x08\xff\xff\xff\xff", b"\x10" + named(b"class", b"")])
@pytest.mark.parametrize("text", [b"\2" + named(LABEL, b""), b"\x0c" + struct.pack(">I", len(LABEL)) + LABEL])
def test_the_label_is_found_in_objects_and_arrays(opening: bytes, text: bytes) -> None:
    before = named(b"a", b"\1\1") + named(b"b", b"\5") + named(b"c", b"\x0b" + bytes(10)) + named(b"d", b"\7\0\0")
    inner = named(b"e", b"\3" + named(b"AIGC", b"\2" + named(b"not here", b"")) + END)
    (site,) = labels(script(opening + before + inner + named(b"AIGC", text) + END))
    assert (site.name, site.data) == ("AIGC", LABEL)


def test_an_xmp_packet_in_an_flv_file_is_found() -> None:
    packet = b"\x0c" + struct.pack(">I", len(made.xmp())) + made.xmp()
    (site,) = read(script(b"\3" + named(b"liveXML", packet) + END, b"onXMPData")).sites
    assert (site.form, site.data) == ("xmp", made.xmp())


@pytest.mark.parametrize(
    "value",
    [
        b"",
        b"\3",
        b"\3" + named(b"a", b"\2\0\xff"),
        b"\3" + named(b"a", b"\x0e"),
        b"\4",
        b"\x0a\xff\xff\xff\xff" + b"\5" * 9,
        (b"\3\0\1a") * (AMF_DEPTH + 1),
        (b"\x0a\0\0\0\1") * 5000,
        b"\x08\0\0\0\0" + named(b"a", b"\5") * 200_000,
    ],
)
def test_script_data_that_lie_or_nest_too_deep_are_not_whole(value: bytes) -> None:
    assert not read(script(value)).whole


@pytest.mark.parametrize("value", [b"\0" + bytes(8), b"\x0a\0\0\0\0", b"\x0a\0\0\0\2\5\x0a\0\0\0\1\6", b"\t"])
def test_a_value_without_members_has_no_texts(value: bytes) -> None:
    file = read(script(value))
    assert (file.sites, file.whole) == ((), value != b"\t")


def test_the_tags_of_an_flv_file_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    data = made.flv() + videos.tag(9, b"") * 50
    assert read(data).whole
    monkeypatch.setattr("conformance_suites.assets.labels.reader.metadata.flv.FLV_TAGS", 40)
    assert not read(data).whole


# FLAC and Ogg


def test_a_flac_file_behind_an_id3_tag_is_walked_through() -> None:
    tag = made.mp3(made.frame(b"TIT2", b"\3Crane"))[:-104]
    (site,) = labels(tag + made.flac(f"AIGC={LABEL.decode()}"))
    assert site.data == LABEL
    assert not read(tag + made.flac()[:-1]).whole


HEADS = {
    "vorbis": (b"\x01vorbis" + bytes(23), b"\x03vorbis"),
    "opus": (b"OpusHead" + bytes(11), b"OpusTags"),
    "theora": (b"\x80theora" + bytes(33), b"\x81theora"),
    "speex": (b"Speex   " + bytes(72), b""),
    "flac": (b"\x7fFLAC" + bytes(46), b"\x84\0\1\0"),
}


@pytest.mark.parametrize("codec", HEADS)
def test_comments_are_found_whatever_the_codec(codec: str) -> None:
    first, begins = HEADS[codec]
    comments = begins + sounds.vorbis("METADATA_BLOCK_PICTURE=AIGC", f"Aigc={LABEL.decode()}")
    data = sounds.page(first, 0, 2) + sounds.page(comments, 1) + sounds.page(b"sound", 2, 4)
    assert [(site.name, site.data, site.offset) for site in read(data).sites] == [
        ("AIGC", LABEL, len(sounds.page(first, 0, 2)))
    ]


def test_comments_may_go_on_over_pages_and_streams_may_alternate() -> None:
    comments = b"OpusTags" + sounds.vorbis(f"AIGC={LABEL.decode()}", "A=" + "b" * 1000)
    first, rest = comments[:510], comments[510:]
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, 0, 0, 7, 1, 0, 2) + b"\xff\xff" + first
    other = sounds.page(b"fishead\0", 0, 2, serial=9)
    data = (
        sounds.page(HEADS["opus"][0], 0, 2) + other + head + sounds.page(b"x", 1, 0, serial=9) + sounds.page(rest, 2, 1)
    )
    assert [site.data for site in labels(data)] == [LABEL]
    chain = data + data.replace(LABEL, LABEL.replace(b"crane-7", b"crane-8"))
    assert len(labels(chain)) == 2
    assert read(data + b"TAG behind").sites[-1].data == b"TAG behind"


@pytest.mark.parametrize(
    "data",
    [
        made.ogg()[:-1],
        made.ogg()[:50],
        sounds.page(HEADS["opus"][0], 0, 2),
        sounds.page(HEADS["opus"][0], 0, 2) + b"OggX" + bytes(40),
        sounds.page(HEADS["opus"][0], 0, 2) + sounds.page(b"OpusTags\xff\xff\xff\xff", 1),
        sounds.page(HEADS["opus"][0], 0, 2) + sounds.page(b"OpusTags" + bytes(4) + b"\xff\xff\xff\xff", 1),
        made.flac("a=b")[:-1],
        b"fLaC\x84\0\0\4\xff\xff\xff\xff",
        b"fLaC" + b"\1\0\0\0" * 200_000 + b"\x81\0\0\0",
        sounds.page(b"OpusHead", 0, 2) * 200_000,
    ],
)
def test_comments_that_break_off_or_are_too_many_are_not_whole(data: bytes) -> None:
    assert not read(data).whole


def test_many_streams_that_wait_for_their_comments_cost_bounded_memory() -> None:
    open_page = struct.pack("<4sBBqIIIB", b"OggS", 0, 0, 0, 0, 1, 0, 255) + b"\xff" * 255 + bytes(255 * 255)
    data = bytearray()
    for serial in range(OGG_STREAMS * 3):
        data += sounds.page(b"OpusHead", 0, 2, serial=serial)
        data += (open_page[:14] + struct.pack("<I", serial) + open_page[18:]) * 4
    tracemalloc.start()
    assert not read(bytes(data)).whole
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < len(data) + OGG_STREAMS * 2 * METADATA_BYTES


# OFD


def test_every_name_that_users_chose_is_read_from_every_document_of_an_ofd_file() -> None:
    data = made.ofd().replace(b"x", b"x")
    assert [site.name for site in read(data).sites] == ["Title", "AIGC"]
    body = (
        "<DocBody><DocInfo><CustomDatas><CustomData Name='AIGC'>1 &amp; </CustomData></CustomDatas></DocInfo></DocBody>"
    )
    two = archive(("a.txt", b""), ("ofd.XML", f'<OFD xmlns="http://www.ofdspec.org/2016">{body * 2}</OFD>'.encode()))
    assert kinds("x.ofd", two) == (["media_file"], "name")
    assert [site.data for site in labels(two)] == [b"1 & "] * 2


@pytest.mark.parametrize(
    "part",
    [
        b"http://www.ofdspec.org",
        b"<a>http://www.ofdspec.org",
        b'<!DOCTYPE a [<!ENTITY b "http://www.ofdspec.org">]><a>&b;</a>',
        b"<a>" * 200 + b"http://www.ofdspec.org" + b"</a>" * 200,
        b"<a>http://www.ofdspec.org" + b"<b/>" * 200_000 + b"</a>",
    ],
)
def test_an_ofd_file_that_asks_for_too_much_is_not_whole(part: bytes) -> None:
    assert not read(archive(("OFD.xml", part))).whole


# Exif blocks, TIFF and HEIF


@pytest.mark.parametrize(
    "comment",
    [
        b"ASCII\0\0\0" + LABEL,
        bytes(8) + LABEL,
        b"UNICODE\0" + LABEL.decode().encode("utf-16-be"),
        b"UNICODE\0" + LABEL.decode().encode("utf-16-le"),
        b"UNICODE\0\xff\xfe" + LABEL.decode().encode("utf-16-le"),
        b"JIS\0\0\0\0\0" + LABEL,
        LABEL,
    ],
)
def test_a_comment_is_read_in_every_encoding(comment: bytes) -> None:
    file = read(made.jpeg((0xE1, b"Exif\0\0" + made.exif(comment))))
    (site,) = [site for site in file.sites if site.name == "UserComment"]
    assert (site.form, site.data, site.offset) == ("text", LABEL, 2)
    assert not [other for other in file.sites if other.form == "other" and LABEL in other.data]


@pytest.mark.parametrize("damage", [b"", b"II*\0", b"MM\0*\0\0\0\x08\xff\xff", b"MM\0*\xff\xff\xff\xff", bytes(40)])
def test_an_exif_block_that_is_broken_is_told_as_it_is_and_cuts_nothing(damage: bytes) -> None:
    file = read(made.jpeg((0xE1, b"Exif\0\0" + damage + LABEL)))
    assert file.whole
    assert any(site.form == "other" and LABEL in site.data for site in file.sites)


def test_a_big_tiff_file_is_read_in_both_orders_and_its_lies_are_told() -> None:
    packet = made.xmp()
    head = b"MM\0+" + struct.pack(">HHQ", 8, 0, 16)
    data = head + struct.pack(">QHHQQQ", 1, 700, 1, len(packet), 52, 0) + packet
    assert [(site.form, site.data) for site in read(data).sites] == [("xmp", packet)]
    inline = head + struct.pack(">QHHQ8sQ", 1, 270, 2, 8, b"a crane\0", 0)
    assert [site.data for site in read(inline).sites] == [b"a crane\0"]
    for lie in (b"MM\0+" + bytes(12), head[:15], head + b"\xff" * 8, head[:8] + b"\xff" * 40):
        assert not read(lie).whole


@pytest.mark.skipif(not features.check("avif"), reason="this Pillow writes no AVIF")
def test_a_packet_and_a_comment_are_found_in_an_image_of_a_real_writer() -> None:
    stream = io.BytesIO()
    block = made.exif(made.comment(made.text({"AIGC": made.PLAIN})))
    Image.new("RGB", (8, 8)).save(stream, "AVIF", xmp=made.xmp(), exif=block)
    file = read(stream.getvalue())
    assert file.whole
    found = {site.form: site for site in file.sites if b"ContentProducer" in site.data}
    assert set(found) == {"xmp", "text"}
    assert found["xmp"].data == made.xmp()


def test_values_in_a_list_without_keys_are_known_by_their_own_names() -> None:
    other = made.box(b"\xa9cmt", made.box(b"data", struct.pack(">II", 1, 0), LABEL))
    cover = made.box(b"covr", made.box(b"data", struct.pack(">II", 13, 0), LABEL))
    handler = made.box(b"hdlr", bytes(8), b"mdir", bytes(13))
    meta = made.box(b"meta", bytes(4), handler, made.box(b"ilst", other, cover))
    data = GOOD["keys.mp4"][:20] + made.box(b"moov", made.box(b"udta", meta, made.box(b"XMP_", made.xmp())))
    assert [(site.form, site.name) for site in read(data).sites] == [("text", "\xa9cmt"), ("xmp", "XMP_")]


def test_items_of_an_image_that_lie_about_their_places_are_not_whole() -> None:
    data = GOOD["item.avif"]
    at = data.index(b"iloc") + 4
    assert not read(data[: at + 6] + b"\xff\xff" + data[at + 8 :]).whole
    assert not read(data[: at + 14] + b"\x7f\xff\xff\xff" + data[at + 18 :]).whole
