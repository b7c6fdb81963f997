"""Results of a long run in a folder: a suite that did not change since is not tried again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from conformance.drafting.mutation.elements import elements
from conformance.drafting.mutation.ledger import FILE
from conformance.drafting.mutation.result import mutate
from conformance.drafting.whole_files import write_whole
from conformance.engine.plan import Plan
from conformance.model.digest import digest_of_parts
from conformance.model.requirement import Suite
from conformance.version import __version__


def reported(plan: Plan, suite: Suite, options: Mapping[str, Any], folder: Path | None) -> dict[str, Any]:
    """The report of a suite, from the folder where it has one of the same suite, samples, ledger and options.

    `options` are those of `mutate`.
    """
    config = {**options, "samples": _digest(suite)}
    path = folder / f"{suite.id.replace('/', '.')}.json" if folder else None
    kept = _read(path) if path else None
    if kept and kept.get("framework", {}).get("version") == __version__:
        told = kept.get("config", {})
        if all(told.get(name) == value for name, value in {**config, "digest": suite.digest}.items()):
            return kept
    made: dict[str, Any] = json.loads(json.dumps(elements(mutate(plan, suite, **options), config)))
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole({path: json.dumps(made, ensure_ascii=False)})
    return made


def _read(path: Path) -> dict[str, Any] | None:
    """What the file has; None if it is not there or not whole."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _digest(suite: Suite) -> str:
    """Over what a run depends on besides the suite itself."""
    wanted = [suite.folder / FILE, suite.folder / "samples.py", *sorted((suite.folder / "samples").rglob("*"))]
    files = [path for path in wanted if path.is_file()]
    return digest_of_parts([(path.relative_to(suite.folder).as_posix(), path.read_bytes()) for path in files])
