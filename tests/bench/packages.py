"""Peers and makers that come from npm and PyPI."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

LONGEST = 300.0
"""Seconds that an installation may take."""


def npm(folder: Path, *packages: str) -> Path | None:
    """The node_modules with these packages, installed into the folder; None if Node, npm or they are not available."""
    client = shutil.which("npm")
    if client is None or shutil.which("node") is None:
        return None
    options = ["--silent", "--no-audit", "--no-fund", "--prefix", str(folder)]
    return folder / "node_modules" if _done([client, "install", *options, *packages]) else None


def pypi(folder: Path, *packages: str) -> Path | None:
    """The folder with these packages, for PYTHONPATH; None if pip or the packages are not available."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target"]
    return folder if _done([*command, str(folder), *packages]) else None


def _done(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=LONGEST).returncode == 0
    except subprocess.TimeoutExpired:
        return False
