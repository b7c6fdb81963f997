"""Repairs of how the document describes binary data. The data itself is never changed."""

from __future__ import annotations

from collections.abc import Sequence

from conformance.authoring import Finding, repair
from conformance_suites.assets.gltf.reader.model import Model, read_model
from conformance_suites.assets.gltf.reader.parts import FLOAT, Accessor
from conformance_suites.assets.gltf.writer.editable import EditableGltf

EDITABLE = EditableGltf

TARGETS = {"attributes": 34962, "indices": 34963}
STRIDES = range(4, 253, 4)


def _place(finding: Finding) -> str:
    return finding.where.pointer or ""


@repair("AST-GLB-003")
def declare_the_whole_chunk(asset: EditableGltf, findings: Sequence[Finding]) -> None:
    for finding in findings:
        place = f"{_place(finding)}/byteLength"
        asset.put(place, int(asset.value(place)) + finding.values["received"])


@repair("AST-GLB-006")
def name_the_target(asset: EditableGltf, findings: Sequence[Finding]) -> None:
    first: dict[int, str] = {}
    for use in asset.source.once(read_model).uses:  # the row reports only one view, but exporters omit all of them
        if use.purpose in TARGETS and use.accessor.view and "target" not in use.accessor.view.members:
            first.setdefault(use.accessor.view.index, use.purpose)
    for view, purpose in first.items():
        asset.put(f"/bufferViews/{view}/target", TARGETS[purpose])


@repair("AST-GLB-007")
def remove_the_stride_of_packed_data(asset: EditableGltf, findings: Sequence[Finding]) -> None:
    model = asset.source.once(read_model)
    vertices = {use.accessor.index for use in model.uses if use.purpose == "attributes"}
    for view in dict.fromkeys(finding.values["view"] for finding in findings):
        users = _users(model, view)
        packed = all(each.count == 1 or each.stride == each.packed for each in users)
        if packed and vertices.isdisjoint(each.index for each in users):
            asset.drop(f"/bufferViews/{view}/byteStride")


@repair("AST-GLB-010")
def floats_are_not_normalized(asset: EditableGltf, findings: Sequence[Finding]) -> None:
    for finding in findings:
        if finding.values["received"] == FLOAT:  # for the other type, readers may disagree about the meaning
            asset.drop(_place(finding))


@repair("AST-GLB-016")
def write_the_stride_of_shared_views(asset: EditableGltf, findings: Sequence[Finding]) -> None:
    model = asset.source.once(read_model)
    for view in dict.fromkeys(finding.values["view"] for finding in findings):
        sizes = {each.packed for each in _users(model, view)}
        if len(sizes) == 1 and sizes <= set(STRIDES):  # already packed: the stride only repeats the element size
            asset.put(f"/bufferViews/{view}/byteStride", sizes.pop())


@repair("AST-GLB-020")
def write_the_stored_bounds(asset: EditableGltf, findings: Sequence[Finding]) -> None:
    for finding in findings:
        if not isinstance(finding.values["expected"], str):  # a bound cannot be infinite
            asset.put(_place(finding), finding.values["expected"])


def _users(model: Model, view: int) -> list[Accessor]:
    """The accessors whose elements, not only their substitutions, are in the buffer view."""
    return [each for each in model.accessors if each and each.view and each.view.index == view]
