"""Removing the files from a bundle whose retention period is over: their digests, and what was concluded, stay."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

from conformance.engine.bundle import INDEX, SUBJECTS, Bundle
from conformance.engine.packing import NOT_JUDGED, PURGED, add_member
from conformance.engine.partial_files import open_partial, partial_for
from conformance.engine.private import private_records
from conformance.model.digest import digest
from conformance.transports.evidence import BODIES, file_name
from conformance.writing import refuse_link


class Purged(Enum):
    """What was done to a bundle: its files were removed now or before, are kept until later, or without an end."""

    NOW = 1
    BEFORE = 2
    LATER = 3
    NEVER = 4


def purge(path: Path, today: date, *, dry: bool = False) -> tuple[Purged, dict[str, Any]]:
    """What was done, with values for its sentence; nothing is written if `dry`.

    Raises BundleRefused, and OSError for a link: the files would stay where it leads.
    """
    refuse_link(path)
    with Bundle(path) as bundle:
        until = bundle.index.get("retain_until")
        if until is None:
            return Purged.NEVER, {}
        try:
            last = date.fromisoformat(until)
        except (TypeError, ValueError):
            raise bundle.refused(INDEX) from None
        if today <= last:
            return Purged.LATER, {"until": until}
        kept = {file_name(held) for record in private_records(bundle) for held in record.values()}
        gone = [name for name in bundle.index["bodies"] if name not in kept]
        if not gone:
            return Purged.BEFORE, {}
        if not dry:
            _rewrite(bundle, path, set(gone))
        return Purged.NOW, {"count": len(gone)}


def _rewrite(bundle: Bundle, path: Path, gone: set[str]) -> None:
    """Replace the bundle with one that lacks these bodies."""
    members = {name: bundle.read(name) for name in bundle.index["members"]}
    lines = [_purged(dict(line)) for line in bundle.lines(SUBJECTS)]
    members[SUBJECTS] = "".join(f"{json.dumps(line, separators=(',', ':'))}\n" for line in lines).encode()
    bodies = [name for name in bundle.index["bodies"] if name not in gone]
    withheld = [line["withheld"] for line in lines if "withheld" in line]
    index = {
        **bundle.index,
        "members": {name: digest(data) for name, data in sorted(members.items())},
        "bodies": bodies,
        "withheld": {each: withheld.count(each) for each in sorted(set(withheld))},
    }
    partial = partial_for(path)
    try:
        with open_partial(partial) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
            for name in bodies:
                add_member(out, f"{BODIES}/{name}", bundle.read(f"{BODIES}/{name}"))
            for name, data in members.items():
                add_member(out, name, data)
            add_member(out, INDEX, json.dumps(index, indent=1, ensure_ascii=False) + "\n")
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _purged(line: dict[str, Any]) -> dict[str, Any]:
    """A subject of which only the digest is left."""
    if line.get("digest") is None or line.get("withheld") == NOT_JUDGED:
        return line
    return {**line, "withheld": PURGED}
