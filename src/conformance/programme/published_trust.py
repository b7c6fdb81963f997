"""What a platform has to trust, as it is published with the register: the issuer's keys, roots of time-stamps."""

from __future__ import annotations

import json
from typing import Any

from conformance.programme.pilot import Pilot


def trust_file(pilot: Pilot) -> str:
    """trust.toml of the published folder: the issuer's keys, for certificates and the register."""
    lines = []
    for party in (each for each in pilot.file.party if each.id == pilot.issuer):
        keys = ", ".join(_key(f"{place}.pem", each) for place, each in enumerate(party.keys, 1))
        acts = [each for each in party.acts if each in ("certify", "register")]
        lines += ["[[party]]", f"id = {json.dumps(party.id)}", f"name = {json.dumps(party.name, ensure_ascii=False)}"]
        lines += [f"acts = {json.dumps(acts)}", f"keys = [{keys}]", ""]
    if roots := _roots(pilot):
        lines += ["[timestamp]", f"roots = {json.dumps(list(roots))}", ""]
    return "\n".join(lines)


def _key(file: str, key: Any) -> str:
    days = "".join(f", {name} = {getattr(key, name)}" for name in ("starts", "ends") if getattr(key, name))
    return f'{{ file = "{file}"{days} }}'


def trust_keys(pilot: Pilot) -> dict[str, bytes]:
    """The files that trust.toml names: public keys of the issuer, certificates of roots. Raises OSError."""
    keys = [key for each in pilot.file.party if each.id == pilot.issuer for key in each.keys]
    files = {f"{place}.pem": each.file for place, each in enumerate(keys, 1)} | _roots(pilot)
    return {name: (pilot.folder / each).read_bytes() for name, each in files.items()}


def _roots(pilot: Pilot) -> dict[str, str]:
    roots = pilot.file.timestamp.roots if pilot.file.timestamp else ()
    return {f"timestamps-{place}.pem": each for place, each in enumerate(roots, 1)}
