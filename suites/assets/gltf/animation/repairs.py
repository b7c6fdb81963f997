"""Repairs of animations: bounds computed from the stored times."""

from __future__ import annotations

from collections.abc import Sequence

from conformance.authoring import Finding, repair
from conformance_suites.assets.gltf.writer.editable import EditableGltf, add_stored_bounds

EDITABLE = EditableGltf


@repair("AST-GLN-005")
def compute_the_bounds_of_times(asset: EditableGltf, findings: Sequence[Finding]) -> None:
    for finding in findings:
        add_stored_bounds(asset, finding.values["accessor"])
