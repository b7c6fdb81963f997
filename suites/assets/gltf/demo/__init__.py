"""The demo without a profile: a box, all good samples of the family, and a few telling faults."""

from __future__ import annotations

from collections.abc import Iterable

from conformance.authoring import Sample

FAULTS = (
    "AST-GLC-009_27_bytes.glb",
    "AST-GLC-023_text.glb",
    "AST-GLD-013_attribute.gltf",
    "AST-GLD-014_ring_of_three.gltf",
    "AST-GLD-018_half_length.gltf",
    "AST-GLD-020_not_listed.gltf",
)


def models(samples: Iterable[Sample]) -> dict[str, bytes]:
    """The files of the demo by name: good/ and faulty/, with the files they refer to."""
    from conformance_suites.assets.gltf.writer.box import box

    found = {"good/box.glb": box().glb()}
    for sample in samples:
        if sample.requirement is None or sample.name in FAULTS:
            place = "faulty" if sample.requirement else "good"
            found[f"{place}/{sample.name}"] = sample.data
            resources = sample.folder / "resources" if sample.folder else None
            for path in sorted(resources.iterdir()) if resources and resources.is_dir() else ():
                found[f"{place}/resources/{path.name}"] = path.read_bytes()
    return found


DEMOS = {"": models}
