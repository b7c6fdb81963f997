"""What each operator of `mutate` makes of a small document, a text and bytes: what it removes and inserts."""

from __future__ import annotations

from pathlib import Path

from conformance.drafting.mutation.mutants import generic
from conformance.model.sample import Sample

SAMPLES = {
    "JSON": b'{"id": "did:example:123#key-1", "when": "2026-11-22T10:00:00Z", "page": "https://a.example/b?c=d", '
    b'"image": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAA==", "file": "models/crane.bin", "version": "1.0.2", '
    b'"digest": "0xdeadbeef00", "type": "image/png", "language": "zh-Hans", "key": "AbC+/xyz_-AbC+/xyz0123A", '
    b'"count": 3, "ratio": 0.5, "open": true, "items": [1, 2, 3], "one": ["a"], "inner": {"more": [{"a": 1}]}}',
    "text": b'JOINT hips\n  OFFSET 0.0 1.5 -2\n  <limit lower="1" name="hip"/>\n',
    "bytes": b"\x00HEAD\n" + bytes(range(40)),
}
MOST = 40
"""Characters of what is removed or inserted."""


def operators_text(_: Path) -> str:
    """A line for each operator and place: where the sample differs, what was there, and what is there now."""
    said = []
    for name, data in SAMPLES.items():
        said.append(f"# {name}\n")
        made = generic([Sample(name, data, None, None)], 1, 1)
        said += [f"{each.operator} {each.place}: {_difference(data, each.make())}\n" for each in made]
    return "".join(said)


def _difference(before: bytes, after: bytes | None) -> str:
    if after is None or after == before:
        return "-" if after is None else "="
    same = range(min(len(before), len(after)))
    first = next((at for at in same if before[at] != after[at]), len(same))
    last = next((at for at in range(len(same) - first) if before[-1 - at] != after[-1 - at]), len(same) - first)
    return f"{first} {_cut(before[first : len(before) - last])} -> {_cut(after[first : len(after) - last])}"


def _cut(data: bytes) -> str:
    return f"{repr(data[:MOST])[1:]}{f'... {len(data)}' if len(data) > MOST else ''}"
