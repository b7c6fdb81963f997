"""A run as everybody may see it: findings that could be exploited are counted, and neither shown nor reproduced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from conformance.model.finding import Where
from conformance.model.journal.records import Event, Failure, Located, Opening, SubjectJudged, SuitesTold
from conformance.model.text import Text
from conformance.reporting.words import word


def public(journal: Iterable[Event]) -> Iterator[Event]:
    """The events of a run; each restricted case has a single finding, which says how many there are."""
    restricted: set[str] = set()
    for event in journal:
        if isinstance(event, Opening | SuitesTold):
            restricted |= {row.id for suite in event.suites for row in suite.requirements if row.restricted}
        elif isinstance(event, SubjectJudged) and restricted.intersection(each.requirement for each in event.failures):
            yield event._replace(
                failures=tuple(_counted(each) if each.requirement in restricted else each for each in event.failures)
            )
            continue
        yield event


def _counted(failure: Failure) -> Failure:
    """The failure with the number of its findings in place of all of them."""
    count = len(failure.findings) + failure.more
    said = Text(*(word("label", "restricted", language, count=count) for language in ("en", "zh")))
    return Failure(failure.requirement, (Located(Where(), said, {}),), 0, failure.known)
