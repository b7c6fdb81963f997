"""Small folders of models for the demo: all good samples of the glTF suites and a few telling faults, or avatars."""

from __future__ import annotations

import shutil
from pathlib import Path

from conformance.catalogue import Catalogue
from conformance.catalogue.samples import samples
from conformance.reference.mannequin import faulty, mannequin

FAULTS = (
    "AST-GLC-009_27_bytes.glb",
    "AST-GLD-013_attribute.gltf",
    "AST-GLD-014_ring_of_three.gltf",
    "AST-GLD-018_half_length.gltf",
    "AST-GLD-020_not_listed.gltf",
)

AVATARS = "digital-human"
"""The profile that `write_avatars` is a demo of."""


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


def write_avatars(folder: Path) -> Path:
    """Write a faultless and a faulty avatar into `folder`, which is emptied first, and return it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "avatar.vrm").write_bytes(mannequin().glb())
    (folder / "avatar-faulty.vrm").write_bytes(faulty().glb())
    return folder
