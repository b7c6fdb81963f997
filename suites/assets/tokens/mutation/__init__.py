"""Changes to content identifiers, chains and accounts that `conformance mutate` tries besides those of any text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

CID = re.compile(r"((?:ipfs://|.*/ipfs/)?)(Qm[1-9A-HJ-NP-Za-km-z]{44}|b[a-z2-7]{40,})(.*)", re.DOTALL)
CAIP = re.compile(r"([-a-z0-9]{3,8}):([-_a-zA-Z0-9]{1,32})(/.*|:.*)?", re.DOTALL)
ADDRESS = re.compile(r"(.*)(0x[0-9a-fA-F]{40})(.*)", re.DOTALL)


def _of(pattern: re.Pattern[str], change: Callable[[re.Match[str]], str | None]) -> Callable[[Any], Any]:
    def changed(value: Any) -> Any:
        found = pattern.fullmatch(value) if isinstance(value, str) else None
        return change(found) if found else None

    return changed


OPERATORS: Mapping[str, Callable[[Any], Any]] = {
    "cid.upper": _of(CID, lambda cid: cid[1] + cid[2].upper() + cid[3]),
    "cid.shorter": _of(CID, lambda cid: cid[1] + cid[2][:-1] + cid[3]),
    "cid.longer": _of(CID, lambda cid: cid[1] + cid[2] + "a" + cid[3]),
    "cid.other_letter": _of(CID, lambda cid: cid[1] + cid[2][:-1] + ("a" if cid[2][-1] != "a" else "e") + cid[3]),
    "cid.foreign_letter": _of(CID, lambda cid: cid[1] + cid[2][:5] + "0" + cid[2][6:] + cid[3]),
    "cid.version": _of(CID, lambda cid: cid[1] + cid[2][0] + "b" + cid[2][2:] + cid[3]),
    "cid.other_base": _of(CID, lambda cid: f"{cid[1]}f{cid[2][1:]}{cid[3]}" if cid[2][0] == "b" else None),
    "cid.ipfs_twice": _of(CID, lambda cid: f"ipfs://ipfs/{cid[2]}{cid[3]}" if cid[1].startswith("ipfs:") else None),
    "cid.none": _of(CID, lambda cid: cid[1] + cid[3] if cid[1] else None),
    "cid.path": _of(CID, lambda cid: f"{cid[1]}{cid[2]}/a/../b"),
    "caip.namespace_upper": _of(CAIP, lambda caip: f"{caip[1].upper()}:{caip[2]}{caip[3] or ''}"),
    "caip.other_namespace": _of(CAIP, lambda caip: f"cosmos:{caip[2]}{caip[3] or ''}"),
    "caip.no_reference": _of(CAIP, lambda caip: f"{caip[1]}:{caip[3] or ''}"),
    "caip.chain_alone": _of(CAIP, lambda caip: f"{caip[1]}:{caip[2]}" if caip[3] else None),
    "caip.slashes": _of(CAIP, lambda caip: f"{caip[1]}://{caip[2]}{caip[3] or ''}"),
    "address.lower": _of(ADDRESS, lambda found: found[1] + found[2].lower() + found[3]),
    "address.checksum": _of(ADDRESS, lambda found: found[1] + "0x" + found[2][2:].swapcase() + found[3]),
    "address.no_prefix": _of(ADDRESS, lambda found: found[1] + found[2][2:] + found[3]),
    "address.shorter": _of(ADDRESS, lambda found: found[1] + found[2][:-1] + found[3]),
    "address.zero": _of(ADDRESS, lambda found: f"{found[1]}0x{'0' * 40}{found[3]}"),
}
"""By name: another value, or None where it does not apply."""
