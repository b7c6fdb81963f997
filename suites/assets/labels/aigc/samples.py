"""Samples of the label suite: small media files, built from their parts; what is wrong stands in the name."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from typing import Any
from xml.sax.saxutils import escape

from PIL import Image

NAMESPACE = "http://www.tc260.org.cn/ns/AIGC/1.0/"
IPTC = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
TRAINED = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
STUDIO = "Crane-Studio"
CODE = "001191310104MACE0YX63910000"
"""A provider code around a unified social credit code whose check character is right."""

PLAIN = {
    "Label": "1",
    "ContentProducer": STUDIO,
    "ProduceID": "crane-7",
    "ReservedCode1": "",
    "ContentPropagator": STUDIO,
    "PropagateID": "crane-7",
    "ReservedCode2": "",
}
# Made once with the key of the examples in GB/T 32918.5, over the text of the first three members and over its digest.
KEY = (
    "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
    "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
)
OVER_TEXT = (
    "3045022077095c28a4e0037a33bb0bf6523eb82070d3ee793ebf482c8d67f3200dac261e"
    "022100fd4b84dd2600f7f01878c3d8765cbcd1ce8d0233f69e48476b56b6bcd5ea555b"
)
OVER_DIGEST = (
    "3045022007fa740837bfc0b2af93020180905747503ef12ea7d0a93d1622d45051598bf6"
    "0221008fc20c1cf46c401b4939f02b2ea176da556e85a9c1f9718c3a33a03862e9c214"
)


def text(label: Any) -> str:
    return json.dumps(label, ensure_ascii=False, separators=(",", ":"))


def secured(signature: str, key: str = "04" + KEY, over: str = "") -> str:
    """The security data of TC260-PG-202511A with one signature over the label, and one over something else."""
    entries = [
        *(
            [{"Type": "DS", "AlgID": "1.2.156.10197.1.501", "TBSData": {"Type": over}, "Signature": "00"}]
            if over
            else ()
        ),
        {"Type": "DS", "AlgID": "1.2.156.10197.1.501", "TBSData": {"Type": "Md"}, "Signature": signature},
        {"Type": "PubKey", "AlgID": "1.2.156.10197.1.501", "KeyValue": key},
    ]
    return text({"SecurityData": {"Type": "TC260PG", "Version": 1, "PubSD": entries}})


def xmp(label: str | None = text(PLAIN), *, times: int = 1, trained: bool = False, namespace: str = NAMESPACE) -> bytes:
    """An XMP packet with the label as the property TC260:AIGC."""
    properties = f"<TC260:AIGC>{escape(label)}</TC260:AIGC>" * times if label is not None else ""
    if trained:
        properties += f'<x:DigitalSourceType xmlns:x="{IPTC}">{TRAINED}</x:DigitalSourceType>'
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" xmlns:TC260="{namespace}">{properties}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def itxt(packet: bytes) -> bytes:
    return chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + packet)


def png(*chunks: bytes, behind: bytes = b"") -> bytes:
    """A PNG image of one pixel with further chunks before its end."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 1, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + pixels + chunk(b"IEND", b"") + behind


def labelled(**changed: Any) -> bytes:
    """A PNG image with a label in XMP that differs from the plain one; None leaves a member out."""
    return png(itxt(xmp(text({name: value for name, value in (PLAIN | changed).items() if value is not None}))))


def jpeg(*segments: tuple[int, bytes]) -> bytes:
    """A JPEG image of 8 by 8 pixels with further segments behind its start."""
    stream = io.BytesIO()
    Image.new("L", (8, 8)).save(stream, "JPEG")
    data = stream.getvalue()
    more = b"".join(struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body for marker, body in segments)
    return data[:2] + more + data[2:]


def app1(packet: bytes) -> tuple[int, bytes]:
    return 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet


