"""Peers that come from npm."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path


def installed(folder: Path, *packages: str) -> Path | None:
    """The node_modules with these packages, installed into the folder; None where Node, npm or they cannot be had."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return None
    options = ["--silent", "--no-audit", "--no-fund", "--prefix", str(folder)]
    done = subprocess.run([npm, "install", *options, *packages], capture_output=True, check=False)
    return folder / "node_modules" if done.returncode == 0 else None
