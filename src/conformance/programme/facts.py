"""What a bundle says of itself: product, requirements, counts and conclusion, read from the journal in it."""

from __future__ import annotations

from typing import Any, NamedTuple

from conformance.engine.bundle import JOURNAL, Bundle
from conformance.model.journal.reading import read_lines
from conformance.model.journal.records import SubjectJudged
from conformance.model.profile import LEVELS
from conformance.reporting.summary import Summary, begun

NAMED_SUBJECTS = 1000
"""As many are named in a statement; the bundle has the digests of all."""


class Facts(NamedTuple):
    """What a bundle says that a signed statement repeats, in JSON values; the summary of its journal; and by name the
    digests of what was judged."""

    told: dict[str, Any]
    summary: Summary
    subjects: dict[str, str]


def facts_of(bundle: Bundle) -> Facts:
    """What the journal of a bundle says. Raises NotAJournal."""
    summary, events = begun(read_lines(bundle.read(JOURNAL).splitlines(keepends=True), JOURNAL))
    subjects: dict[str, str] = {}
    for event in events:
        summary.add(event)
        if isinstance(event, SubjectJudged) and event.subject.digest and len(subjects) < NAMED_SUBJECTS:
            subjects[event.subject.name] = event.subject.digest
    summary.close()
    opening, profile = summary.opening, summary.opening.profile
    told = {
        "product": {name: value for name, value in opening.product.items() if value},
        "profile": {"id": profile.id, "version": profile.version, "digest": profile.digest} if profile else None,
        "level": (opening.level or LEVELS[0]) if profile else None,
        "conclusion": summary.verdict.value,
        "counts": summary.counts,
        "status": summary.status,
        "tested": {"started": opening.run.get("started"), "finished": summary.end.finished if summary.end else None},
        "harness": {"name": opening.harness.name, "version": opening.harness.version},
        "journal": bundle.index["members"][JOURNAL],
        "catalogue": bundle.index["catalogue"]["digest"],
    }
    return Facts(told, summary, subjects)
