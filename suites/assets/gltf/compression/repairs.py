"""Repairs of compressed assets: an extension without which there is no data is listed as required."""

from __future__ import annotations

from collections.abc import Sequence

from conformance.authoring import Finding, repair
from conformance_suites.assets.gltf.writer.editable import EditableGltf

from .view import DRACO

EDITABLE = EditableGltf


@repair("AST-GLZ-009")
def require_what_fills_the_fallback(asset: EditableGltf, findings: Sequence[Finding]) -> None:
    for name in dict.fromkeys(finding.values["expected"] for finding in findings):
        asset.append("/extensionsRequired", name)


@repair("AST-GLZ-014")
def require_the_only_data(asset: EditableGltf, findings: Sequence[Finding]) -> None:
    if all(finding.template == "missing" for finding in findings):
        asset.append("/extensionsRequired", DRACO)
