"""Checks of buffers, buffer views and accessors, and of the numbers in them."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np

from conformance.authoring import Finding, Findings, check
from conformance.readers.json_values import shown, whole
from conformance_suites.assets.gltf.reader.accessors import DTYPES
from conformance_suites.assets.gltf.reader.columns import packed
from conformance_suites.assets.gltf.reader.numbers import Array, Numbers
from conformance_suites.assets.gltf.reader.parts import COMPONENT_NAMES, FLOAT, Accessor, Use

from .view import BinaryData

TARGETS = {34962: "attributes", 34963: "indices"}
TARGET_OF = {purpose: target for target, purpose in TARGETS.items()}
# Data that may share a buffer view, since neither graphics buffers nor images are made of it.
LOOSE = {"sparse": "data", "input": "data", "output": "data"}
ALIGNMENT = 4
PADDING = 3
RANGES = {code: (np.iinfo(dtype).min, np.iinfo(dtype).max) for code, dtype in DTYPES.items() if code != FLOAT}
SEVERAL = 10
"""Number of accessors from which comparing all bounds at once is faster."""
LARGEST = 3.4028234663852886e38
"""The largest single-precision number: anything beyond it matches no stored number."""


@check("AST-GLB-001")
def buffers_have_their_data(data: BinaryData) -> Findings:
    for pointer, declared, present in data.delivered:
        if present < declared:
            yield Finding(pointer, received=present, expected=declared)


@check("AST-GLB-002")
def stored_buffer_has_a_chunk(data: BinaryData) -> Findings:
    for chunk in data.stored:
        if chunk is None:
            yield Finding("/buffers/0")


@check("AST-GLB-003")
def chunk_holds_little_more_than_the_buffer(data: BinaryData) -> Findings:
    declared = data.model.buffer_lengths[0] if data.stored_data else None
    for chunk in data.stored_data:
        if declared is not None and len(chunk) - declared > PADDING:
            yield Finding("/buffers/0", received=len(chunk) - declared, expected=PADDING)


@check("AST-GLB-004")
def views_fit_their_buffers(data: BinaryData) -> Findings:
    lengths = data.model.buffer_lengths
    for view in data.model.views:
        if view is None or view.length is None or view.buffer is None or not 0 <= view.buffer < len(lengths):
            continue
        size = lengths[view.buffer]
        if size is not None and view.offset + view.length > size:
            member = "byteOffset" if view.offset >= size else "byteLength"
            yield Finding(f"{view.pointer}/{member}", received=view.offset + view.length, expected=size)


@check("AST-GLB-005")
def views_have_one_use(data: BinaryData) -> Findings:
    first: dict[int, str] = {}
    for use in data.uses:
        purpose, view = use.purpose, use.view
        if view is None:
            continue
        kind = LOOSE.get(purpose, purpose)
        before = first.setdefault(view.index, TARGETS.get(view.target or 0, kind))
        if before != kind:
            yield Finding(use.pointer, view=view.index, received=purpose, expected=before)


@check("AST-GLB-006")
def vertex_data_name_their_target(data: BinaryData) -> Findings:
    without: dict[int, Use] = {}
    for use in data.vertex_data:
        view = use.accessor.view
        if view and "target" not in view.members:
            without.setdefault(view.index, use)
    for index, use in list(without.items())[:1]:  # reported once: exporters that omit it always do
        yield Finding(use.pointer, view=index, expected=TARGET_OF[use.purpose], count=len(without))


@check("AST-GLB-007")
def stride_is_for_vertex_attributes(data: BinaryData) -> Findings:
    for view in data.model.views:
        if view and view.stride is not None and view.target == TARGET_OF["indices"]:
            yield Finding(f"{view.pointer}/byteStride", view=view.index, received=view.stride, use="indices")
    strided = any(view and view.stride is not None for view in data.model.views)
    for use in data.uses if strided else ():
        view = use.view
        if view and view.stride is not None and use.purpose != "attributes":
            yield Finding(use.pointer, view=view.index, received=view.stride, use=use.purpose)


@check("AST-GLB-008")
def stride_is_within_the_view(data: BinaryData) -> Findings:
    for view in data.model.views:
        if view and view.stride is not None and view.length is not None and view.stride > view.length:
            yield Finding(f"{view.pointer}/byteStride", received=view.stride, expected=view.length)


@check("AST-GLB-009")
def floats_are_finite(data: BinaryData) -> Findings:
    all_finite = all(all(reach.finite) for reach in data.reaches)
    for numbers in data.floats if not all_finite else ():
        if not numbers.finite:
            places = np.argwhere(~np.isfinite(numbers.array))
            element, component = (int(each) for each in places[0])
            received = shown(float(numbers.array[element, component]))
            yield Finding(
                numbers.accessor.pointer, element=element, component=component, received=received, count=len(places)
            )
    data.numbers.complete()


@check("AST-GLB-010")
def only_short_integers_are_normalized(data: BinaryData) -> Findings:
    for accessor in data.model.accessors:
        if accessor and accessor.normalized and accessor.size == 4:
            yield Finding(f"{accessor.pointer}/normalized", received=accessor.code)


@check("AST-GLB-011")
def substitutions_are_no_more_than_elements(data: BinaryData) -> Findings:
    for accessor in data.model.accessors:
        if accessor and accessor.sparse and (accessor.sparse.count or 0) > accessor.count:
            place = f"{accessor.pointer}/sparse/count"
            yield Finding(place, received=accessor.sparse.count, expected=accessor.count).cutting("substituted")


@check("AST-GLB-012")
def substitutions_are_in_order(data: BinaryData) -> Findings:
    for numbers, indices in _substitutions(data):
        wrong = np.flatnonzero(indices[1:] <= indices[:-1])
        if len(wrong):
            at = int(wrong[0]) + 1
            place = f"{numbers.accessor.pointer}/sparse"
            yield Finding(place, position=at, received=int(indices[at]), previous=int(indices[at - 1]))
    data.numbers.complete()


@check("AST-GLB-013")
def substitutions_are_of_elements(data: BinaryData) -> Findings:
    for numbers, indices in _substitutions(data):
        wrong = np.flatnonzero(indices >= numbers.accessor.count)
        if len(wrong):
            at, count = int(wrong[0]), numbers.accessor.count
            place = f"{numbers.accessor.pointer}/sparse"
            yield Finding(place, position=at, received=int(indices[at]), expected=count)
    data.numbers.complete()


def _substitutions(data: BinaryData) -> list[tuple[Numbers, Array]]:
    return [
        (each, each.substituted)
        for each in data.substituted
        if each.substituted is not None and len(each.substituted) <= each.accessor.count
    ]


@check("AST-GLB-014")
def data_start_aligned(data: BinaryData) -> Findings:
    for run in data.runs:
        offset, size = run.offset, run.size
        if offset % size:
            yield Finding(f"{run.pointer}/byteOffset", received=offset, expected=size)
        if (offset + run.view.offset) % size:
            yield Finding(run.pointer, received=offset + run.view.offset, expected=size)


@check("AST-GLB-015")
def stride_holds_an_element(data: BinaryData) -> Findings:
    for accessor in data.strided:
        if accessor.stride < accessor.element:
            yield Finding(accessor.pointer, received=accessor.stride, expected=accessor.element)


@check("AST-GLB-016")
def shared_views_have_a_stride(data: BinaryData) -> Findings:
    sharing: dict[int, list[int]] = {}
    for use in data.vertex_data:
        view = use.accessor.view
        if view is None or view.stride is not None or use.purpose != "attributes":
            continue
        accessors = sharing.setdefault(view.index, [])
        if use.accessor.index not in accessors:
            accessors.append(use.accessor.index)
            if len(accessors) > 1:
                yield Finding(use.pointer, view=view.index, received=list(accessors))


@check("AST-GLB-017")
def accessors_fit_their_views(data: BinaryData) -> Findings:
    for run in data.runs:
        view, end = run.view, run.offset + run.extent
        if view.length is not None and end > view.length:
            place = f"{run.pointer}/byteOffset" if run.offset >= view.length and run.offset else run.pointer
            yield Finding(place, received=end, view=view.index, expected=view.length)


@check("AST-GLB-018")
def vertex_attributes_are_aligned(data: BinaryData) -> Findings:
    for use in data.vertex_data:
        accessor = use.accessor
        packed = accessor.view is not None and accessor.view.stride is None and accessor.count > 1
        if use.purpose == "attributes" and (accessor.offset % ALIGNMENT or (packed and accessor.packed % ALIGNMENT)):
            yield Finding(use.pointer, offset=accessor.offset, received=accessor.stride, expected=ALIGNMENT)


@check("AST-GLB-019")
def matrix_columns_are_aligned(data: BinaryData) -> Findings:
    for accessor in data.matrices:
        if accessor.offset % ALIGNMENT:
            yield Finding(f"{accessor.pointer}/byteOffset", received=accessor.offset, expected=ALIGNMENT)


@check("AST-GLB-020")
def bounds_are_exact(data: BinaryData) -> Findings:
    differing = _with_other_bounds(data)
    for numbers in data.bounded if differing else ():
        if numbers.accessor.index not in differing:
            continue
        for name, stored in (("min", numbers.low), ("max", numbers.high)):
            declared = numbers.accessor.bounds(name) or []
            for component in _differing(numbers, declared, stored) if declared else ():
                place = f"{numbers.accessor.pointer}/{name}/{component}"
                yield Finding(place, received=declared[component], expected=shown(stored[component].item()))
    data.numbers.complete()


@check("AST-GLB-021")
def bounds_are_of_the_component_type(data: BinaryData) -> Findings:
    for bound in data.integer_bounds:
        code, numbers = bound.accessor.code, bound.numbers
        least, greatest = RANGES[code]
        if {int}.issuperset(map(type, numbers)) and least <= min(numbers) and max(numbers) <= greatest:
            continue
        for number in numbers:
            if whole(number) is None or not least <= number <= greatest:
                yield Finding(bound.pointer, received=number, expected=COMPONENT_NAMES[code])
                break


def _with_other_bounds(data: BinaryData) -> set[int]:
    """The accessors whose declared bounds may differ from their numbers: few of those measured together."""
    found = set[int]()
    for reach in data.reaches:
        together = len(reach.accessors) >= SEVERAL
        if not (
            together and _declares("min", reach.accessors, reach.low) and _declares("max", reach.accessors, reach.high)
        ):
            found.update(accessor.index for accessor in reach.accessors)
    return found


def _declares(name: str, many: Sequence[Accessor], stored: Array) -> bool:
    """Whether every accessor that has a bound of this name declares the stored value."""
    having = [at for at, accessor in enumerate(many) if name in accessor.members]
    expected = stored if len(having) == len(stored) else stored[having]
    kind = "f" if stored.dtype == np.float32 else "d"
    declared = packed([many[at].members[name] for at in having], stored.shape[1], kind)
    return declared is not None and bool(np.array_equal(declared, expected))


def _differing(numbers: Numbers, declared: list[float], stored: Array) -> list[int]:
    """The components whose declared bound differs from the stored number."""
    if numbers.accessor.code != FLOAT:
        return [at for at, value in enumerate(declared) if whole(value) != int(stored[at])]
    found = stored.tolist()
    if array("f", declared).tolist() == found:  # beyond single precision: infinities, no valid bounds
        return []
    rounded = array("f", [min(max(value, -LARGEST), LARGEST) for value in declared])
    return [at for at, value in enumerate(found) if value != rounded[at]]
