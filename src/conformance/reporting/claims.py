"""What the profile of a run requires for a claim, and those of the profiles that it includes."""

from __future__ import annotations

from collections.abc import Container, Mapping

from conformance.model.journal.records import ProfileRecord, Reason
from conformance.model.text import LANGUAGES, Text
from conformance.reporting.floors import Evidence
from conformance.reporting.needs import unmet_needs
from conformance.reporting.words import word


class Claims:
    """The profile and the included ones, as far as they are claimed: an included one is where the run has its kind."""

    def __init__(self, profile: ProfileRecord | None) -> None:
        self.profile = profile
        included = [each for some in profile.includes for each in some] if profile else []
        self._parts = {each.id: each for each in ([profile] if profile else []) + included}
        self._evidence = {name: Evidence(each.evidence) for name, each in self._parts.items()}
        self._kinds = set[str | None]()

    def add(self, name: str, kind: str | None, facts: Mapping[str, float] | None) -> None:
        """Take a judged subject into account."""
        self._kinds.add(kind)
        for evidence in self._evidence.values():
            evidence.add(name, kind, facts)

    def claimed(self, part: ProfileRecord) -> bool:
        """Whether the profile is the one of the run, or included and the run has a subject for it."""
        return part is self.profile or not self._kinds.isdisjoint(part.kinds)

    @property
    def enough(self) -> bool:
        """Whether enough was judged for every claim."""
        return self.profile is not None and not self.lacking

    @property
    def lacking(self) -> list[Reason]:
        """Where too little was judged."""
        claimed = [name for name, part in self._parts.items() if self.claimed(part)]
        return [reason for name in claimed for reason in self._evidence[name].lacking]

    def unmet(self, titles: Mapping[str, Text], judged: Container[str]) -> list[Reason]:
        """What is missing for the claims; `titles` are those of the rows that count, `judged` rows that applied."""
        found = [
            reason
            for part in self._parts.values()
            if self.claimed(part)
            for reason in unmet_needs(part.needs, titles, judged)
        ]
        return [*found, *self.lacking, *self.unclaimed]

    @property
    def unclaimed(self) -> list[Reason]:
        """The lists of included profiles of which none is claimed."""
        lists = self.profile.includes if self.profile else ()
        return [_nothing_claimed(some) for some in lists if not any(map(self.claimed, some))]


def _nothing_claimed(some: tuple[ProfileRecord, ...]) -> Reason:
    roles = {each: word("reason", "or", each).join(part.title[each] for part in some) for each in LANGUAGES}
    told = {each: word("reason", "unclaimed", each, roles=roles[each]) for each in LANGUAGES}
    return Reason("unclaimed", Text(told["en"], told["zh"]))