def exif(comment: bytes) -> bytes:
    """An Exif block with a comment, in the order of fields and bytes that cameras write."""
    fields = struct.pack(">HHHIII", 1, 0x8769, 4, 1, 26, 0) + struct.pack(">HHHIII", 1, 0x9286, 7, len(comment), 44, 0)
    return b"MM\0*" + struct.pack(">I", 8) + fields + comment


def comment(label: str) -> bytes:
    """A comment that names its encoding."""
    return b"ASCII\0\0\0" + label.encode()


def webp(packet: bytes, block: bytes = b"") -> bytes:
    stream = io.BytesIO()
    Image.new("L", (8, 8)).save(stream, "WEBP", lossless=True, xmp=packet, exif=block)
    return stream.getvalue()


def gif(*extensions: bytes) -> bytes:
    """A GIF image of 8 by 8 pixels with further extension blocks before its end."""
    stream = io.BytesIO()
    Image.new("L", (8, 8)).save(stream, "GIF")
    return stream.getvalue()[:-1] + b"".join(extensions) + b";"


def gif_xmp(packet: bytes) -> bytes:
    """The application extension with a packet, and the bytes behind it that lead readers of sub-blocks to its end."""
    return b"!\xff\x0bXMP DataXMP" + packet + b"\1" + bytes(range(255, -1, -1)) + b"\0"


def gif_comment(content: bytes) -> bytes:
    pieces = [content[at : at + 255] for at in range(0, len(content), 255)]
    return b"!\xfe" + b"".join(bytes([len(piece)]) + piece for piece in pieces) + b"\0"


def tiff(fields: dict[int, bytes | str]) -> bytes:
    """A TIFF image of 8 by 8 pixels with further fields."""
    stream = io.BytesIO()
    Image.new("L", (8, 8)).save(stream, "TIFF", tiffinfo=fields)
    return stream.getvalue()


def big_tiff(packet: bytes) -> bytes:
    """A BigTIFF image of no pixels with an XMP packet."""
    fields = struct.pack("<QHHQQQ", 1, 700, 1, len(packet), 52, 0)
    return b"II+\0" + struct.pack("<HHQ", 8, 0, 16) + fields + packet


def riff(kind: bytes, data: bytes) -> bytes:
    return kind + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)


def wav(*chunks: bytes) -> bytes:
    """A WAV file of 4 samples with further chunks behind them."""
    sound = riff(b"fmt ", struct.pack("<HHIIHH", 1, 1, 8000, 8000, 1, 8)) + riff(b"data", bytes(4))
    return riff(b"RIFF", b"WAVE" + sound + b"".join(chunks))


def avi(*information: bytes) -> bytes:
    """An AVI file without streams, with a list of texts."""
    lists = (b"hdrl" + riff(b"avih", bytes(56)), b"INFO" + b"".join(information), b"movi")
    return riff(b"RIFF", b"AVI " + b"".join(riff(b"LIST", each) for each in lists))


def vorbis(*comments: str) -> bytes:
    """Comments as Vorbis, Opus and FLAC have them, behind the name of the writer."""
    texts = [b"crane", *(each.encode() for each in comments)]
    first, *others = (struct.pack("<I", len(each)) + each for each in texts)
    return first + struct.pack("<I", len(comments)) + b"".join(others)


def flac(*comments: str) -> bytes:
    """A FLAC file without frames of sound."""
    blocks = (b"\0", bytes(34)), (b"\x84", vorbis(*comments))
    return b"fLaC" + b"".join(kind + struct.pack(">I", len(data))[1:] + data for kind, data in blocks)


def page(packet: bytes, number: int, flags: int = 0, serial: int = 7) -> bytes:
    """A page of an Ogg file that holds one packet; its checksum is not computed, since nobody reads it here."""
    table = b"\xff" * (len(packet) // 255) + bytes([len(packet) % 255])
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, 0, serial, number, 0, len(table))
    return head + table + packet


def ogg(*comments: str) -> bytes:
    """An Ogg file of Opus without sound."""
    return page(b"OpusHead\1\1" + bytes(9), 0, 2) + page(b"OpusTags" + vorbis(*comments), 1, 4)


