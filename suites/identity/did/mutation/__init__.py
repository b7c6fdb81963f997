"""Changes to DIDs, DID URLs and multibase keys that `conformance mutate` tries besides those of any text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

DID = re.compile(r"(did):([a-z0-9]+):([^/?#]+)(.*)", re.DOTALL)
MULTIBASE = re.compile(r"z[1-9A-HJ-NP-Za-km-z]{20,}")


def _did(change: Callable[[re.Match[str]], str | None]) -> Callable[[Any], Any]:
    def changed(value: Any) -> Any:
        found = DID.fullmatch(value) if isinstance(value, str) else None
        return change(found) if found else None

    return changed


def _key(change: Callable[[str], str]) -> Callable[[Any], Any]:
    return lambda value: change(value) if isinstance(value, str) and MULTIBASE.fullmatch(value) else None


OPERATORS: Mapping[str, Callable[[Any], Any]] = {
    "did.scheme_upper": _did(lambda did: f"DID:{did[2]}:{did[3]}{did[4]}"),
    "did.no_scheme": _did(lambda did: f"{did[2]}:{did[3]}{did[4]}"),
    "did.method_upper": _did(lambda did: f"did:{did[2].upper()}:{did[3]}{did[4]}"),
    "did.no_method": _did(lambda did: f"did::{did[3]}{did[4]}"),
    "did.method_hyphen": _did(lambda did: f"did:{did[2]}-x:{did[3]}{did[4]}"),
    "did.no_id": _did(lambda did: f"did:{did[2]}:{did[4]}"),
    "did.colon_last": _did(lambda did: f"did:{did[2]}:{did[3]}:{did[4]}"),
    "did.id_percent": _did(lambda did: f"did:{did[2]}:{did[3]}%2{did[4]}"),
    "did.id_letter": _did(lambda did: f"did:{did[2]}:{did[3]}!{did[4]}"),
    "did.other_id": _did(lambda did: f"did:{did[2]}:{did[3]}x{did[4]}"),
    "did.other_method": _did(lambda did: f"did:other:{did[3]}{did[4]}"),
    "did.fragment_alone": _did(lambda did: did[4] or None),
    "did.no_fragment": _did(lambda did: f"did:{did[2]}:{did[3]}" if did[4] else None),
    "did.empty_fragment": _did(lambda did: f"did:{did[2]}:{did[3]}#"),
    "did.other_fragment": _did(lambda did: f"did:{did[2]}:{did[3]}#nothing-of-the-kind" if did[4] else None),
    "did.path": _did(lambda did: f"did:{did[2]}:{did[3]}/a{did[4]}"),
    "did.query": _did(lambda did: f"did:{did[2]}:{did[3]}?versionId=1{did[4]}"),
    "multibase.other_base": _key(lambda key: f"f{key[1:]}"),
    "multibase.no_base": _key(lambda key: key[1:]),
    "multibase.letter": _key(lambda key: f"{key[:8]}0{key[9:]}"),
    "multibase.other_codec": _key(lambda key: f"{key[:2]}{'2' if key[2] != '2' else '3'}{key[3:]}"),
    "multibase.shorter": _key(lambda key: key[:-2]),
}
"""By name: another value, or None where it does not apply."""
