"""Results of long work in a folder: what did not change since is not tried again."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from conformance.drafting.mutation.ledger import FILE
from conformance.drafting.whole_files import write_whole
from conformance.engine.plan import Plan
from conformance.model.digest import digest_of_parts
from conformance.model.requirement import Suite
from conformance.version import __version__

MATERIAL = ("samples", "reference", "mutation", "writer")
"""The folders of a suite and of its family that have what is changed."""


def kept(path: Path | None, config: Mapping[str, Any], make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The report at the path if it was made with this configuration, otherwise a new one, which is left there.

    Its `config` has the configuration, the version of the harness and the `seconds` of processor time that it took.
    """
    config = {**config, "version": __version__}
    found = _read(path) if path else None
    if found and all(found.get("config", {}).get(name) == value for name, value in config.items()):
        return found
    begin = time.process_time()
    report = make()
    told = {**config, **report.get("config", {}), "seconds": round(time.process_time() - begin, 1)}
    made: dict[str, Any] = json.loads(json.dumps({**report, "config": told}))
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole({path: json.dumps(made, ensure_ascii=False)})
    return made


def depends_on(plan: Plan, suite: Suite) -> dict[str, str]:
    """What results about a suite depend on, as part of a configuration: digests of it, its peers and its material."""
    kinds, endpoint = plan.catalogue.kinds, plan.catalogue.kinds[suite.kind].endpoint
    peers = [
        each
        for each in plan.catalogue.suites.values()
        if each.kind == suite.kind or (endpoint and kinds[each.kind].endpoint == endpoint)
    ]
    roots = (suite.folder, suite.folder.parent)
    files = [path for root in roots for path in (root / FILE, root / "samples.py") if path.is_file()]
    for folder in (root / name for root in roots for name in MATERIAL):
        files += [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    parts = [(path.relative_to(suite.folder.parent).as_posix(), path.read_bytes()) for path in files]
    return {
        "digest": suite.digest,
        "peers": digest_of_parts([(each.id, each.digest.encode()) for each in peers]),
        "material": digest_of_parts(parts),
    }


def kept_at(folder: Path | None, suite: Suite, what: str = "") -> Path | None:
    """Where the results about a suite are in a folder."""
    return folder / f"{suite.id.replace('/', '.')}{what}.json" if folder else None


def _read(path: Path) -> dict[str, Any] | None:
    """What the file has; None if it is not there or not whole."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None
