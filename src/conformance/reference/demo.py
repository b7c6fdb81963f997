"""A small folder of models for the demo: all good samples of the glTF suites and a few telling faults."""

from __future__ import annotations

import shutil
from pathlib import Path

from conformance.catalogue import Catalogue
from conformance.catalogue.samples import samples

FAULTS = ("AST-GLC-005", "AST-GLC-009", "AST-GLD-013", "AST-GLD-014", "AST-GLD-018", "AST-GLD-020")


def write_demo(catalogue: Catalogue, folder: Path) -> Path:
    """Write the models into `folder`, which is emptied first, and return it."""
    shutil.rmtree(folder, ignore_errors=True)
    for suite in catalogue.of_kind("gltf"):
        for sample in samples(suite):
            if sample.requirement is None or sample.requirement in FAULTS:
                place = folder / ("faulty" if sample.requirement else "good")
                place.mkdir(parents=True, exist_ok=True)
                (place / sample.name).write_bytes(sample.data)
                if sample.folder and (sample.folder / "resources").is_dir():
                    shutil.copytree(sample.folder / "resources", place / "resources", dirs_exist_ok=True)
    return folder
