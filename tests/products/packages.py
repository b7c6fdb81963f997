"""Where the packages of others are that need separate folders, since what they depend on differs."""

from __future__ import annotations

import os
from pathlib import Path


def installed(project: str) -> Path:
    """The folder that a project of prepare.py is installed in, with all that it needs; it may not be there."""
    return Path(os.environ.get("CONFORMANCE_SITE_PACKAGES", "nowhere")).resolve() / project
