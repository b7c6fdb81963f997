"""Checks of the container of a glTF asset: glTF 2.0 chapter 4, 2.6 and 2.7, and RFC 8259."""

from __future__ import annotations

from itertools import islice

from conformance.authoring import Finding, Findings, Where, check
from conformance_suites.assets.gltf.reader.glb import HEADER_BYTES, JSON_CHUNK, MAGIC

from .view import Container

# What cannot be judged once reading stops: parts of the view, and "" for the whole JSON document.
JSON_PARTS = ("json_padding", "json_text", "json_values", "json_members", "")
CHUNKS = ("chunk_heads", "chunks", "json_chunks", "bin_chunks", *JSON_PARTS)
BODY = ("declared", "extent", "body", *CHUNKS)


@check("AST-GLC-001")
def header_is_whole(asset: Container) -> Findings:
    for glb in asset.file:
        if glb.size < HEADER_BYTES:
            parts = BODY if len(glb.magic) == 4 else ("magic", "ending", *BODY)
            yield Finding(glb.size, received=glb.size, expected=HEADER_BYTES).cutting("version", *parts)


@check("AST-GLC-002")
def magic_spells_gltf(asset: Container) -> Findings:
    for magic in asset.magic:
        if magic != MAGIC:
            yield Finding(0, received=magic.hex(" "), expected=MAGIC.hex(" ")).cutting("version", "ending", *BODY)


@check("AST-GLC-003")
def container_version_is_2(asset: Container) -> Findings:
    for version in asset.version:
        if version != 2:
            yield Finding(4, received=version, expected=2).cutting(*BODY)


@check("AST-GLC-004")
def declared_length_leaves_room_for_chunks(asset: Container) -> Findings:
    for glb in asset.declared:
        if glb.length is not None and glb.length <= HEADER_BYTES:
            yield Finding(8, received=glb.length, corrected=str(glb.size)).cutting("body", *CHUNKS)


@check("AST-GLC-005")
def declared_length_is_that_of_header_and_chunks(asset: Container) -> Findings:
    for glb in asset.extent:
        if glb.length != glb.end:
            finding = Finding(glb.end, received=glb.length, expected=glb.end)
            lost = CHUNKS if not asset.json_padding else ("chunk_heads", "chunks", "json_chunks", "bin_chunks")
            yield finding.cutting(*lost) if glb.end == glb.size else finding


@check("AST-GLC-006")
def nothing_follows_the_declared_length(asset: Container) -> Findings:
    for glb in asset.body:
        if glb.length is not None and glb.size > glb.length:
            yield Finding(glb.length, received=glb.size - glb.length, expected=0)


@check("AST-GLC-007")
def chunk_heads_are_whole(asset: Container) -> Findings:
    for glb in asset.chunk_heads:
        if glb.torn is not None and glb.length == glb.size:
            lost = CHUNKS if not glb.chunks else ("chunks",)
            yield Finding(glb.size, received=glb.size - glb.torn, expected=8, start=glb.torn).cutting(*lost)


@check("AST-GLC-008")
def chunks_end_within_the_declared_length(asset: Container) -> Findings:
    for glb in asset.body:
        for chunk in glb.chunks:
            end = chunk.start + chunk.length
            if glb.length is not None and end > glb.length:
                lost = CHUNKS if chunk.index == 0 and not chunk.complete else ("chunks",)
                yield Finding(chunk.offset, received=end, expected=glb.length).cutting(*lost)


@check("AST-GLC-009")
def chunk_lengths_are_multiples_of_4(asset: Container) -> Findings:
    for chunk in asset.chunks:
        if chunk.length % 4:
            yield Finding(chunk.offset, received=chunk.length, corrected=str(chunk.length + -chunk.length % 4))


@check("AST-GLC-010")
def first_chunk_holds_json(asset: Container) -> Findings:
    for chunk in asset.chunks[:1]:
        if chunk.type != JSON_CHUNK:
            name = chunk.type.to_bytes(4, "little").hex(" ")
            yield Finding(chunk.offset, received=name, expected=b"JSON".hex(" ")).cutting("bin_chunks", *JSON_PARTS)