def frame(kind: bytes, content: bytes) -> bytes:
    """A frame of a tag of version 2.4."""
    return kind + synchsafe(len(content)) + bytes(2) + content


def txxx(description: bytes = b"AIGC", value: bytes = text(PLAIN).encode()) -> bytes:
    return frame(b"TXXX", b"\3" + description + b"\0" + value)


def mp3(*frames: bytes) -> bytes:
    """An MP3 file of one silent frame of sound, with a tag of version 2.4."""
    data = b"".join(frames) + bytes(16)
    return b"ID3\4\0\0" + synchsafe(len(data)) + data + b"\xff\xfb\x10\xc4" + bytes(100)


def synchsafe(size: int) -> bytes:
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))


def office(kind: str, label: str = text(PLAIN), *, name: str = "AIGC", description: str = "") -> bytes:
    """The parts of an Office Open XML file that hold properties, and next to nothing of its content.

    `kind` names the folder of its content: word, xl or ppt.
    """
    part, namespace, root = {
        "word": ("document", "wordprocessingml", "document"),
        "xl": ("workbook", "spreadsheetml", "workbook"),
        "ppt": ("presentation", "presentationml", "presentation"),
    }[kind]
    package, formats = "http://schemas.openxmlformats.org/package/2006", "http://schemas.openxmlformats.org"
    types, related = f"{formats}/officeDocument/2006/docPropsVTypes", f"{formats}/officeDocument/2006/relationships"
    main = f"application/vnd.openxmlformats-officedocument.{namespace}.{root}.main+xml"
    content_types = (
        f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{kind}/{part}.xml" ContentType="{main}"/>'
        '<Override PartName="/docProps/custom.xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/>'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )
    relationships = (
        f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{related}/officeDocument" Target="{kind}/{part}.xml"/>'
        f'<Relationship Id="r2" Type="{related}/custom-properties" Target="docProps/custom.xml"/>'
        f'<Relationship Id="r3" Type="{package}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>"
    )
    custom = (
        f'<Properties xmlns="{formats}/officeDocument/2006/custom-properties" xmlns:vt="{types}">'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{name}">'
        f"<vt:lpwstr>{escape(label)}</vt:lpwstr></property></Properties>"
    )
    core = (
        f'<cp:coreProperties xmlns:cp="{package}/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description>{escape(description)}</dc:description>'
        "</cp:coreProperties>"
    )
    parts = {
        "[Content_Types].xml": content_types,
        "_rels/.rels": relationships,
        f"{kind}/{part}.xml": f'<{root} xmlns="{formats}/{namespace}/2006/main"/>',
        "docProps/core.xml": core,
        "docProps/custom.xml": custom,
    }
    return archive(parts)


