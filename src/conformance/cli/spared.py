"""Files of the user inside a folder that is judged: what a command writes takes the place of none of them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from conformance.cli.paths import OVERWRITTEN
from conformance.engine.copies import is_within
from conformance.engine.plan import Plan
from conformance.engine.subjects import is_our_output
from conformance.model.problem import Problem
from conformance.readers.source import Unreadable, open_source
from conformance.reporting.neutral import visible


def spare_subjects(written: Iterable[Path | None], folders: Iterable[str], plan: Plan) -> None:
    """Raises Problem where a file to write is one in these folders that would be judged; an earlier view is not."""
    judged = [folder for folder in folders if os.path.isdir(folder)]
    for path in filter(None, written):
        if path.is_file() and any(is_within(str(path), Path(each)) for each in judged) and _is_subject(path, plan):
            raise Problem(OVERWRITTEN.filled({"path": visible(str(path))}))


def _is_subject(path: Path, plan: Plan) -> bool:
    if is_our_output(str(path), path.name):
        return False
    try:
        return bool(plan.recognise(open_source(str(path), path.name))[0])
    except Unreadable:
        return False
