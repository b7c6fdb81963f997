"""Repairs of real models: what was removed comes back unchanged."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

from doubles.ours import PLAN

from conformance.engine.repair import repair_copy
from conformance.readers.source import Source, open_source
from conformance_suites.assets.gltf.reader.document import read_gltf

MODELS = 6


def damaged(source: Source) -> bytes:
    """The model without the bounds of its positions and times, its list of extensions and the targets of its views."""
    gltf = read_gltf(source)
    assert gltf.glb is not None
    assert gltf.glb.json is not None
    document = json.loads(gltf.text_bytes)
    document.pop("extensionsUsed", None)
    for accessor in document.get("accessors", []):
        accessor.pop("min", None), accessor.pop("max", None)
    for view in document.get("bufferViews", []):
        view.pop("target", None)
    text = json.dumps(document).encode()
    text += b" " * (-len(text) % 4)
    rest = bytes(source.data[gltf.glb.json.end :])
    return struct.pack("<4sIIII", b"glTF", 2, 20 + len(text) + len(rest), len(text), 0x4E4F534A) + text + rest


def float32(values: list[Any]) -> list[float]:
    return [struct.unpack("<f", struct.pack("<f", value))[0] for value in values]


def test_what_was_taken_from_a_real_model_comes_back(corpora: Path) -> None:
    models = sorted(corpora.glob("assets/**/*.glb"), key=lambda path: path.stat().st_size)
    tried = 0
    for path in models:
        source = open_source(str(path), path.name)
        before = read_gltf(source)
        if not isinstance(before.document, dict) or not before.document.get("meshes") or tried == MODELS:
            continue
        tried += 1
        found = repair_copy(Source(path.name, damaged(source), path.parent), "gltf", PLAN)
        assert found.data is not None, path.name
        after = read_gltf(Source(path.name, found.data)).document
        for old, new in zip(before.document["accessors"], after["accessors"], strict=True):
            assert old.keys() - {"min", "max"} <= new.keys()
            if "min" in new and "min" in old:
                assert float32(new["min"]) == float32(old["min"])
                assert float32(new["max"]) == float32(old["max"])
        for primitive in (each for mesh in after["meshes"] for each in mesh["primitives"]):
            assert {"min", "max"} <= after["accessors"][primitive["attributes"]["POSITION"]].keys()
        assert set(after.get("extensionsUsed", [])) <= set(before.document.get("extensionsUsed", []))
        for old, new in zip(before.document["bufferViews"], after["bufferViews"], strict=True):
            assert new.get("target", old.get("target")) == old.get("target", new.get("target"))
    assert tried == MODELS, "fewer real models than the test was written for"