def archive(parts: dict[str, str]) -> bytes:
    """A zip archive of parts, at a time that is always the same."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        for path, content in parts.items():
            out.writestr(zipfile.ZipInfo(path), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def ofd(label: str = text(PLAIN), *, name: str = "AIGC", title: str = "Crane") -> bytes:
    """An OFD file without pages that keeps the label in the data that users choose."""
    information = (
        f"<ofd:DocID>{'0' * 32}</ofd:DocID><ofd:Title>{escape(title)}</ofd:Title>"
        f'<ofd:CustomDatas><ofd:CustomData Name="{name}">{escape(label)}</ofd:CustomData></ofd:CustomDatas>'
    )
    body = f"<ofd:DocBody><ofd:DocInfo>{information}</ofd:DocInfo></ofd:DocBody>"
    return archive({"OFD.xml": f'<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" DocType="OFD">{body}</ofd:OFD>'})


def markdown(label: str, *, before: str = "") -> bytes:
    """A Markdown file whose front matter has the label, as YAML, behind other names."""
    return f"---\n{before}AIGC:{label}\ndraft: false\n---\n\n# Crane\n".encode()


def yaml(label: dict[str, Any]) -> str:
    """The label as the practice guide for texts writes it: a name and a text in each line."""
    return "".join(f"\n  {name}: '{value}'" for name, value in label.items())


def box(kind: bytes, *content: bytes) -> bytes:
    data = b"".join(content)
    return struct.pack(">I", 8 + len(data)) + kind + data


def mp4(label: str = text(PLAIN), key: bytes = b"AIGC") -> bytes:
    """The boxes of an MP4 file that hold metadata, and no track."""
    handler = box(b"hdlr", bytes(8), b"mdta", bytes(12), b"\0")
    keys = box(b"keys", struct.pack(">II", 0, 1), struct.pack(">I", 8 + len(key)), b"mdta", key)
    values = box(b"ilst", box(struct.pack(">I", 1), box(b"data", struct.pack(">II", 1, 0), label.encode())))
    meta = box(b"meta", bytes(4), handler, keys, values)
    return box(b"ftyp", b"isom", bytes(4), b"isom") + box(b"moov", box(b"udta", meta))


def m4a(label: str = text(PLAIN), name: bytes = b"AIGC") -> bytes:
    """The boxes of an M4A file whose list has no keys: a value tells its name itself."""
    handler = box(b"hdlr", bytes(8), b"mdir", bytes(12), b"\0")
    data = box(b"data", struct.pack(">II", 1, 0), label.encode())
    value = box(b"----", box(b"mean", bytes(4), b"com.apple.iTunes"), box(b"name", bytes(4), name), data)
    meta = box(b"meta", bytes(4), handler, box(b"ilst", value))
    return box(b"ftyp", b"M4A ", bytes(4), b"M4A ") + box(b"moov", box(b"udta", meta))


def avif(packet: bytes) -> bytes:
    """An AVIF image of no pixels with an XMP packet as an item."""
    entry = box(b"infe", struct.pack(">IHH4s", 0x02000000, 1, 0, b"mime"), b"\0application/rdf+xml\0")
    start = box(b"ftyp", b"avif", bytes(4), b"mif1")
    handler, listed = box(b"hdlr", bytes(8), b"pict", bytes(13)), box(b"iinf", struct.pack(">IH", 0, 1), entry)
    located, inner = b"", b""
    for _ in range(2):  # where the packet begins is known when all before it is there
        at = len(start) + 8 + 4 + len(handler + listed + located) + 8
        located = box(b"iloc", struct.pack(">IHHHHHII", 0, 0x4400, 1, 1, 0, 1, at, len(packet)))
        inner = box(b"meta", bytes(4), handler, listed, located)
    return start + inner + box(b"mdat", packet)


def tag(kind: int, data: bytes) -> bytes:
    """A tag of an FLV file, and its size behind it."""
    return bytes([kind]) + struct.pack(">I", len(data))[1:] + bytes(7) + data + struct.pack(">I", len(data) + 11)


def flv(label: str = text(PLAIN), name: bytes = b"AIGC") -> bytes:
    """An FLV file of one tag of script data, whose array has a number and an object before the label."""

    def member(key: bytes, value: bytes) -> bytes:
        return struct.pack(">H", len(key)) + key + value

    end = b"\0\0\t"
    inner = b"\3" + member(b"times", b"\n" + struct.pack(">IBd", 1, 0, 0)) + end
    members = member(b"duration", b"\0" + bytes(8)) + member(b"keyframes", inner)
    held = member(name, b"\x0c" + struct.pack(">I", len(label.encode())) + label.encode())
    array = b"\2" + member(b"onMetaData", b"\x08" + struct.pack(">I", 3)) + members + held + end
    return b"FLV\1\4" + struct.pack(">II", 9, 0) + tag(18, array) + tag(8, b"\x2e" + bytes(8))


def element(kind: int, *content: bytes) -> bytes:
    """An element of EBML with its size in 4 bytes."""
    data = b"".join(content)
    return kind.to_bytes((kind.bit_length() + 7) // 8, "big") + struct.pack(">I", 0x10000000 | len(data)) + data


def simple_tag(label: str = text(PLAIN), name: bytes = b"AIGC") -> bytes:
    return element(0x67C8, element(0x45A3, name), element(0x4487, label.encode()))


def mkv(*simple_tags: bytes) -> bytes:
    """A Matroska file of tags, and no track."""
    head = element(0x1A45DFA3, element(0x4282, b"matroska"))
    return head + element(0x18538067, element(0x1254C367, element(0x7373, element(0x63C0), *simple_tags)))


def pdf(label: str = text(PLAIN)) -> bytes:
    """A PDF file without pages that keeps the label in its information dictionary."""
    escaped = label.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [] /Count 0 >>",
        f"<< /AIGC ({escaped}) >>",
    ]
    data, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = f"trailer\n<< /Size 4 /Root 1 0 R /Info 3 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + f"xref\n0 4\n0000000000 65535 f \n{table}{trailer}".encode()


def good() -> dict[str, bytes]:
    """File name -> bytes of media files that satisfy every row."""
    return {
        "xmp.png": png(itxt(xmp())),
        "text.png": png(chunk(b"tEXt", b"AIGC\0" + text({"AIGC": PLAIN}).encode())),
        "compressed.png": png(chunk(b"zTXt", b"AIGC\0\0" + zlib.compress(text(PLAIN).encode()))),
        "xmp.jpg": jpeg(app1(xmp())),
        "xmp.webp": webp(xmp()),
        "comment.jpg": jpeg((0xE1, b"Exif\0\0" + exif(comment(text({"AIGC": PLAIN}))))),
        "comment.webp": webp(b"", exif(comment(text({"AIGC": PLAIN})))),
        "item.avif": avif(xmp()),
        "xmp.gif": gif(gif_xmp(xmp())),
        "xmp.tif": tiff({700: xmp()}),
        "big.tif": big_tiff(xmp()),
        "chunk.wav": wav(riff(b"AIGC", text(PLAIN).encode())),
        "comment.flac": flac("TITLE=Crane", f"AIGC={text(PLAIN)}"),
        "comment.ogg": ogg(f"aigc={text(PLAIN)}"),
        "frame.mp3": mp3(frame(b"TIT2", b"\3Crane"), txxx()),
        "frame_utf16.mp3": mp3(frame(b"TXXX", b"\1" + ("\ufeffAIGC\0\ufeff" + text(PLAIN)).encode("utf-16-le"))),
        "property.docx": office("word"),
        "property.xlsx": office("xl", text({"AIGC": PLAIN})),
        "property.pptx": office("ppt"),
        "data.ofd": ofd(),
        "mapping.md": markdown(yaml(PLAIN)),
        "flow.md": markdown(f" {text(PLAIN)}", before="title: Crane\n"),
        "keys.mp4": mp4(),
        "free_form.m4a": m4a(),
        "list.avi": avi(riff(b"INAM", b"Crane\0"), riff(b"AIGC", text(PLAIN).encode() + b"\0")),
        "script.flv": flv(),
        "uuid.mp4": mp4("Crane", key=b"title") + box(b"uuid", bytes.fromhex("be7acfcb97a942e89c71999491e3afac"), xmp()),
        "tags.mkv": mkv(simple_tag("Crane", b"TITLE"), simple_tag()),
        "information.pdf": pdf(),
        "coded.png": labelled(ContentProducer=CODE, ContentPropagator=CODE),
        "signed.png": labelled(ReservedCode1=secured(OVER_TEXT)),
        "signed_digest.png": labelled(ReservedCode1=secured(OVER_DIGEST, KEY)),
        "signed_short_key.png": labelled(ReservedCode1=secured(OVER_TEXT, "00" + KEY[:64], over="Bnd")),
        "suspected.png": labelled(Label="3", ContentProducer="", ProduceID=None),
        "trained.jpg": jpeg(app1(xmp(trained=True))),
        "nothing.png": png(),
        "nothing.jpg": jpeg((0xFE, b"made by hand")),
        "nothing.gif": gif(gif_comment(b"made by hand")),
        "nothing.tif": tiff({270: "made by hand"}),
        "nothing.wav": wav(riff(b"LIST", b"INFO" + riff(b"ICMT", b"made by hand\0"))),
        "nothing.avi": avi(riff(b"ICMT", b"made by hand\0")),
        "nothing.flac": flac("COMMENT=made by hand"),
        "nothing.flv": flv("made by hand", b"comment"),
        "nothing.m4a": m4a("made by hand", b"comment"),
        "nothing.ofd": ofd("made by hand", name="Project"),
        "nothing.ogg": ogg("COMMENT=made by hand"),
        "nothing_but_a_comment.jpg": jpeg((0xE1, b"Exif\0\0" + exif(comment("made by hand")))),
        "quoted.png": labelled(ProduceID='crane-"7"', PropagateID='crane-"7"'),
        "nothing.mkv": mkv(simple_tag("made by hand", b"COMMENT")),
        "nothing.mp3": mp3(frame(b"COMM", b"\3eng\0made by hand")),
        "nothing.docx": office("word", "Crane", name="Project"),
    }


def bad() -> dict[str, bytes]:
    """File name -> bytes; the name starts with the only row the file breaks."""
    plain = text(PLAIN).encode()
    return {
        "AST-AIG-001_two_chunks.png": png(itxt(xmp()), chunk(b"tEXt", b"AIGC\0" + plain)),
        "AST-AIG-001_two_properties.jpg": jpeg(app1(xmp(times=2))),
        "AST-AIG-001_two_frames.mp3": mp3(txxx(), txxx(b"AIGC 2")),
        "AST-AIG-001_two_tags.mkv": mkv(simple_tag(), simple_tag()),
        "AST-AIG-001_two_extensions.gif": gif(gif_xmp(xmp()), gif_xmp(xmp())),
        "AST-AIG-001_two_comments.ogg": ogg(f"AIGC={text(PLAIN)}", f"AIGC={text(PLAIN)}"),
        "AST-AIG-001_comment_and_packet.jpg": jpeg(
            app1(xmp()), (0xE1, b"Exif\0\0" + exif(comment(text({"AIGC": PLAIN}))))
        ),
        "AST-AIG-002_no_yaml.md": markdown(yaml(PLAIN).replace("'\n", "',\n")),
        "AST-AIG-002_sentence.png": png(itxt(xmp("made by AI"))),
        "AST-AIG-002_cut_off.mp4": mp4(text(PLAIN)[:-1]),
        "AST-AIG-002_cut_off.wav": wav(riff(b"AIGC", text(PLAIN)[:-1].encode())),
        "AST-AIG-002_array.png": png(itxt(xmp(text([PLAIN])))),
        "AST-AIG-002_empty.png": png(chunk(b"tEXt", b"AIGC\0")),
        "AST-AIG-003_twice.png": png(itxt(xmp('{"Label":"2",' + text(PLAIN)[1:]))),
        "AST-AIG-004_no_number.png": labelled(ProduceID=None, ContentPropagator=None, PropagateID=None),
        "AST-AIG-004_no_label.pdf": pdf(text({k: v for k, v in PLAIN.items() if k != "Label"})),
        "AST-AIG-004_empty_producer.png": labelled(ContentProducer="", ContentPropagator="", PropagateID=""),
        "AST-AIG-005_number.png": labelled(Label=1),
        "AST-AIG-005_null.png": png(itxt(xmp(text(PLAIN | {"ReservedCode2": None})))),
        "AST-AIG-005_number.xlsx": office("xl", text(PLAIN | {"Label": 1})),
        "AST-AIG-005_object.png": labelled(ReservedCode1={"SecurityData": {}}),
        "AST-AIG-006_time.png": labelled(Time="2025-09-01"),
        "AST-AIG-006_lower_case.webp": webp(xmp(text(PLAIN | {"label": "1"}))),
        "AST-AIG-006_misspelt.md": markdown(f" {text(PLAIN | {'ReserveCode1': ''})}"),
        "AST-AIG-007_word.md": markdown(yaml(PLAIN | {"Label": "AIGC"})),
        "AST-AIG-007_zero.png": labelled(Label="0"),
        "AST-AIG-007_word.png": labelled(Label="AIGC"),
        "AST-AIG-008_space.png": labelled(ContentProducer="Crane Studio", ContentPropagator="Crane-Studio"),
        "AST-AIG-008_chinese.jpg": jpeg(app1(xmp(text(PLAIN | {"ContentProducer": "纸鹤工作室"})))),
        "AST-AIG-009_comment.jpg": jpeg((0xFE, text({"AIGC": PLAIN}).encode())),
        "AST-AIG-009_bare_comment.jpg": jpeg((0xE1, b"Exif\0\0" + exif(comment(text(PLAIN))))),
        "AST-AIG-009_other_name.m4a": m4a(name=b"comment"),
        "AST-AIG-009_other_name.flv": flv(name=b"comment"),
        "AST-AIG-009_other_name.flac": flac(f"DESCRIPTION={text(PLAIN)}"),
        "AST-AIG-009_title.ofd": ofd("Crane", name="Project", title=text(PLAIN)),
        "AST-AIG-009_comment.avi": avi(riff(b"ICMT", text(PLAIN).encode())),
        "AST-AIG-009_comment.gif": gif(gif_comment(plain)),
        "AST-AIG-009_description.tif": tiff({270: text(PLAIN)}),
        "AST-AIG-009_comment.wav": wav(riff(b"LIST", b"INFO" + riff(b"ICMT", plain))),
        "AST-AIG-009_other_description.mp3": mp3(txxx(b"comment")),
        "AST-AIG-009_description.docx": office("word", "Crane", name="Project", description=text(PLAIN)),
        "AST-AIG-009_comment.mkv": mkv(simple_tag(name=b"COMMENT")),
        "AST-AIG-009_behind_the_end.png": png(behind=xmp()),
        "AST-AIG-009_other_keyword.png": png(chunk(b"tEXt", b"Comment\0" + plain)),
        "AST-AIG-010_26.png": labelled(ContentProducer=CODE[:-1]),
        "AST-AIG-010_propagator.png": labelled(ContentPropagator=CODE + "0"),
        "AST-AIG-011_wrong_digit.png": labelled(ContentProducer=CODE.replace("MACE0", "MACE1")),
        "AST-AIG-011_letter_o.png": labelled(ContentProducer=CODE.replace("MACE0", "MACEO")),
        "AST-AIG-012_no_number.png": labelled(PropagateID=""),
        "AST-AIG-012_no_name.png": labelled(ContentPropagator=None),
        "AST-AIG-013_empty.png": labelled(ContentPropagator="", PropagateID=""),
        "AST-AIG-013_left_out.png": labelled(ContentPropagator=None, PropagateID=None),
        "AST-AIG-014_other_number.png": labelled(ProduceID="crane-8", ReservedCode1=secured(OVER_TEXT)),
        "AST-AIG-014_other_label.md": markdown(yaml(PLAIN | {"Label": "2", "ReservedCode1": secured(OVER_TEXT)})),
        "AST-AIG-014_short_key.png": labelled(ProduceID="crane-8", ReservedCode1=secured(OVER_TEXT, KEY[:64])),
        "AST-AIG-014_no_signature.png": labelled(ReservedCode1=secured("00")),
        "AST-AIG-015_unlabelled.jpg": jpeg(app1(xmp(None, trained=True))),
        "AST-AIG-015_unlabelled.tif": tiff({700: xmp(None, trained=True)}),
    }
