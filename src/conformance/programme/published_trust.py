"""What a platform has to trust, as it is published with the register: the issuer's keys, roots of time-stamps."""

from __future__ import annotations

import json
from typing import Any

from conformance.programme.keys import read_public_key
from conformance.programme.pilot import Pilot
from conformance.programme.timestamps import pem_of_root, read_roots


def trust_file(pilot: Pilot) -> str:
    """trust.toml of the published folder: the issuer's keys, for certificates and the register."""
    lines = []
    for party in (each for each in pilot.file.party if each.id == pilot.issuer):
        keys = ", ".join(_key(f"{place}.pem", each) for place, each in enumerate(party.keys, 1))
        acts = [each for each in party.acts if each in ("certify", "register")]
        lines += ["[[party]]", f"id = {json.dumps(party.id)}", f"name = {json.dumps(party.name, ensure_ascii=False)}"]
        lines += [f"acts = {json.dumps(acts)}", f"keys = [{keys}]", ""]
    if roots := _roots(pilot):
        lines += ["[timestamp]", f"roots = {json.dumps(roots)}", ""]
    return "\n".join(lines)


def _key(file: str, key: Any) -> str:
    days = "".join(f", {name} = {getattr(key, name)}" for name in ("starts", "ends") if getattr(key, name))
    return f'{{ file = "{file}"{days} }}'


def trust_keys(pilot: Pilot) -> dict[str, bytes]:
    """The files that trust.toml names: public keys of the issuer and certificates of roots, and nothing else in them.

    Raises Problem where a file is none of these, OSError.
    """
    keys = [key for each in pilot.file.party if each.id == pilot.issuer for key in each.keys]
    files = {
        f"{place}.pem": read_public_key(pilot.folder / each.file).pem.encode() for place, each in enumerate(keys, 1)
    }
    table = pilot.file.timestamp
    roots = read_roots(table, pilot.folder) if table else []
    return files | {name: pem_of_root(each) for name, each in zip(_roots(pilot), roots, strict=True)}


def _roots(pilot: Pilot) -> list[str]:
    roots = pilot.file.timestamp.roots if pilot.file.timestamp else ()
    return [f"timestamps-{place}.pem" for place in range(1, len(roots) + 1)]
