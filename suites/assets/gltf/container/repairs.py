"""Repairs of the container of a glTF asset. None touches the data of a chunk or the meaning of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from conformance.authoring import Finding, repair
from conformance.readers.bounds import FINDINGS_COUNTED
from conformance.readers.json import parse
from conformance_suites.assets.gltf.reader.glb import BIN_CHUNK
from conformance_suites.assets.gltf.writer.editable import EditableGltf

EDITABLE = EditableGltf

LENGTH_AT = 8
BLANK = b"\0 \t\r\n"
BOM = b"\xef\xbb\xbf"
_ESCAPE = re.compile(rb"\\(?:u([0-9a-fA-F]{4})|.)", re.DOTALL)


@repair("AST-GLC-005")
def declare_the_true_length(asset: EditableGltf, findings: Sequence[Finding]) -> None:
    if asset.excess > 0 or asset.tail:
        return  # the file may be truncated, or more bytes may belong to it
    before, asset.excess = asset.declared_length, 0
    asset.note(LENGTH_AT, before=before, after=asset.declared_length)


@repair("AST-GLC-006")
def cut_blank_bytes_behind_the_end(asset: EditableGltf, findings: Sequence[Finding]) -> None:
    if asset.excess == 0 and not asset.tail.strip(BLANK):
        asset.note(asset.source.size - len(asset.tail), before=asset.tail[:64].hex(" "))
        asset.tail = b""


@repair("AST-GLC-007")
def cut_blank_bytes_behind_the_chunks(asset: EditableGltf, findings: Sequence[Finding]) -> None:
    if asset.excess == len(asset.tail) and not asset.tail.strip(BLANK):
        asset.note(asset.source.size - len(asset.tail), before=asset.tail.hex(" "))
        asset.tail, asset.excess = b"", 0


@repair("AST-GLC-009")
def pad_chunks(asset: EditableGltf, findings: Sequence[Finding]) -> None:
    for chunk in asset.chunks or ():
        before = len(chunk.data)
        if before % 4:
            chunk.pad()
            asset.note(chunk.offset, before=before, after=len(chunk.data))


@repair("AST-GLC-013")
def move_the_bin_chunk(asset: EditableGltf, findings: Sequence[Finding]) -> None:
    chunks = asset.chunks or []
    for index, chunk in enumerate(chunks):
        if chunk.type == BIN_CHUNK and index > 1:
            chunks.insert(1, chunks.pop(index))
            asset.note(chunk.offset, before=index + 1, after=2)
            return


@repair("AST-GLC-015")
def leave_out_the_empty_bin_chunk(asset: EditableGltf, findings: Sequence[Finding]) -> None:
    for chunk in [each for each in asset.chunks or () if each.type == BIN_CHUNK and not each.data]:
        asset.note(chunk.offset, before=0)
        asset.chunks = [each for each in asset.chunks or () if each is not chunk]


@repair("AST-GLC-016")
def pad_the_text_with_spaces(asset: EditableGltf, findings: Sequence[Finding]) -> None:
    text = asset.text
    kept = text.rstrip(b"\0")
    count = len(text) - len(kept)
    asset.text = kept + b" " * count
    for finding in findings:
        shown = min(count, 16)
        asset.note(finding.where.byte or 0, before=b"\0".hex() * shown, after=b" ".hex() * shown)


@repair("AST-GLC-018")
def remove_the_byte_order_mark(asset: EditableGltf, findings: Sequence[Finding]) -> None:
    asset.text = asset.text.removeprefix(BOM)
    for finding in findings:
        asset.note(finding.where.byte or 0, before=BOM.hex(" "))


@repair("AST-GLC-019")
def encode_utf_16_in_utf_8(asset: EditableGltf, findings: Sequence[Finding]) -> None:
    for finding in findings:
        raw = asset.text
        marked = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
        name = "utf-16" if marked else "utf-16-be" if raw[:1] == b"\0" else "utf-16-le"
        try:
            text = raw.decode(name).encode("utf-8")
        except UnicodeError:
            return
        if finding.template == "utf16" and parse(text).usable:
            asset.text = text
            asset.note(finding.where.byte or 0, before="UTF-16", after="UTF-8")


@repair("AST-GLC-022")
def write_ascii_characters_themselves(asset: EditableGltf, findings: Sequence[Finding]) -> None:
    start = asset.chunks[0].offset + 8 if asset.chunks else 0
    noted = 0

    def unescaped(found: re.Match[bytes]) -> bytes:
        nonlocal noted
        code = int(found[1], 16) if found[1] else ord("/") if found[0] == rb"\/" else 0
        if not 0x20 <= code <= 0x7E or chr(code) in '"\\':
            return found[0]
        if noted < FINDINGS_COUNTED:
            asset.note(start + found.start(), before=found[0].decode("ascii"), after=chr(code))
        noted += 1
        return bytes([code])

    asset.text = _ESCAPE.sub(unescaped, asset.text)
