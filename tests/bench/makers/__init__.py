"""Models with many small nodes, meshes and accessors, as exporters and converters from npm and PyPI write them.

Nothing of them is kept in the repository: each program here makes the scenes, always the same ones, and its library
writes them. Seven makers: three.js, Babylon.js, obj2gltf, Assimp, glTF Transform, trimesh and pygltflib.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.bench.packages import npm, pypi

NPM = (
    "three@0.170.0",
    "@babylonjs/core@7.54.3",
    "@babylonjs/serializers@7.54.3",
    "obj2gltf@3.2.0",
    "assimpjs@0.0.10",
    "@gltf-transform/core@4.1.0",
    "@gltf-transform/functions@4.1.0",
    "@gltf-transform/extensions@4.1.0",
)
PYPI = ("trimesh==4.5.3", "pygltflib==1.16.5")
PROGRAMS = ("three.mjs", "babylon.mjs", "objects.mjs", "transform.mjs", "python.py")
"""glTF Transform rewrites what the first two have written."""
LONGEST = 120.0
"""Seconds that one of them may take."""
LARGEST = 4 << 20
"""Bytes of a model that is taken: the set is about many small parts."""


def exported(folder: Path) -> list[Path]:
    """The models, written into the folder; none if Node or a package is not available."""
    work, models = folder / "work", folder / "models"
    if npm(work, *NPM) is None or pypi(work / "python", *PYPI) is None:
        return []
    models.mkdir()
    for program in Path(__file__).parent.glob("*.mjs"):
        shutil.copy(program, work)  # Node looks for packages beside the program
    for program in PROGRAMS:
        started = ["node", str(work / program)]
        if program.endswith(".py"):
            started = [sys.executable, str(Path(__file__).with_name(program))]
        environment = {**os.environ, "PYTHONPATH": str(work / "python")}
        command = [*started, str(models)]
        subprocess.run(command, capture_output=True, check=True, timeout=LONGEST, env=environment)
    written = (path for path in models.iterdir() if path.suffix in (".glb", ".gltf"))
    return sorted(path for path in written if path.stat().st_size <= LARGEST)
