"""Checks of the contents of tiles that a schema cannot express."""

from __future__ import annotations

import re

from conformance.authoring import Blocked, Finding, Findings, NotApplicable, Where, check
from conformance.readers.json_values import array_at
from conformance.readers.uri import reference_error
from conformance_suites.assets.tiles.reader.contents import contents_in_folder
from conformance_suites.assets.tiles.reader.volumes import apart, sticks_out

from .view import Contents

VARIABLE = re.compile(r"\{[A-Za-z]\w{0,31}\}", re.ASCII)
EXTENSION = "3DTILES_content_gltf"
SHOWN = 60
LISTS = ("extensionsUsed", "extensionsRequired")


@check("AST-TCN-002")
def gltf_of_version_1_0_is_declared(contents: Contents) -> Findings:
    for reference in contents.gltf_of_1_0[:1]:
        lists = {name: array_at(contents.document, f"/{name}") for name in LISTS}
        if any(names is None for names in lists.values()):
            raise Blocked("blocked_by", ids=["AST-TIL-001"])
        if missing := [name for name, names in lists.items() if EXTENSION not in (names or ())]:
            if contents.tileset.files.leads_here:
                raise NotApplicable("not_entry")
            yield Finding(reference.pointer, missing=missing)


@check("AST-TCN-005")
def contents_are_complete(contents: Contents) -> Findings:
    extended = bool(array_at(contents.document, "/extensionsUsed"))
    for each in contents_in_folder(contents.tileset):
        shown = each.place.name[:SHOWN]
        if each.length != each.size:
            yield Finding(each.reference.pointer, "length", file=shown, received=each.length, expected=each.size)
        elif not each.is_whole:
            yield Finding(each.reference.pointer, "inside", file=shown)
        elif not each.format and not extended:
            yield Finding(each.reference.pointer, "format", file=shown)


@check("AST-TCN-003")
def content_volumes_touch_that_of_their_tile(contents: Contents) -> Findings:
    for pointer, outer, inner in contents.pairs:
        if apart(outer, inner):
            yield Finding(f"{pointer}/boundingVolume")


@check("AST-TCN-004")
def content_regions_are_within_that_of_their_tile(contents: Contents) -> Findings:
    for pointer, outer, inner in contents.pairs:
        if sticks_out(outer, inner) and not apart(outer, inner):
            yield Finding(f"{pointer}/boundingVolume/region")


@check("AST-TCN-006")
def text_is_encoded_plainly(contents: Contents) -> Findings:
    for text in contents.json_members:
        for problem in text.of_kind("bom", "duplicate"):
            place = Where(pointer=problem.pointer or "", byte=problem.byte)
            yield Finding(place, problem.kind, received=problem.detail[:SHOWN])


@check("AST-TCN-007")
def references_are_valid(contents: Contents) -> Findings:
    places = [(each.pointer, each.text, each.template) for each in contents.tileset.all_references]
    places += [("/schemaUri", uri, False) for uri in contents.tileset.external_schemas]
    for pointer, text, template in places:
        filled = VARIABLE.sub(lambda found: "1" * len(found[0]), text) if template else text
        if not text:
            yield Finding(pointer, "empty")
        elif (at := reference_error(filled)) is not None:
            yield Finding(pointer, "grammar", received=text[:SHOWN], at=at + 1)
