"""What installed packages declare in our groups of entry points, read without importing them or importlib.metadata.

Reading the few small `entry_points.txt` there are takes about a millisecond; importing what could do it takes 30.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def entry_points(group: str) -> Iterator[tuple[str, str]]:
    """(name, value) of every entry point in the group, such as ("acme", "acme_suites").

    A distribution that stands twice on the path counts once, where it stands first.
    """
    seen: set[str] = set()
    for place in dict.fromkeys(sys.path):
        for path in sorted(Path(place or ".").glob("*.dist-info/entry_points.txt")):
            name = path.parent.name.partition("-")[0].lower()
            if name not in seen:
                seen.add(name)
                yield from _section(path, group)


def _section(path: Path, group: str) -> Iterator[tuple[str, str]]:
    lines: list[str] = []
    with suppress(OSError, UnicodeDecodeError):  # it is not ours to complain of another package
        lines = path.read_text(encoding="utf-8").splitlines()
    within = False
    for line in map(str.strip, lines):
        if line.startswith("["):
            within = line == f"[{group}]"
        elif within and "=" in line and not line.startswith(("#", ";")):
            name, _, value = line.partition("=")
            yield name.strip(), value.partition("[")[0].strip()
