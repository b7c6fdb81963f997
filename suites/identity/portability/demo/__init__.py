"""The demo of the profile portable-identity: an export, in which one credential was changed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from conformance.authoring import Sample

CREDENTIALS = {
    "club.vc.json": "club.vc.json",
    "guild_before.vc.json": "before.vc.json",
    "guild_after.vc.json": "after.vc.json",
    "ID-PEX-003_changed.vc.json": "changed.vc.json",
}
"""The credentials of the demo, by the samples that they are."""
IDENTITIES = ("club.did.json", "union.did.json", "guild.did.jsonl")


def export(samples: Iterable[Sample]) -> dict[str, bytes]:
    """The files by name."""
    found, folders = {}, set[Path]()
    for each in samples:
        if each.name in CREDENTIALS and each.folder is not None:
            found[CREDENTIALS[each.name]] = each.data
            folders.add(each.folder / "dids")
    return found | {name: (folder / name).read_bytes() for folder in folders for name in IDENTITIES}


DEMOS = {"portable-identity": export}
