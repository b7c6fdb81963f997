"""Small folders for the demo: all good samples of the glTF suites and a few telling faults, avatars, or recordings."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from conformance.catalogue import Catalogue
from conformance.catalogue.samples import samples

FAULTS = (
    "AST-GLC-009_27_bytes.glb",
    "AST-GLD-013_attribute.gltf",
    "AST-GLD-014_ring_of_three.gltf",
    "AST-GLD-018_half_length.gltf",
    "AST-GLD-020_not_listed.gltf",
)


def write_demo(catalogue: Catalogue, folder: Path) -> Path:
    """Write the models into `folder`, which is emptied first, and return it."""
    shutil.rmtree(folder, ignore_errors=True)
    for suite in catalogue.of_kind("gltf"):
        for sample in samples(suite):
            if sample.requirement is None or sample.name in FAULTS:
                place = folder / ("faulty" if sample.requirement else "good")
                place.mkdir(parents=True, exist_ok=True)
                (place / sample.name).write_bytes(sample.data)
                if sample.folder and (sample.folder / "resources").is_dir():
                    shutil.copytree(sample.folder / "resources", place / "resources", dirs_exist_ok=True)
    return folder


def write_role(profile: str, folder: Path) -> Path:
    """Write what the demo of a profile judges into `folder`, which is emptied first, and return it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, data in ROLES[profile]().items():
        (folder / name).write_bytes(data)
    return folder


def _avatars() -> dict[str, bytes]:
    """A faultless and a faulty avatar."""
    from conformance_suites.assets.vrm.demo.mannequin import faulty, mannequin

    return {"avatar.vrm": mannequin().glb(), "avatar-faulty.vrm": faulty().glb()}


def _recordings() -> dict[str, bytes]:
    """Ten seconds of a head and two hands, and the same with a gap, with quaternions off unit length, a hand lost."""
    from conformance_suites.terminals.recording.writer.device import take

    made = take(frames=900)
    faultless = made.data()
    made.times[420:] = [round(time + 400, 3) for time in made.times[420:]]
    made.values["head"][300:330, 3:7] *= 1.1
    made.values["head"][610:625, 3:7] *= 0.8
    made.lost["left-hand"] = set(range(500, 560))
    return {"session.jsonl": faultless, "session-faulty.jsonl": made.data()}


ROLES: Mapping[str, Callable[[], dict[str, bytes]]] = {"digital-human": _avatars, "xr-headset": _recordings}
"""The profiles that have a demo of their own, with what makes its files by their names."""