@check("AST-GLC-011")
def json_chunk_occurs_once(asset: Container) -> Findings:
    for chunk in asset.json_chunks[1:]:
        yield Finding(chunk.offset, first=asset.json_chunks[0].offset)


@check("AST-GLC-012")
def bin_chunk_occurs_at_most_once(asset: Container) -> Findings:
    for chunk in asset.bin_chunks[1:]:
        yield Finding(chunk.offset, first=asset.bin_chunks[0].offset)


@check("AST-GLC-013")
def bin_chunk_comes_second(asset: Container) -> Findings:
    for chunk in asset.bin_chunks[:1]:
        if chunk.index > 1:
            yield Finding(chunk.offset, received=chunk.index + 1, expected=2)


@check("AST-GLC-014")
def json_chunk_is_not_empty(asset: Container) -> Findings:
    for chunk in asset.json_chunks:
        if chunk.length == 0:
            if chunk.index == 0:
                yield Finding(Where(pointer="", byte=chunk.offset)).cutting(*JSON_PARTS)
            else:
                yield Finding(chunk.offset)


@check("AST-GLC-015")
def empty_bin_chunk_is_left_out(asset: Container) -> Findings:
    for chunk in asset.bin_chunks:
        if chunk.length == 0:
            yield Finding(chunk.offset)


@check("AST-GLC-016")
def json_chunk_is_padded_with_spaces(asset: Container) -> Findings:
    for chunk in asset.json_padding:
        kept = len(asset.gltf.text_bytes)
        if kept < chunk.length:
            yield Finding(Where(pointer="", byte=chunk.start + kept), received=chunk.length - kept)


@check("AST-GLC-018")
def json_text_has_no_byte_order_mark(asset: Container) -> Findings:
    for text in asset.json_text:
        for problem in text.of_kind("bom"):
            yield Finding(Where(pointer="", byte=asset.json_offset(problem.byte)))


@check("AST-GLC-019")
def json_text_is_utf_8(asset: Container) -> Findings:
    for text in asset.json_text:
        for problem in text.of_kind("utf8", "utf16"):
            place = Where(pointer="", byte=asset.json_offset(problem.byte))
            yield Finding(place, problem.kind).cutting("json_values", "json_members", "ending", "")


@check("AST-GLC-020")
def json_text_is_well_formed(asset: Container) -> Findings:
    for text in asset.json_values:
        for problem in text.of_kind("syntax", "empty"):
            place = Where(pointer="", byte=asset.json_offset(problem.byte))
            template = "end" if problem.kind == "syntax" and not problem.detail else problem.kind
            yield Finding(place, template, received=problem.detail).cutting("json_members", "ending", "")


@check("AST-GLC-021")
def member_names_are_unique(asset: Container) -> Findings:
    for text in asset.json_members:
        for problem in text.of_kind("duplicate"):
            yield Finding(problem.pointer or "", name=problem.detail)


@check("AST-GLC-022")
def ascii_characters_are_not_escaped(asset: Container) -> Findings:
    for _ in asset.json_members:
        for byte, escape in islice(asset.escapes(), 1000):
            yield Finding(byte, received=escape, expected=_unescaped(escape))


def _unescaped(escape: str) -> str:
    return chr(int(escape[2:], 16)) if escape[1] == "u" else escape[1]


@check("AST-GLC-023")
def name_fits_the_form(asset: Container) -> Findings:
    for ending, form in asset.ending:
        if form != asset.form:
            yield Finding(0, received=ending, expected=".glb" if asset.form == "GLB" else ".gltf", form=asset.form)


@check("AST-GLC-024")
def numbers_are_in_the_range_of_a_double(asset: Container) -> Findings:
    for text in asset.json_members:
        for problem in text.of_kind("overflow"):
            yield Finding(problem.pointer or "")
