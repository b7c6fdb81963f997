"""Repairs of images: their media type is the one their data shows."""

from __future__ import annotations

from collections.abc import Sequence

from conformance.authoring import Finding, repair
from conformance_suites.assets.gltf.writer.editable import EditableGltf

EDITABLE = EditableGltf


@repair("AST-GLA-004")
def name_the_media_type_of_images(asset: EditableGltf, findings: Sequence[Finding]) -> None:
    for finding in (each for each in findings if "expected" in each.values):
        _, images, index, *_ = (finding.where.pointer or "").split("/")
        asset.put(f"/{images}/{index}/mimeType", finding.values["expected"])
