"""Repairs of the glTF document: only what follows from the document or its data, and loses nothing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from conformance.authoring import Finding, repair
from conformance_suites.assets.gltf.reader.model import read_model
from conformance_suites.assets.gltf.reader.pictures import media_type
from conformance_suites.assets.gltf.reader.uris import percent_encoded
from conformance_suites.assets.gltf.writer.editable import EditableGltf

EDITABLE = EditableGltf

# Members that glTF 2.0 requires where they are allowed: an empty one cannot be omitted.
REQUIRED = {"primitives", "attributes", "channels", "joints", "samplers"}
# Vertices refer to joints by their order: none may be removed.
COUNTED = ("/extensionsUsed/", "/extensionsRequired/", "/nodes/", "/scenes/")
TRUE_TYPES = {"image/png", "image/jpeg", "image/webp", "image/ktx2"}


def _place(finding: Finding) -> str:
    return finding.where.pointer or ""


@repair("AST-GLD-003")
def leave_out_empty_members(asset: EditableGltf, findings: Sequence[Finding]) -> None:
    for finding in findings:
        *above, name = _place(finding).split("/")
        optional = name not in REQUIRED or len(above) == 1
        if optional and not name.isdigit() and asset.value(_place(finding)) in ([], {}):
            asset.drop(_place(finding))


@repair("AST-GLD-004")
def keep_each_item_once(asset: EditableGltf, findings: Sequence[Finding]) -> None:
    for finding in reversed(findings):  # from the end, so that earlier items keep their index
        if _place(finding).startswith(COUNTED):
            asset.drop(_place(finding))


@repair("AST-GLD-007")
def write_the_minor_version(asset: EditableGltf, findings: Sequence[Finding]) -> None:
    for finding in findings:
        version = asset.value(_place(finding))
        if version.isascii() and version.isdigit():
            asset.put(_place(finding), f"{version}.0")


@repair("AST-GLD-009")
def complete_images_and_drop_idle_offsets(asset: EditableGltf, findings: Sequence[Finding]) -> None:
    model = asset.source.once(read_model)
    for finding in findings:
        owner, _, member = _place(finding).rpartition("/")
        if owner.startswith("/images/") and member == "bufferView":
            data = model.bytes_of(model.view(asset.value(_place(finding))))
            found = media_type(bytes(data[:16])) if data else None
            if found in TRUE_TYPES:
                asset.put(f"{owner}/mimeType", found)
        elif owner.startswith("/accessors/") and asset.value(_place(finding)) == 0:
            asset.drop(_place(finding))


@repair("AST-GLD-018")
def normalise_rotations(asset: EditableGltf, findings: Sequence[Finding]) -> None:
    for finding in findings:
        rotation: list[Any] = asset.value(_place(finding))
        largest = max(abs(float(value)) for value in rotation)
        length = largest and math.hypot(*(value / largest for value in rotation))
        if length:
            asset.put(_place(finding), [round(value / largest / length, 9) for value in rotation])


@repair("AST-GLD-019")
def declare_used_extensions(asset: EditableGltf, findings: Sequence[Finding]) -> None:
    for name in dict.fromkeys(finding.values["extension"] for finding in findings):
        asset.append("/extensionsUsed", name)


@repair("AST-GLD-020")
def declare_required_extensions(asset: EditableGltf, findings: Sequence[Finding]) -> None:
    declare_used_extensions(asset, [finding for finding in findings if finding.template == "unlisted"])


@repair("AST-GLD-021")
def encode_references(asset: EditableGltf, findings: Sequence[Finding]) -> None:
    for finding in findings:
        mended = percent_encoded(asset.value(_place(finding)))
        if finding.template == "reference" and mended:
            asset.put(_place(finding), mended)


@repair("AST-GLD-022")
def name_the_media_type(asset: EditableGltf, findings: Sequence[Finding]) -> None:
    for finding in findings:
        if finding.template == "type":
            head, _, data = asset.value(_place(finding)).partition(",")
            _, semicolon, parameters = head.partition(";")
            asset.put(_place(finding), f"data:{finding.values['expected'][0]}{semicolon}{parameters},{data}")
